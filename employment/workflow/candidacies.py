"""The life of a candidacy as one table (handbook §7: RECOMMENDED → TRIAL → HIRED | NOT_HIRED | LEFT; and the fair's intents)."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Step, Workflow
from employment.choices.market import Stage
from employment.rules import market as rules

DESK, SYSTEM = "desk", "system"
BOTH = (DESK, SYSTEM)
S = Stage
BEFORE_HIRING = (S.INTENT, S.INTERVIEW, S.RECOMMENDED, S.TRIAL, S.OFFERED)

STEPS = (
    Step("1", "consider", _("Will think about it"), (), S.CONSIDERING, (DESK,)),
    Step("2", "intend", _("Intent reached"), (S.CONSIDERING,), S.INTENT, BOTH, icon="tick"),
    Step("3", "recommend", _("Recommend"), (), S.RECOMMENDED, (DESK,), needs=("post",), may=("note",)),
    Step("4", "interview", _("Interview arranged"), (S.CONSIDERING, S.INTENT, S.RECOMMENDED), S.INTERVIEW, BOTH,
         needs=("on",), may=("note",), icon="calendar"),
    Step("5", "try_out", _("Trial or internship begins"), (S.INTENT, S.INTERVIEW, S.RECOMMENDED, S.OFFERED), S.TRIAL,
         BOTH, needs=("on",), may=("note",), guards=(rules.guard_trusted,), icon="run"),
    Step("6", "offer", _("Offer made"), (S.INTENT, S.INTERVIEW, S.RECOMMENDED, S.TRIAL), S.OFFERED, BOTH,
         needs=("on",), may=("note",), icon="paper"),
    Step("7", "hire", _("Hired"), BEFORE_HIRING, S.HIRED, BOTH, needs=("on",), may=("pay_month", "note"),
         guards=(rules.guard_opening, rules.guard_trusted), icon="tick"),
    Step("8", "refuse", _("Not hired"), (S.CONSIDERING, *BEFORE_HIRING), S.NOT_HIRED, BOTH,
         needs=("note",), icon="cross", tone="stop"),
    Step("9", "leave", _("Left the work"), (S.TRIAL, S.HIRED), S.LEFT, BOTH, needs=("on", "note"), icon="cross", tone="stop"),
)  # fmt: skip


def posts_of(user, case=None):
    """The system stands in for an employer who confirms through a link; all else is the desk's."""
    if user.is_system:
        return {SYSTEM}
    return {DESK} if any(user.has_role(role) for role in rules.DESK_ROLES) else set()


CANDIDACIES = Workflow("candidacy", STEPS, posts=posts_of, states=Stage)
