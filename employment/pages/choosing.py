"""Batches of posts, and the live session in which they are chosen in order of score."""

from django.contrib import messages
from django.db.models import Count, OuterRef, Q, Subquery
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.actions import check
from core.pages import ListPage, OfModel, PortalView, RecordPage, is_partial, today
from core.validators import parse_whole
from employment.actions import choosing as actions
from employment.actions.placement import write_letters
from employment.choices.placement import Session, TurnState
from employment.desk import placement as desk
from employment.forms.placement import BatchForm, PostForm
from employment.listings.placement import BatchListing
from employment.models import PlacementBatch, PlacementPost
from employment.pages.employers import HOME
from employment.pages.keeping import Act, AddRecord, AmendRecord, trail
from employment.rules import choosing as rules

LIST = ("employment:batches", _("Choosing posts"))
COMING = 5


class BatchesPage(ListPage):
    model, needs = PlacementBatch, "choosing.view"
    title, listing = LIST[1], BatchListing
    crumbs = (HOME,)
    export = "placement.export"
    add, add_label = "employment:add_batch", _("Prepare a batch")
    blank_icon = "calendar"

    def refine(self, rows):
        offered = Subquery(rules.places_of(OuterRef("pk")))
        return rows.annotate(
            people=Count("cases", distinct=True),
            chosen=Count("turns", filter=Q(turns__state=TurnState.CHOSEN), distinct=True),
            offered=offered,
        )


class AddBatch(AddRecord):
    model, needs = PlacementBatch, "choosing.prepare"
    title, form, action = _("Prepare a batch"), BatchForm, actions.add_batch
    list_name, list_title = LIST


class AmendBatch(AmendRecord):
    model, needs = PlacementBatch, "choosing.prepare"
    title, form, action = _("Correct the batch"), BatchForm, actions.amend_batch
    called = "batch"
    list_name, list_title = LIST


class BatchPage(RecordPage):
    """Posts, people in order, what is still missing, and the way into the session."""

    model, needs = PlacementBatch, "choosing.view"
    template = "employment/batch.html"
    has_aside = True

    @property
    def crumbs(self):
        return trail(*LIST)

    def context(self):
        batch = self.row
        is_planned = batch.session == Session.PLANNED
        posts = list(batch.posts.with_left())
        return {
            "batch": batch,
            "is_planned": is_planned,
            "posts": posts,
            "places": sum(post.places for post in posts),
            "line": list(rules.choosers(batch)) if is_planned else [],
            "turns": [] if is_planned else list(batch.turns.select_related("case__person__station", "post")),
            "gatherable": desk.to_gather(batch, self.user).count() if is_planned else 0,
            "letters": batch.turns.filter(case__state="chosen").count() if batch.session == Session.CLOSED else 0,
            "order_rule": rules.ORDER_RULE,
            "pass_rule": rules.PASS_RULE,
        }


class OfBatch(Act):
    """An action on a batch; afterwards its own page."""

    model, called = PlacementBatch, "batch"

    def done_address(self, result):
        return self.row.get_absolute_url()


class AddPost(OfBatch):
    needs, action, form, check = "choosing.prepare", actions.add_post, PostForm, rules.check_planned
    label, icon, title = _("Add a post"), "plus", _("A post that is offered")


class OfPost(Act):
    model, called = PlacementPost, "post"
    needs, check = "choosing.prepare", rules.check_post_planned

    def refine(self, rows):
        return rows.select_related("batch")

    @property
    def back_address(self):
        return self.row.batch.get_absolute_url()


class AmendPost(OfPost):
    action, form = actions.amend_post, PostForm
    label, icon, title = _("Amend"), "pen", _("A post that is offered")


class RemovePost(OfPost):
    action = actions.remove_post
    label, icon = _("Remove"), "cross"


class Gather(OfBatch):
    needs, action, check = "choosing.prepare", actions.gather, rules.check_planned
    label, icon = _("Bring in everybody of the year"), "people"

    def arguments(self, form):
        return super().arguments(form) | {"cases": desk.to_gather(self.row, self.user)}

    def saved_text(self, result):
        return gettext("%(count)s people came into the batch.") % {"count": result}


