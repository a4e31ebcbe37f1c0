"""One case as its page shows it: the clock with its reasons, the next steps, the history, what is filed."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from appeals import desk, rules
from appeals.choices import ClockKind, PaperKind, PaperState
from appeals.workflow import APPEALS
from core import deadlines

# Reasons that say a step is for other cases than this one: its button is left out instead of dashed
ELSEWHERE = {
    "petition", "no_petition", "accusation", "not_own", "no_superior", "not_asked", "upheld", "asked", "no_clock",
    "wrong_post", "anonymous", "rated", "served", "extended", "waiting",
}  # fmt: skip
# What comes first when several steps are open
FIRST = (
    "sign_opinion", "serve", "accept", "take_up", "draft_opinion", "handle_again", "settle", "record_review",
    "record_recheck", "work", "assign", "escalate",
)  # fmt: skip
SHOWN = 4
FULL = 240


@dataclass(frozen=True)
class Line:
    """A line of the history."""

    on: object
    at: object
    is_same_day: bool
    label: str
    note: str
    words: str
    who: str
    tone: str


class CaseFile:
    def __init__(self, appeal, user, today):
        self.appeal, self.user, self.today = appeal, user, today

    # clock

    @cached_property
    def clocks(self):
        return list(self.appeal.clocks.all())

    @cached_property
    def clock(self):
        """The nearest running clock of ours; else the nearest that others wait for."""
        running = sorted((c for c in self.clocks if c.ended_on is None), key=lambda c: (not c.is_ours, c.due_on))
        return running[0] if running else None

    @property
    def state_of_clock(self):
        return {"late": "late", "today": "soon", "soon": "soon"}.get(deadlines.state_on(self.clock, self.today), "")

    @property
    def days_left(self):
        return abs(deadlines.days_left(self.clock, self.today))

    @property
    def is_late(self):
        return self.today > self.clock.due_on

    @cached_property
    def explained(self):
        """The lines of the computation of every running clock: (clock, steps, whether the day on record is another)."""
        calendar = rules.calendar()
        computed = [(clock, clock.deadline(calendar)) for clock in self.clocks if clock.ended_on is None]
        return [(clock, deadline.steps, self._has_moved(clock, deadline)) for clock, deadline in computed]

    @staticmethod
    def _has_moved(clock, deadline):
        return clock.kind != ClockKind.FEEDBACK and clock.due_on != deadline.due_on

    @property
    def gauge(self):
        """Where the marks of the bar stand, in its 360 units; an extension still possible is dotted behind."""
        clock = self.clock
        whole = max(1, (clock.due_on - clock.started_on).days)
        passed = max(0, (self.today - clock.started_on).days)
        warned = max(0, (clock.warn_on - clock.started_on).days)
        can_extend = clock.kind == ClockKind.OPINION and not clock.extension_days
        width = FULL if can_extend else 360
        warn = round(width * warned / whole)
        return {
            "width": width,
            "passed": round(width * min(1, passed / whole)),
            "warn": warn,
            "warn_side": "end" if warn > width / 2 else "start",
            "days": passed,
            "whole": whole,
            "can_extend": can_extend,
            "rest": 359 - width,
        }

    # steps

    @cached_property
    def is_ours(self):
        return desk.is_handled_by(self.appeal, self.user)

    @cached_property
    def steps(self):
        """The steps to show: open ones first, then those that are only not possible yet."""
        if not self.is_ours:
            return []
        found = list(APPEALS.offered(self.appeal, self.user, self.today))
        shown = [(step, reason) for step, reason in found if reason is None or reason.code not in ELSEWHERE]
        order = {action: place for place, action in enumerate(FIRST)}
        return sorted(shown, key=lambda pair: (pair[1] is not None, order.get(pair[0].action, 99)))

    @property
    def main(self):
        """The next step: the one filled button."""
        return next((f"appeals:{step.action}" for step, reason in self.steps if reason is None), "")

    @property
    def waiting(self):
        """What cannot be done yet, with the reason."""
        return [f"appeals:{step.action}" for step, reason in self.steps if reason is not None][:2]

    @property
    def others(self):
        return [f"appeals:{step.action}" for step, reason in self.steps if reason is None][1 : SHOWN + 1]

    @property
    def more(self):
        return [f"appeals:{step.action}" for step, reason in self.steps if reason is None][SHOWN + 1 :]

    # history

    @cached_property
    def lines(self):
        return [self._line(move) for move in self.appeal.moves.select_related("by", "station__division")]

    def _line(self, move):
        words = "·".join(str(value) for name, value in move.data.items() if name not in LONG)
        tone = "bad" if move.action in ("supervise", "object", "reject", "return_opinion") else ""
        label = APPEALS.label_of(move.action)
        is_same_day = timezone.localdate(move.at) == move.on
        return Line(move.on, move.at, is_same_day, label, move.note, words, f"{move.by}", tone)

    # what is filed

    @cached_property
    def papers(self):
        return list(self.appeal.papers.select_related("by", "signed_by"))

    @property
    def owed(self):
        """Papers this case still owes: (kind's label, why)."""
        signed = {paper.kind for paper in self.papers if paper.state == PaperState.FILED}
        has_opinion = any(paper.kind == PaperKind.OPINION for paper in self.papers)
        if self.appeal.state == "in_progress" and self.appeal.is_petition and not has_opinion:
            yield PaperKind.OPINION.label, _("not drafted")
        if PaperKind.OPINION in signed and not self.appeal.served_on and self.appeal.state == "replied":
            yield "送达回证", _("after the service")

    @cached_property
    def promises(self):
        return list(self.appeal.promises.select_related("by"))

    @cached_property
    def attachments(self):
        return list(self.appeal.attachments.select_related("by"))

    @cached_property
    def history(self):
        return desk.history_of(self.appeal, self.user)

    @cached_property
    def urges(self):
        return list(self.appeal.urges.filter(level__gte=1).select_related("to_station__division")[:3])


LONG = ("found", "opinion", "law")
