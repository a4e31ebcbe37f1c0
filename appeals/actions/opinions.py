"""Row 13: the opinion is drafted by the officer, signed by the leader, served on the person; then it can be rated."""

from django.utils.translation import gettext as _

from appeals import rules
from appeals.actions.filing import take_number
from appeals.actions.moving import move, worded
from appeals.choices import PaperKind, PaperState
from appeals.models import Paper
from appeals.papers import compose
from appeals.workflow import APPEALS
from core.actions import Refused, action
from core.audit import record
from core.notices import notify


@action("appeal.draft_opinion")
def draft_opinion(*, by, appeal, values, today):
    """The draft waits for the leader; an earlier, returned draft is replaced by it."""
    rules.check_outcome(appeal, values["outcome"])
    changes = {"outcome": values["outcome"], "drafted_by": by}
    move("draft_opinion", appeal, by=by, today=today, values=values, changes=changes, paper=False)
    draft = compose(PaperKind.OPINION, appeal, today=today, said=worded(values))
    appeal.papers.filter(kind=PaperKind.OPINION, state=PaperState.RETURNED).delete()
    Paper.objects.create(
        appeal=appeal,
        kind=PaperKind.OPINION,
        state=PaperState.WAITING,
        title=draft.title,
        addressee=draft.addressee,
        body=draft.body,
        on=today,
        by=by,
    )
    text = _("Opinion to sign: %(title)s") % {"title": appeal.title}
    city = rules.city_of(appeal.handler)
    notify(station=city, text=text, url=appeal.get_absolute_url(), kind="appeal", due_on=appeal.due_on)
    return appeal


@action("appeal.return_opinion")
def return_opinion(*, by, appeal, values, today):
    """Back to the officer with the reason."""
    paper = rules.waiting_opinion(appeal)
    move("return_opinion", appeal, by=by, today=today, values=values)
    Paper.objects.filter(pk=paper.pk).update(state=PaperState.RETURNED, returned_note=values["note"][:200])
    text = _("Your draft came back: %(title)s") % {"title": appeal.title}
    notify(account=appeal.drafted_by, text=text, url=appeal.get_absolute_url(), kind="appeal", due_on=appeal.due_on)
    return appeal


@action("appeal.sign_opinion")
def sign_opinion(*, by, appeal, today):
    """The opinion gets its number and date; the sixty days end."""
    paper = rules.waiting_opinion(appeal)
    changes = {"signed_by": by, "replied_on": today}
    move("sign_opinion", appeal, by=by, today=today, changes=changes, paper=False)
    number = take_number(PaperKind.OPINION, rules.city_of(appeal.handler), today)
    paper.number, paper.on, paper.signed_by, paper.state = number, today, by, PaperState.FILED
    paper.save()
    return appeal


@action("appeal.serve")
def serve(*, by, appeal, values, today):
    """送达回证: the thirty days to ask for review begin with the day of service."""
    APPEALS.check("serve", appeal, by, today)
    on = values["served_on"]
    if not appeal.replied_on <= on <= today:
        raise Refused("served_on", _("The service lies between the date of the opinion and today."))
    move("serve", appeal, by=by, today=today, values=values, changes={"served_on": on}, clock_from=on)
    _mark_served(opinion_of(appeal), by, values)
    return appeal


@action("appeal.serve_paper")
def serve_paper(*, by, paper, values, today):
    """The record of service of any other paper."""
    if not paper.on <= values["served_on"] <= today:
        raise Refused("served_on", _("The service lies between the date of the paper and today."))
    _mark_served(paper, by, values)
    record("appeal.serve_paper", paper.appeal, by=by, note=paper.ledger_label)
    return paper


def opinion_of(appeal):
    """The signed opinion that is in force."""
    return appeal.papers.filter(kind=PaperKind.OPINION, state=PaperState.FILED).last()


def _mark_served(paper, by, values):
    Paper.objects.filter(pk=paper.pk).update(
        served_on=values["served_on"], served_how=values["served_how"], served_to=values["served_to"], served_by=by
    )


@action("appeal.rate")
def rate(*, by, appeal, values, today):
    """Row 15: by phone through the city, or by the person on the public page (then `by` is the system)."""
    changes = {"rating": values["rating"], "rating_note": (values.get("note") or "")[:200], "rated_on": today}
    return move("rate", appeal, by=by, today=today, values=values, changes=changes)
