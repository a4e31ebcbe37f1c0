"""One step of the table and everything that follows from it: clocks, times, paper. Used by every verb."""

from datetime import date

from appeals import choices
from appeals.actions import clocks
from appeals.actions.filing import file_paper
from appeals.choices import OPEN, ClockKind, PaperKind, State
from appeals.workflow import APPEALS

TAKEN = (State.ACCEPTED, State.REJECTED, State.TRANSFERRED)


def move(
    action, appeal, *, by, today, values=None, changes=None, said=None, clock_from=None, clock_days=None, paper=True
):
    """Take a step. `values`: the form's cleaned fields; `changes`: columns written with the state; `said`: more words
    for the paper; `clock_from`, `clock_days`: where the started clock begins and how long it is, if not as usual.
    """
    step, values = APPEALS[action], values or {}
    words = {**worded(values), **(said or {})}
    ending = stopping(appeal, step)
    changes = {**times(appeal, step, ending, today), **(changes or {})}
    data = {name: words[name] for name in step.fields if words.get(name) and name != "note"}
    note = str(values.get("note") or "")
    APPEALS.advance(action, appeal, by=by, today=today, note=note, data=data, changes=changes)
    started = run_clocks(appeal, step, today, clock_from or today, clock_days)
    if paper and step.paper:
        file_paper(appeal, paper_of(step, values), by=by, today=today, said=words, due=started)
    return appeal


def run_clocks(appeal, step, today, start_on, days):
    """End and start what the table says. Returns the clock that a paper speaks of."""
    clocks.end(appeal, step.ends, today)
    started = [clocks.start(appeal, kind, step.action, start_on, days=days) for kind in step.starts]
    clocks.refresh(appeal)
    return next((clock for clock in started if clock), None)


def stopping(appeal, step):
    """The running clocks that this step will end, by kind."""
    return {clock.kind: clock for clock in appeal.clocks.filter(kind__in=step.ends, ended_on__isnull=True)}


def times(appeal, step, ending, today):
    """Dates and in-time marks that follow from the step; figures count them."""
    found, after = {}, step.to or appeal.state
    if after in TAKEN and ClockKind.RECEIPT in ending:
        found["taken_on"] = today
        found["was_accepted_in_time"] = today <= ending[ClockKind.RECEIPT].due_on
        found["days_to_accept"] = (today - appeal.received_on).days
    done = ending.get(ClockKind.OPINION) or ending.get(ClockKind.LOCAL)
    if done and after in (State.REPLIED, State.SETTLED):
        found["decided_on"] = today
        found["was_finished_in_time"] = today <= done.due_on
        found["days_to_reply"] = (today - (appeal.accepted_on or appeal.received_on)).days
        found["settled_tier"] = str(appeal.handler.tier)
    if after not in OPEN and appeal.state in OPEN:
        found["finished_on"] = today
        found["days_to_finish"] = (today - appeal.received_on).days
    return found


def paper_of(step, values):
    """Row 10 owes an inquiry record or a mediation agreement, by what was done."""
    return PaperKind.MEDIATION if values.get("work") == "mediation" else step.paper


def worded(values):
    """Form values as papers and timelines print them."""
    words = {}
    for name, value in values.items():
        field = CHOICES.get(name)
        if value in (None, "", False):
            continue
        words[name] = str(field(value).label) if field else value.isoformat() if isinstance(value, date) else str(value)
    if values.get("rejection"):
        words["rejection_code"] = values["rejection"]
    return words


CHOICES = {
    "outcome": choices.Outcome,
    "escalation": choices.Escalation,
    "rejection": choices.Rejection,
    "work": choices.Work,
    "superior": choices.Superior,
    "recheck_body": choices.RecheckBody,
    "review_result": choices.Review,
    "served_how": choices.ServedHow,
    "rating": choices.Rating,
}
