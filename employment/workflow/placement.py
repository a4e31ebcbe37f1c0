"""The life of a placement as one table (退役军人安置条例 §§31, 75; handbook §7)."""

from django.utils.translation import gettext_lazy as _

from core.workflow import Step, Workflow
from employment.choices.placement import OPEN, State
from employment.rules import placement as rules

OFFICER, SYSTEM = "officer", "system"
S = State

STEPS = (
    Step("1", "register", _("Register a placement"), (), S.WAITING, (OFFICER,), deadline="接收之日起计期限", icon="plus"),
    Step("1", "report", _("Record a report-in"), (), S.REPORTED, (OFFICER,), deadline="自主就业：30 日内报到", icon="plus"),
    Step("2", "choose", _("Post chosen"), (S.WAITING,), S.CHOSEN, (OFFICER,), deadline="选岗会上", is_hidden=True),
    Step("3", "unchoose", _("Choice taken back"), (S.CHOSEN,), S.WAITING, (OFFICER,), is_hidden=True),
    Step("4", "write_letter", _("Write the letter"), (S.CHOSEN,), S.ASSIGNED, (OFFICER,),
         guards=(rules.check_session_over,), paper="letter", deadline="接收之日起 6 个月内", icon="paper"),
    Step("5", "assign", _("Name unit and post"), (S.WAITING,), S.ASSIGNED, (OFFICER,),
         needs=("unit_name", "post_title"), may=("employer",), guards=(rules.check_direct,), paper="letter",
         deadline="接收之日起 6 个月内（安排工作、转业）", icon="paper"),
    Step("6", "receive", _("Record the reception"), (S.WAITING,), S.STARTED, (OFFICER,),
         needs=("on",), may=("unit_name", "note"), guards=(rules.check_received,), icon="tick"),
    Step("7", "start", _("Record the start"), (S.ASSIGNED,), S.STARTED, (OFFICER,),
         needs=("on",), may=("note",), guards=(rules.check_dates,), deadline="开出介绍信之日起 30 日内", icon="tick"),
    Step("8", "withdraw", _("No longer to be placed"), OPEN, S.WITHDRAWN, (OFFICER,),
         needs=("leaving", "note"), guards=(rules.check_not_in_session,), icon="cross", tone="stop"),
)  # fmt: skip


def posts_of(user, case=None):
    if user.is_system:
        return {OFFICER, SYSTEM}
    return {OFFICER} if user.has_role("bureau_officer") else set()


PLACEMENTS = Workflow("placement", STEPS, posts=posts_of, states=State)
