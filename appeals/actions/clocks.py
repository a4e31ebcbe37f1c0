"""Setting clocks going and ending them. Called by the steps of the table, never by editing, reassigning or merging."""

from datetime import timedelta

from appeals import rules
from appeals.choices import OUR_CLOCKS, ClockKind
from appeals.models import Appeal, Clock


def start(appeal, kind, cause, today, *, days=None):
    """A clock of a kind that applies to the case; None when it does not apply or already runs."""
    if not rules.runs_for(kind, appeal) or rules.running(appeal, kind):
        return None
    rule = rules.CLOCKS[kind]
    if kind == ClockKind.LOCAL:
        days = rules.local_days()[str(appeal.handler.tier)]
    clock = Clock(
        appeal=appeal, kind=kind, cause=cause, started_on=today, days=rule.days or days, unit=rule.unit, law=rule.law
    )
    set_day(clock, rules.calendar())
    clock.save()
    return clock


def set_day(clock, calendar):
    """Compute the day from the clock's entries. A date somebody named (feedback) stands on that date."""
    deadline = clock.deadline(calendar)
    clock.due_on, clock.warn_on, clock.is_provisional = deadline.due_on, deadline.warn_on, deadline.is_provisional
    if clock.kind == ClockKind.FEEDBACK:
        clock.due_on = clock.started_on + timedelta(days=clock.days)
    # a short clock does not warn before it has begun
    clock.warn_on = max(clock.warn_on, clock.started_on)


def end(appeal, kinds, today):
    """Stop the running clocks of these kinds. Returns {kind: clock}."""
    stopped = {clock.kind: clock for clock in appeal.clocks.filter(kind__in=kinds, ended_on__isnull=True)}
    Clock.objects.filter(pk__in=[clock.pk for clock in stopped.values()]).update(ended_on=today)
    return stopped


def extend(clock, days, note, calendar):
    clock.extension_days, clock.extension_note = days, note
    set_day(clock, calendar)
    clock.save()


def refresh(appeal):
    """The case shows the earliest of our running clocks."""
    nearest = appeal.clocks.filter(ended_on__isnull=True, kind__in=OUR_CLOCKS).order_by("due_on").first()
    appeal.due_on = nearest and nearest.due_on
    appeal.warn_on = nearest and nearest.warn_on
    appeal.is_provisional = bool(nearest and nearest.is_provisional)
    Appeal.objects.filter(pk=appeal.pk).update(
        due_on=appeal.due_on, warn_on=appeal.warn_on, is_provisional=appeal.is_provisional
    )
