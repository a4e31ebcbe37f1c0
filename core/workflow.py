"""Workflows are tables. One tuple of `Step` gives buttons, permissions, small forms, timeline, diagram and test matrix.

    APPEAL = Workflow("appeal", STEPS, posts=posts_of, states=State, begin="registered")
    APPEAL.advance("accept", case, by=officer, today=today, changes={"accepted_on": today})

`advance` is the only writer of a state. It compares and sets: of two people who act on one case at once the second is
refused and told who did what. The engine knows no department; a case needs `state`, `version` and `moves` (its history).
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core import actions, audit
from core.actions import NotAllowed, Refused


@dataclass(frozen=True)
class Step:
    """One row of the table.

    `source`: the states it may start from, () for the step that begins a case. `to`: the state after it, None when it
    stays. `who`: the posts that may take it. `needs` must be filled, `may` can be. `guards`: `check_…(case, by, today)`.
    `starts`, `ends`: clocks. `paper`: what it owes. `row` and `deadline` are the handbook's, for readers.
    """

    row: str
    action: str
    label: str
    source: tuple
    to: str | None
    who: tuple
    needs: tuple = ()
    may: tuple = ()
    guards: tuple = ()
    starts: tuple = ()
    ends: tuple = ()
    paper: str = ""
    deadline: str = ""
    icon: str = "tick"
    tone: str = ""
    hands_over: bool = False
    is_hidden: bool = False

    @property
    def fields(self):
        return (*self.needs, *self.may)


class Workflow:
    """A table of steps. `posts(user, case)` tells the words of `who` that apply to a user (case may be None)."""

    def __init__(self, subject, steps, *, posts: Callable, states):
        self.subject, self.steps, self.posts, self.states = subject, steps, posts, states
        self.by_action = {step.action: step for step in steps}
        if len(self.by_action) != len(steps):
            raise ValueError("an action stands twice in the table")

    def __getitem__(self, action):
        return self.by_action[action]

    def permission(self, action):
        return f"{self.subject}.{action}"

    def is_posted(self, step, user, case=None):
        return bool(self.posts(user, case) & set(step.who))

    def check(self, action, case, by, today):
        """Raise Refused when the step is not open to this user in this case now."""
        step = self[action]
        if case.state not in step.source:
            raise Refused("wrong_state", self.told(case, step))
        if not self.is_posted(step, by, case):
            raise Refused("wrong_post", _("This step is not for your station or task."))
        for guard in step.guards:
            guard(case, by, today)

    def offered(self, case, user, today):
        """(step, Refused or None) for every step of this state that one of the user's posts takes."""
        for step in self.steps:
            if step.is_hidden or case.state not in step.source:
                continue
            if user.may(self.permission(step.action)) and self.is_posted(step, user, case):
                yield step, actions.check(self.check, step.action, case, user, today)

    def told(self, case, step):
        """Why the step is over: who did what, when."""
        last = case.moves.select_related("by").order_by("-pk").first()
        said = {"state": self.states(case.state).label, "step": step.label}
        if last is None:
            return _("“%(step)s” is not possible now: the case is “%(state)s”.") % said
        said |= {"who": last.by, "done": self.label_of(last.action), "at": f"{timezone.localtime(last.at):%m-%d %H:%M}"}
        return _("“%(step)s” is not possible now: %(who)s did “%(done)s” at %(at)s, the case is “%(state)s”.") % said

    def label_of(self, action):
        step = self.by_action.get(action)
        return step.label if step else action

    def begin(self, action, case, *, by, today, note="", data=None):
        """Write the first state of a new, unsaved case."""
        step = self[action]
        self._allow(step, by, None)
        case.state = step.to
        case.full_clean(validate_unique=False)
        case.save(force_insert=True)
        self._remember(case, step, "", by, today, note, data)
        audit.record(self.permission(action), case, by=by, changes={"state": (None, case.state)}, note=note)
        return case

    def advance(self, action, case, *, by, today, note="", data=None, changes=None):
        """Take one step: permission, post, state, guards; compare and set; history and ledger. Returns the case."""
        step, changes = self[action], changes or {}
        if not by.may(self.permission(action)):
            raise NotAllowed(self.permission(action))
        self.check(action, case, by, today)
        before, old = case.state, {name: getattr(case, name) for name in changes}
        self._set(case, step, changes)
        self._remember(case, step, before, by, today, note, data)
        told = {name: (old[name], value) for name, value in changes.items() if old[name] != value}
        if case.state != before:
            told["state"] = (before, case.state)
        audit.record(self.permission(action), case, by=by, changes=told, note=note)
        return case

    def _set(self, case, step, changes):
        after = step.to or case.state
        rows = type(case).objects.filter(pk=case.pk, state=case.state, version=case.version)
        written = {**changes, "state": after, "version": F("version") + 1, "updated_at": timezone.now()}
        if not rows.update(**written):
            case.refresh_from_db()
            raise Refused("overtaken", self.told(case, step))
        for name, value in {**changes, "state": after, "version": case.version + 1}.items():
            setattr(case, name, value)

    def _allow(self, step, by, case):
        if not by.may(self.permission(step.action)):
            raise NotAllowed(self.permission(step.action))
        if not self.is_posted(step, by, case):
            raise Refused("wrong_post", _("This step is not for your station or task."))

    def _remember(self, case, step, before, by, today, note, data):
        case.moves.create(
            action=step.action,
            from_state=before,
            to_state=case.state,
            by=by,
            station_id=by.station_id,
            on=today,
            note=note,
            data=data or {},
        )
