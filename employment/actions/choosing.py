"""Choosing posts in order of score. Every call takes the batch's lock first: of two staff at once the second is told."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from employment.actions.placement import advance
from employment.choices.placement import STILL_TO_CHOOSE, Session, TurnState
from employment.models import Call, PlacementBatch, PlacementCase, PlacementPost, Turn
from employment.rules import choosing as rules

PASSED = (TurnState.DEFERRED, TurnState.ABSENT)


@action("choosing.prepare")
def add_batch(*, by, station, values, today):
    """The posts of a year, and the day on which they are chosen."""
    rules.check_city(station)
    batch = PlacementBatch(station=station, **values)
    batch.full_clean()
    batch.save()
    record("choosing.prepare", batch, by=by)
    return batch


@action("choosing.prepare")
def amend_batch(*, by, batch, values, today):
    rules.check_planned(batch, by, today)
    for name, value in values.items():
        setattr(batch, name, value)
    batch.full_clean()
    batch.save()
    record("choosing.prepare", batch, by=by, note=str(batch))
    return batch


@action("choosing.prepare")
def add_post(*, by, batch, values, today):
    """A post that a unit offers; the unit's name comes from the file when it is on file."""
    rules.check_planned(_locked(batch), by, today)
    post = PlacementPost(batch=batch, **_named(values))
    post.full_clean()
    post.save()
    record("choosing.prepare", batch, by=by, note=f"{post} ×{post.places}")
    return post


@action("choosing.prepare")
def amend_post(*, by, post, values, today):
    rules.check_planned(_locked(post.batch), by, today)
    for name, value in _named(values).items():
        setattr(post, name, value)
    post.full_clean()
    post.save()
    record("choosing.prepare", post.batch, by=by, note=f"{post} ×{post.places}")
    return post


@action("choosing.prepare")
def remove_post(*, by, post, today):
    batch = _locked(post.batch)
    rules.check_planned(batch, by, today)
    record("choosing.prepare", batch, by=by, note=f"－{post} ×{post.places}")
    post.delete()
    return batch


def _named(values):
    employer = values.get("employer")
    unit = values.get("unit_name") or (employer.name if employer else "")
    if not unit:
        raise Refused("no_unit", _("Name the unit."))
    return {**values, "unit_name": unit}


@action("choosing.prepare")
def gather(*, by, batch, cases, today):
    """Those of `cases` who wait for assigned work of this year come into the batch. Returns how many."""
    rules.check_planned(_locked(batch), by, today)
    found = list(rules.waiting_of_year(batch).filter(pk__in=[case.pk for case in cases]))
    for case in found:
        record("placement.amend", case, by=by, changes={"batch": (None, batch)})
    keys = [case.pk for case in found]
    PlacementCase.objects.filter(pk__in=keys).update(batch=batch, version=F("version") + 1)
    return len(found)


@action("choosing.run")
def open_session(*, by, batch, today):
    """The order is fixed: from here on nobody's score moves anybody."""
    batch = _locked(batch)
    rules.check_may_begin(batch, by, today)
    cases = rules.line_up(batch)
    Turn.objects.bulk_create(
        Turn(batch=batch, case=case, place=place, score=case.score) for place, case in enumerate(cases, start=1)
    )
    batch.session, batch.opened_at = Session.OPEN, timezone.now()
    _write(batch)
    record("choosing.run", batch, by=by, note=Session.OPEN.label, changes={"session": (Session.PLANNED, Session.OPEN)})
    return batch


@action("choosing.run")
def choose(*, by, batch, turn, post, today):
    """The person whose turn it is takes a place of a post."""
    batch, turn = _called(batch, turn, by, today)
    post = PlacementPost.objects.filter(batch=batch, pk=post.pk).first()
    if post is None:
        raise Refused("other_batch", _("This post belongs to another batch."))
    seat = rules.free_seat(post)
    _remember(batch, turn, TurnState.CHOSEN, by, post)
    turn.state, turn.post, turn.seat = TurnState.CHOSEN, post, seat
    turn.save()
    chosen = {"employer": post.employer, "unit_name": post.unit_name, "post_title": post.title}
    advance("choose", turn.case, by=by, today=today, data={"post": str(post)}, changes=chosen)
    return turn


@action("choosing.run")
def pass_over(*, by, batch, turn, said, today):
    """Deferred or absent: called once more after everybody else, then not again."""
    if said not in PASSED:
        raise Refused("said", _("Say whether the person defers or is absent."))
    batch, turn = _called(batch, turn, by, today)
    _remember(batch, turn, said, by)
    turn.state, turn.round = rules.after_passing(turn, said)
    turn.save()
    record("choosing.run", turn.case, by=by, note=TurnState(said).label, changes={"turn": (None, turn.state)})
    return turn


@action("choosing.run")
def undo_last(*, by, batch, today):
    """Take the last call back: the place is free again and the same person is called again. The line stays."""
    batch = _locked(batch)
    rules.check_undo(batch, by, today)
    call = rules.last_call(batch)
    turn = call.turn
    if turn.state == TurnState.CHOSEN:
        nothing = {"employer": None, "unit_name": "", "post_title": ""}
        advance("unchoose", turn.case, by=by, today=today, data={"post": str(call.post)}, changes=nothing)
    turn.state, turn.round, turn.post, turn.seat = call.state_before, call.round_before, None, None
    turn.save()
    call.undone_by, call.undone_at = by, timezone.now()
    call.save()
    _write(batch)
    record("choosing.run", turn.case, by=by, note=_("taken back"), changes={"turn": (call.said, turn.state)})
    return turn


@action("choosing.run")
def close_session(*, by, batch, today):
    """Over: whoever has not chosen stays in waiting, and the bureau names a post."""
    batch = _locked(batch)
    rules.check_may_close(batch, by, today)
    batch.turns.filter(state__in=STILL_TO_CHOOSE).update(state=TurnState.NONE)
    batch.session, batch.closed_at = Session.CLOSED, timezone.now()
    _write(batch)
    record("choosing.run", batch, by=by, note=Session.CLOSED.label, changes={"session": (Session.OPEN, Session.CLOSED)})
    return batch


def _locked(batch):
    """The batch as it is now, held until the end of the transaction."""
    return PlacementBatch.objects.select_for_update().get(pk=batch.pk)


def _called(batch, turn, by, today):
    """The locked batch and the turn that is really to be answered for."""
    batch = _locked(batch)
    rules.check_open(batch, by, today)
    called = rules.next_turn(batch)
    rules.check_turn(turn, called)
    return batch, called


def _remember(batch, turn, said, by, post=None):
    before = {"state_before": turn.state, "round_before": turn.round}
    Call.objects.create(batch=batch, turn=turn, said=said, post=post, by=by, **before)
    _write(batch)


def _write(batch):
    """Every change of a session counts on, so that an open page knows that it is out of date."""
    batch.version += 1
    batch.save(update_fields=["session", "opened_at", "closed_at", "version"])
