"""The steps from registration to settling (rows 2–12, 22–25 of the table). Guards, clocks and papers are the table's."""

from django.utils.translation import gettext as _

from appeals import rules
from appeals.actions import clocks
from appeals.actions.filing import file_paper
from appeals.actions.moving import move
from appeals.choices import ClockKind, PaperKind
from appeals.models import Appeal
from core.actions import Refused, action
from core.notices import notify


@action("appeal.merge")
def merge(*, by, appeal, values, today):
    """Row 2: the case ends in an open one of the same person; that one's clock is not touched."""
    target = values["merged_into"]
    if not rules.pending_of_person(appeal).filter(pk=target.pk).exists():
        raise Refused("other_person", _("Only an open case of the same person can take this one in."))
    return move("merge", appeal, by=by, today=today, values=values, changes={"merged_into": target})


@action("appeal.settle_on_spot")
def settle_on_spot(*, by, appeal, values, today):
    """Row 3: the person agrees; the talk is on record."""
    rules.check_outcome(appeal, values["outcome"])
    return move("settle_on_spot", appeal, by=by, today=today, values=values, changes={"outcome": values["outcome"]})


@action("appeal.escalate", hands_over=True)
def escalate(*, by, appeal, values, today):
    """Row 4: to the next station above that is open; its own limit begins."""
    above = rules.superior_of(appeal.handler)
    changes = {"handler": above or appeal.handler, "officer": None}
    move("escalate", appeal, by=by, today=today, values=values, changes=changes)
    _tell(appeal, _("Handed up to you: %(title)s") % {"title": appeal.title}, station=appeal.handler)
    return appeal


@action("appeal.transfer")
def transfer(*, by, appeal, values, today):
    """Row 5: to the organ it belongs to; that organ and the person are written to."""
    move("transfer", appeal, by=by, today=today, values=values, changes={"outcome": "passed_on"})
    if not appeal.is_anonymous:
        said = {"recipient": values["recipient"]}
        file_paper(appeal, PaperKind.TRANSFER_NOTICE, by=by, today=today, said=said)
    return appeal


@action("appeal.assign")
def assign(*, by, appeal, values, today):
    """Row 6: to a station or to an officer of the bureau, with a date for the answer."""
    station, until = values["station"], values["feedback_on"]
    if until <= today:
        raise Refused("past", _("The date for the answer lies in the past."))
    changes = {"handler": station, "officer": values.get("officer")}
    move("assign", appeal, by=by, today=today, values=values, changes=changes, clock_days=(until - today).days)
    text = _("Assigned to you, answer by %(date)s: %(title)s") % {"date": until, "title": appeal.title}
    to = {"account": appeal.officer} if appeal.officer else {"station": station}
    _tell(appeal, text, due_on=until, **to)
    return appeal


@action("appeal.object", hands_over=True)
def object_to(*, by, appeal, values, today):
    """Row 7: back to who assigned it (§23)."""
    assigned = appeal.moves.filter(action="assign").select_related("station").first()
    back = assigned.station if assigned and assigned.station else rules.city_of(appeal.handler)
    changes = {"handler": back, "officer": None}
    move("object", appeal, by=by, today=today, values=values, changes=changes)
    _tell(appeal, _("Objection to your assignment: %(title)s") % {"title": appeal.title}, station=back)
    return appeal


@action("appeal.reject")
def reject(*, by, appeal, values, today):
    """Row 8, with the reason and the way the person can go instead."""
    return move("reject", appeal, by=by, today=today, values=values)


@action("appeal.accept")
def accept(*, by, appeal, values, today):
    """Row 9: the sixty days run from this day, the date of the written notice."""
    changes = {"accepted_on": today}
    if appeal.officer is None and by.has_role("bureau_officer"):
        changes["officer"] = by
    return move("accept", appeal, by=by, today=today, values=values, changes=changes)


@action("appeal.work")
def work(*, by, appeal, values, today):
    """Row 10: what was done in the case."""
    return move("work", appeal, by=by, today=today, values=values)


@action("appeal.ask_extension")
def ask_extension(*, by, appeal, values, today):
    """Row 11, first half: asked by the officer, decided by the leader."""
    if not 0 < values["days"] <= rules.EXTENSION_DAYS:
        raise Refused("too_long", _("An extension has at most 30 days (§34)."))
    move("ask_extension", appeal, by=by, today=today, values=values, changes={"extension_asked": values["days"]})
    _tell(appeal, _("Extension to approve: %(title)s") % {"title": appeal.title}, station=rules.city_of(appeal.handler))
    return appeal


@action("appeal.extend")
def extend(*, by, appeal, values, today):
    """Row 11, second half: once, before the day is over; the person is told why (§34)."""
    days, asked = appeal.extension_asked, appeal.moves.filter(action="ask_extension").first()
    rules_clock = rules.running(appeal, ClockKind.OPINION)
    move("extend", appeal, by=by, today=today, values=values, changes={"extension_asked": None}, paper=False)
    note = _("approved by %(who)s on %(date)s") % {"who": by, "date": today}
    clocks.extend(rules_clock, days, note, rules.calendar())
    clocks.refresh(appeal)
    Appeal.objects.filter(pk=appeal.pk).update(extended_until=rules_clock.due_on)
    said = {"days": days, "reason": asked.note if asked else ""}
    file_paper(appeal, PaperKind.EXTENSION, by=by, today=today, said=said, due=rules_clock)
    return appeal


@action("appeal.decline_extension")
def decline_extension(*, by, appeal, values, today):
    """Row 11: the leader says no; the day stays."""
    return move("decline_extension", appeal, by=by, today=today, values=values, changes={"extension_asked": None})


@action("appeal.hearing")
def hearing(*, by, appeal, values, today):
    """Row 12: on record; only during a recheck its days are not counted (§36)."""
    first, last = values["first_on"], values["last_on"]
    if last < first:
        raise Refused("backwards", _("The hearing ends before it begins."))
    clock = rules.running(appeal, ClockKind.RECHECK)
    move("hearing", appeal, by=by, today=today, values=values)
    if clock is not None:
        clock.pauses = [*clock.pauses, [first.isoformat(), last.isoformat()]]
        clocks.set_day(clock, rules.calendar())
        clock.save()
    return appeal


@action("appeal.supervise")
def supervise(*, by, appeal, values, today):
    """Row 14 by hand: the urge is on record, the handler gets a notice. The hourly job's are in `watch`."""
    from appeals.actions.watch import urge

    return urge(appeal, by=by, today=today, text=values["note"])


@action("appeal.withdraw")
def withdraw(*, by, appeal, values, today):
    """Row 22: in writing, never an accusation."""
    return move("withdraw", appeal, by=by, today=today, values=values)


@action("appeal.take_up")
def take_up(*, by, appeal, values, today):
    """Row 23: the station's own clock runs since the case reached it."""
    return move("take_up", appeal, by=by, today=today, values=values)


@action("appeal.settle")
def settle(*, by, appeal, values, today):
    """Row 24: with an outcome, what was done, and the day the person was told."""
    rules.check_outcome(appeal, values["outcome"])
    return move("settle", appeal, by=by, today=today, values=values, changes={"outcome": values["outcome"]})


@action("appeal.make_petition")
def make_petition(*, by, appeal, values, today):
    """Row 25: the person's wish is enough; the statutory clock starts today."""
    return move("make_petition", appeal, by=by, today=today, values=values, changes={"is_petition": True})


def _tell(appeal, text, *, due_on=None, **to):
    notify(text=text, url=appeal.get_absolute_url(), kind="appeal", due_on=due_on or appeal.due_on, **to)