class OpenSession(OfBatch):
    needs, action, check = "choosing.run", actions.open_session, rules.check_may_begin
    label, icon = _("Begin the session"), "run"

    def done_address(self, result):
        return reverse("employment:session", args=[self.row.pk])


class CloseSession(OfBatch):
    needs, action, check = "choosing.run", actions.close_session, rules.check_may_close
    label, icon = _("Close the session"), "lock"


class WriteLetters(OfBatch):
    needs, action, check = "placement.write_letter", write_letters, rules.check_closed
    label, icon = _("Write all letters"), "paper"

    def saved_text(self, result):
        return gettext("%(count)s letters and notices are written and numbered.") % {"count": result}


class Live(OfModel, PortalView):
    """The session as it stands. Pages ask again every two seconds; nothing is sent while nothing has changed."""

    model, needs = PlacementBatch, "choosing.view"
    part = ""

    @property
    def title(self):
        return self.row.title

    @property
    def crumbs(self):
        return trail(*LIST, (str(self.row), self.row.get_absolute_url()))

    def get(self, request, pk):
        if self.row.session == Session.PLANNED:
            return redirect(self.row.get_absolute_url())
        if is_partial(request) and request.GET.get("v") == str(self.row.version):
            return HttpResponse(status=204)
        return self.show(self.part if is_partial(request) else self.template, **standing(self.row, self.user))


class SessionPage(Live):
    """For the staff: whose turn it is, what is left, and the answer."""

    template, part = "employment/session.html", "employment/session_live.html"


class WallPage(Live):
    """For the screen of the hall."""

    template, part = "employment/wall.html", "employment/wall_live.html"


def standing(batch, user):
    """Where a session stands: who is called, who comes next, places left, the last call."""
    turns = list(batch.turns.select_related("case__person__station__division", "post"))
    coming = list(batch.turns.select_related("case__person").still_to_choose()[: COMING + 1])
    posts = list(batch.posts.with_left())
    called = coming[0] if coming and batch.session == Session.OPEN else None
    return {
        "batch": batch,
        "turns": turns,
        "called": called,
        "coming": coming[1:],
        "posts": posts,
        "left": sum(post.left for post in posts),
        "places": sum(post.places for post in posts),
        "chosen": sum(turn.state == TurnState.CHOSEN for turn in turns),
        "waiting": sum(turn.state in ("waiting", "deferred", "absent") for turn in turns),
        "last": rules.last_call(batch),
        "can_close": check(rules.check_may_close, batch, user, today()) is None,
        "order_rule": rules.ORDER_RULE,
        "pass_rule": rules.PASS_RULE,
    }


class Answer(OfModel, PortalView):
    """An answer given in the session. The form names the person it is for: an answer that comes too late is refused."""

    model, needs = PlacementBatch, "choosing.run"
    writes = True

    def post(self, request, pk):
        self.give(request.POST)
        return redirect("employment:session", pk=pk)

    def refused(self, refusal):
        messages.warning(self.request, refusal.message)
        return redirect("employment:session", pk=self.kwargs["pk"])

    def turn(self, data):
        return one_of(self.row.turns.select_related("case__person"), data.get("turn"))


def one_of(rows, key):
    """The row of a key that a form sent, or 404."""
    found = rows.filter(pk=parse_whole(str(key or ""))).first()
    if found is None:
        raise Http404
    return found


class Choose(Answer):
    def give(self, data):
        post = one_of(self.row.posts.all(), data.get("post"))
        turn = actions.choose(by=self.user, batch=self.row, turn=self.turn(data), post=post, today=today())
        said = gettext("%(name)s: %(post)s") % {"name": turn.case.person.name, "post": post}
        messages.success(self.request, said)


class Pass(Answer):
    def give(self, data):
        actions.pass_over(by=self.user, batch=self.row, turn=self.turn(data), said=data.get("said", ""), today=today())


class Undo(Answer):
    def give(self, data):
        turn = actions.undo_last(by=self.user, batch=self.row, today=today())
        messages.success(
            self.request, gettext("Taken back: %(name)s is called again.") % {"name": turn.case.person.name}
        )
