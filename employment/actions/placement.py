"""Placement: registering, the steps of the table, letters, the yearly checklist."""

from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from core.papers import document_number
from employment.choices.placement import Mode, PaperKind, Session
from employment.letters import compose
from employment.models import PlacementCase, PlacementNumbers, PlacementPaper, RetireeCheck
from employment.rules import placement as rules
from employment.workflow.placement import PLACEMENTS

NUMBER_WORD = "赤退安"


@action("placement.register")
def register(*, by, values, today):
    """Somebody accepted for placement; who only reports in needs no placing. The six months run from acceptance."""
    rules.check_accepted(values["accepted_on"], today)
    case = PlacementCase(created_by=by, **values)
    _check_batch(case)
    step = "report" if case.mode == Mode.SELF_EMPLOYED else "register"
    PLACEMENTS.begin(step, case, by=by, today=today)
    set_clock(case)
    return case


@action("placement.amend")
def amend(*, by, case, values, today):
    """Correct what was entered. While a session is on, score and batch stay."""
    rules.check_accepted(values["accepted_on"], today)
    old = {name: getattr(case, name) for name in values}
    for name, value in values.items():
        setattr(case, name, value)
    changes = {name: (old[name], value) for name, value in values.items() if old[name] != value}
    if "mode" in changes:
        rules.check_mode(case, *changes["mode"])
    if {"score", "service_months", "lot_no", "batch", "mode"} & set(changes):
        _check_not_choosing(case, old)
    _check_batch(case)
    case.version += 1
    case.full_clean()
    case.save()
    set_clock(case)
    record("placement.amend", case, by=by, changes=changes)
    return case


def _check_batch(case):
    """A batch is for assigned work, and takes nobody in once its session has begun."""
    if case.batch_id is None:
        return
    if case.mode != Mode.ASSIGNED_WORK:
        raise Refused("other_mode", _("Only assigned work has a batch of posts to choose from."))
    if not case.pk and case.batch.session != Session.PLANNED:
        raise Refused("not_planned", _("The session has begun: posts and people stay as they are."))


def _check_not_choosing(case, old):
    for batch in {batch for batch in (old.get("batch"), case.batch) if batch}:
        if batch.session != Session.PLANNED:
            raise Refused("in_session", _("The session has begun: score, batch and way of placement stay."))


def set_clock(case):
    """Keep the nearest deadline with the case, so that lists sort by it."""
    clock = rules.clock(case)
    deadline = clock and clock.deadline
    case.due_on = deadline and deadline.due_on
    case.warn_on = deadline and deadline.warn_on
    case.is_provisional = bool(deadline and deadline.is_provisional)
    kept = {name: getattr(case, name) for name in ("due_on", "warn_on", "is_provisional")}
    PlacementCase.objects.filter(pk=case.pk).update(**kept)


def advance(step, case, *, by, today, note="", data=None, changes=None):
    PLACEMENTS.advance(step, case, by=by, today=today, note=note, data=data, changes=changes)
    set_clock(case)
    return case


@action("placement.write_letter")
def write_letter(*, by, case, today):
    """The post that was chosen is theirs: letter to the unit, notice to the person, thirty days to begin."""
    advance("write_letter", case, by=by, today=today, changes={"letter_on": today, "placed_on": today})
    _file_papers(case, by, today)
    return case


@action("placement.write_letter")
def write_letters(*, by, batch, today):
    """The letters of everybody who has chosen in a batch, in the order of choosing. Returns how many."""
    cases = [turn.case for turn in batch.turns.filter(case__state="chosen").select_related("case__person")]
    if not cases:
        raise Refused("nobody", _("Nobody waits for a letter."))
    for case in cases:
        write_letter(by=by, case=case, today=today)
    return len(cases)


@action("placement.assign")
def assign(*, by, case, values, today):
    """The bureau names unit and post itself: transferred officers, and who chose nothing."""
    employer = values.get("employer")
    changes = {
        "employer": employer,
        "unit_name": values.get("unit_name") or (employer.name if employer else ""),
        "post_title": values["post_title"],
        "letter_on": today,
        "placed_on": today,
    }
    if not changes["unit_name"]:
        raise Refused("no_unit", _("Name the unit."))
    advance("assign", case, by=by, today=today, data={"post": changes["post_title"]}, changes=changes)
    _file_papers(case, by, today)
    return case


@action("placement.receive")
def receive(*, by, case, values, today):
    """Retirees and those who move along: received on a day."""
    on = values["on"]
    if on < case.accepted_on:
        raise Refused("before", _("The reception lies before the acceptance."))
    rules.check_start(case, on, today)
    changes = {"placed_on": on, "started_on": on, "unit_name": values.get("unit_name") or ""}
    return advance("receive", case, by=by, today=today, note=values.get("note") or "", changes=changes)


@action("placement.start")
def start(*, by, case, values, today):
    """On the post: the thirty days end."""
    rules.check_start(case, values["on"], today)
    return advance(
        "start", case, by=by, today=today, note=values.get("note") or "", changes={"started_on": values["on"]}
    )


@action("placement.withdraw")
def withdraw(*, by, case, values, today):
    """No longer due: with a reason, in the list of those left out of the rate."""
    changes = {"leaving": values["leaving"], "ended_on": today, "placed_on": None}
    return advance("withdraw", case, by=by, today=today, note=values["note"], changes=changes)


def _file_papers(case, by, today):
    """Letter and notice, numbered in one series a year without gaps."""
    for kind in PaperKind:
        last = PlacementNumbers.take(f"placement:{by.station_id}:{today.year}")
        draft = compose(kind, case, today)
        PlacementPaper.objects.create(
            case=case,
            kind=kind,
            number=document_number(NUMBER_WORD, today.year, last),
            title=kind.label,
            addressee=draft.addressee,
            body="\n".join(draft.paragraphs),
            on=today,
            by=by,
        )


@action("placement.tick")
def tick(*, by, case, year, item, done_on, note="", today):
    """A retiree got one of the things of the year's checklist."""
    rules.check_retiree(case, by, today)
    rules.check_year(case, year, today)
    if done_on > today:
        raise Refused("future", _("This day is still to come."))
    check, is_new = RetireeCheck.objects.get_or_create(
        case=case, year=year, item=item, defaults={"done_on": done_on, "note": note, "by": by}
    )
    if not is_new:
        raise Refused("ticked", _("This has been ticked already, by %(who)s.") % {"who": check.by})
    record("placement.tick", case, by=by, note=f"{year} {item}", changes={"done_on": (None, done_on)})
    return check


@action("placement.tick")
def untick(*, by, check, today):
    """Ticked by mistake; the ledger remembers."""
    case = check.case
    record("placement.tick", case, by=by, note=f"{check.year} {check.item}", changes={"done_on": (check.done_on, None)})
    check.delete()
    return case
