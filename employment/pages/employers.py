"""Employers and their posts."""

from django.db.models import Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.pages import ActionPage, FormPage, ListPage, RecordPage
from employment.actions import employers, posts
from employment.desk import market as desk
from employment.desk.placement import may_write
from employment.forms.market import EmployerForm, EndForm, HoldingForm, PostForm, ReasonForm
from employment.listings.market import EmployerListing, PostListing
from employment.models import Employer, Holding, Post
from employment.rules import market as rules

HOME = (pgettext_lazy("department", "Employment"), "/employment/")


class EmployersPage(ListPage):
    model, needs = Employer, "employer.view"
    title, listing = _("Employers"), EmployerListing
    export = "market.export"
    add, add_label = "employment:add_employer", _("Register an employer")
    blank_icon = "case"
    crumbs = (HOME,)

    def refine(self, rows):
        return rows.annotate(openings=Sum("posts__openings", filter=Q(posts__state="open")))


class AddEmployer(FormPage):
    model, needs = Employer, "employer.add"
    form, action = EmployerForm, employers.add_employer
    title = _("Register an employer")
    saved = _("Registered. The bureau vets it before its posts are offered.")
    keeps = ("kind",)
    unmasked = True
    crumbs = (HOME, (_("Employers"), "/employment/employers/"))

    @property
    def back_address(self):
        return reverse("employment:employers")


class EmployerPage(RecordPage):
    """Who they are, whether they are trusted, what they offer."""

    model, needs = Employer, "employer.view"
    template = "employment/employer.html"
    crumbs = (HOME, (_("Employers"), "/employment/employers/"))

    def refine(self, rows):
        return rows.select_related("vetted_by", "blacklisted_by", "station__division")

    @property
    def heading(self):
        return self.row.name

    def context(self):
        is_own = self.row.station_id == self.user.station_id
        phone = self.row.contact_phone
        return {
            "posts": desk.posts_of(self.row, self.user),
            "fairs": desk.fairs_of(self.row, self.user),
            "phone": "" if not phone else phone.plain() if is_own else str(phone),
            "is_ours": may_write(self.row, self.user),
        }


class AmendEmployer(FormPage):
    model, needs, writes = Employer, "employer.amend", True
    form, action = EmployerForm, employers.amend_employer
    title = _("Amend the employer")

    @property
    def unmasked(self):
        """In plain on the own station's form only."""
        return self.row.station_id == self.user.station_id


class VetEmployer(ActionPage):
    model, needs = Employer, "employer.vet"
    action = employers.vet_employer
    check = rules.check_can_vet
    label, icon = _("Vetted: the licence is in order"), "tick"
    saved = _("Vetted: its posts are offered from now on.")


class BlacklistEmployer(ActionPage):
    model, needs = Employer, "employer.blacklist"
    action, form = employers.blacklist_employer, ReasonForm
    check = rules.check_not_blacklisted
    label, icon, tone = _("Put on the black list"), "alert", "stop"
    explain = _("Its posts are offered to nobody any more, and it takes part in no fair.")


class ClearEmployer(ActionPage):
    model, needs = Employer, "employer.clear"
    action, form = employers.clear_employer, ReasonForm
    check = rules.check_is_blacklisted
    label, icon = _("Take off the black list"), "tick"


class PostsPage(ListPage):
    model, needs = Post, "post.view"
    title, listing = _("Posts"), PostListing
    export = "market.export"
    blank_icon = "case"
    crumbs = (HOME,)
    lede = _("Public-welfare posts are counted as provided and as filled, apart.")

    def refine(self, rows):
        return rows.select_related("employer", "workplace__division")


class AddPost(FormPage):
    """A post of the employer of the address."""

    model, needs = Employer, "post.add"
    writes = False
    form, action = PostForm, posts.add_post
    title = _("Enter a post")
    keeps = ("trade", "workplace", "place")

    @property
    def note(self):
        return self.row.name

    @property
    def crumbs(self):
        return (HOME, (self.row.name, self.row.get_absolute_url()))


class PostPage(RecordPage):
    """One post: what it asks for, who is in it, who is on the way to it."""

    model, needs = Post, "post.view"
    template = "employment/post.html"

    def refine(self, rows):
        return rows.select_related("employer", "workplace__division")

    @property
    def crumbs(self):
        return (
            HOME,
            (_("Posts"), reverse("employment:posts")),
            (self.row.employer.name, self.row.employer.get_absolute_url()),
        )

    def context(self):
        return {
            "holdings": desk.holdings_of(self.row, self.user),
            "candidacies": desk.candidacies_of(self.row, self.user),
            "is_ours": may_write(self.row, self.user),
        }


class AmendPost(FormPage):
    model, needs, writes = Post, "post.amend", True
    form, action = PostForm, posts.amend_post
    title = _("Amend the post")


class ClosePost(ActionPage):
    model, needs = Post, "post.close"
    action, form = posts.close_post, ReasonForm
    check = rules.check_can_close
    label, icon, tone = _("No longer offered"), "cross", "stop"


class ReopenPost(ActionPage):
    model, needs = Post, "post.reopen"
    action = posts.reopen_post
    check = rules.check_can_reopen
    label, icon = _("Offer it again"), "run"

    def refine(self, rows):
        return rows.select_related("employer")


class BeginHolding(ActionPage):
    """Somebody takes up a public-welfare post."""

    model, needs = Post, "holding.begin"
    action, form = posts.begin_holding, HoldingForm
    check = rules.check_can_hold
    label, icon = _("Somebody takes it up"), "plus"
    reads = True

    def refine(self, rows):
        return rows.select_related("employer")

    def arguments(self, form):
        return super().arguments(form) | {"person": form.cleaned_data["who"]}


class EndHolding(ActionPage):
    model, needs = Holding, "holding.end"
    action, form = posts.end_holding, EndForm
    check = rules.check_holding
    label, icon = _("Left the work"), "cross"
    title = _("Has left the public-welfare post")

    def refine(self, rows):
        return rows.select_related("post__employer", "person")
