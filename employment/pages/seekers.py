"""Who looks for work, who has not been spoken with, and what fits whom."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, today
from employment.actions import candidacies, seekers
from employment.desk import market as desk
from employment.desk import matching
from employment.forms.market import ContactForm, ReasonForm, RecommendForm, SeekerForm
from employment.listings.market import SeekerListing, SilentListing
from employment.models import Post, Seeker
from employment.pages.employers import HOME
from employment.pages.keeping import list_before
from employment.rules import market as rules
from veterans.models import Person


def of_person(person):
    """The part of a person's page about work."""
    return f"{person.get_absolute_url()}?tab=jobs"


class SeekersPage(ListPage):
    model, needs = Seeker, "seeker.view"
    title, listing = _("People who look for work"), SeekerListing
    export = "market.export"
    crumbs = (HOME,)

    def refine(self, rows):
        return rows.active()

    def dress(self, rows):
        return rows.select_related("person__station__division")

    @property
    def buttons(self):
        return [{"label": _("Not spoken with for 90 days"), "icon": "phone", "address": reverse("employment:silent")}]


class SilentPage(ListPage):
    """The list of calls: without work, willing, and nobody has asked for ninety days."""

    model, needs = Person, "seeker.view"
    title, listing = _("Without work, not spoken with for 90 days"), SilentListing
    export = "market.export"
    blank_icon = "phone"
    crumbs = (HOME, (_("People who look for work"), "/employment/seekers/"))

    def refine(self, rows):
        return desk.silent(rows, today()).select_related("station__division").prefetch_related("seekers")


class KeepWish(FormPage):
    """The wish of the person of the address, entered or changed."""

    model, needs = Person, "seeker.keep"
    writes = True
    form, action = SeekerForm, seekers.keep_wish
    title = _("What work is wished for")

    def refine(self, rows):
        return rows.select_related("station__division")

    def make_form(self, data=None, files=None):
        row = matching.wish_on_file(self.row, self.user) or self.row
        return self.form(data, files, user=self.user, today=today(), row=row, initial=self.initial())

    @property
    def note(self):
        return self.row.name

    @property
    def back_address(self):
        return of_person(self.row)


class OnPerson(ActionPage):
    """A verb on a person of one's own area; afterwards their page about work."""

    model = Person

    def refine(self, rows):
        return rows.select_related("station__division")

    def done_address(self, result):
        return of_person(self.row)

    @property
    def back_address(self):
        return of_person(self.row)


class NoteContact(OnPerson):
    needs, action, form = "seeker.contact", seekers.note_contact, ContactForm
    check = rules.check_live_person
    label, icon = _("Note a talk"), "phone"
    title = _("Talk about work")
    saved = _("Noted.")

    def done_address(self, result):
        return list_before(self.request, "employment:silent") or of_person(self.row)


class Recommend(OnPerson):
    needs, action, form = "candidacy.recommend", candidacies.recommend, RecommendForm
    check = rules.check_live_person
    label, icon = _("Recommend for a post"), "case"
    saved = _("Recommended.")

    def make_form(self, data=None, files=None):
        initial = {"post": self.request.GET.get("post")}
        return self.form(data, files, user=self.user, today=today(), row=self.row, initial=initial)


class CloseWish(ActionPage):
    model, needs = Seeker, "seeker.close"
    action, form = seekers.close_wish, ReasonForm
    label, icon = _("No longer looking"), "cross"

    def refine(self, rows):
        return rows.active().select_related("person")


class Matching(OfModel, PortalView):
    """What both directions have in common: every criterion is said, and `?all=1` looks at every trade."""

    needs = "matching.view"

    @property
    def is_every(self):
        return self.request.GET.get("all") == "1"

    def get(self, request, **kwargs):
        return self.show(row=self.row, every=self.is_every, is_slip="slip" in request.GET, **self.context())


class PostsFor(Matching):
    """The posts that fit one person; `?slip` prints them to be taken along."""

    model = Person
    template = "employment/posts_for.html"
    title = _("Posts that fit")

    def refine(self, rows):
        return rows.live().select_related("station__division", "station__parent__division")

    @property
    def crumbs(self):
        return ((_("People"), reverse("veterans:people")), (self.row.name, of_person(self.row)))

    def context(self):
        seeker = matching.wish_on_file(self.row, self.user)
        result = matching.posts_for(seeker, self.user, today(), every_trade=self.is_every) if seeker else None
        return {"seeker": seeker, "result": result, "printed_on": today()}


class PeopleFor(Matching):
    """The people that fit one post."""

    model = Post
    template = "employment/people_for.html"
    title = _("People who fit")

    def refine(self, rows):
        return rows.select_related("employer", "workplace__division")

    @property
    def crumbs(self):
        return (HOME, (_("Posts"), reverse("employment:posts")), (self.row.title, self.row.get_absolute_url()))

    def context(self):
        return {"result": matching.people_for(self.row, self.user, today(), every_trade=self.is_every)}
