"""The way of a grant as one table: application, village, town, bureau, payment (handbook §8: 村初审→镇审核→局审批)."""

from django.utils.translation import gettext_lazy as _

from appeals.workflow import CITY, LEADER, OFFICER, TOWN, VILLAGE, posts_of
from core.workflow import Step, Workflow
from outreach.choices.assistance import WAITING, State
from outreach.rules import assistance as rules

S = State
STATIONS = (VILLAGE, TOWN, CITY)

STEPS = (
    Step("1", "apply", _("Apply for assistance"), (), S.APPLIED, (*STATIONS, OFFICER),
         needs=("person", "hardship", "facts", "asked"), may=("why_again",), deadline="本人申请，站点代录", icon="plus"),
    Step("2", "review", _("First review"), (S.APPLIED,), S.REVIEWED, STATIONS,
         needs=("note",), guards=(rules.check_not_involved, rules.check_reviews_of_village),
         deadline="村（社区）初审：入户核实，写明意见", icon="tick"),
    Step("3", "check", _("Town check"), (S.REVIEWED,), S.CHECKED, (TOWN, CITY),
         needs=("note",), guards=(rules.check_not_involved,), deadline="镇（街道）审核", icon="tick"),
    Step("4", "approve", _("Approve"), (S.CHECKED,), S.APPROVED, (OFFICER, LEADER),
         needs=("budget", "amount", "note"), guards=(rules.check_not_involved, rules.check_any_budget),
         deadline="局审批：定资金来源和金额", icon="tick"),
    Step("5", "pay", _("Record the payment"), (S.APPROVED,), S.PAID, (OFFICER,),
         needs=("paid_on", "paid_how", "voucher"), guards=(rules.check_not_approver,),
         deadline="审批人不经办发放", icon="paper"),
    Step("6", "send_back", _("Send back"), WAITING, S.RETURNED, (*STATIONS, OFFICER, LEADER),
         needs=("note",), deadline="材料不全，写明要补什么", icon="swap"),
    Step("7", "hand_in_again", _("Hand in again"), (S.RETURNED,), S.APPLIED, (*STATIONS, OFFICER),
         needs=("facts", "asked"), may=("note",), deadline="补正后从初审重新开始", icon="up"),
    Step("8", "refuse", _("Refuse the grant"), WAITING, S.REFUSED, (*STATIONS, OFFICER, LEADER),
         needs=("note",), guards=(rules.check_not_involved,), deadline="写明理由并告知本人", icon="cross", tone="stop"),
    Step("9", "revoke", _("Revoke the approval"), (S.APPROVED,), S.REFUSED, (OFFICER, LEADER),
         needs=("note",), deadline="未发放的才能撤销，金额退回资金", icon="cross", tone="stop"),
    Step("10", "withdraw", _("Record a withdrawal"), (*WAITING, S.RETURNED), S.WITHDRAWN, (*STATIONS, OFFICER),
         needs=("note",), deadline="本人不再申请", icon="cross", tone="stop"),
    Step("11", "book", _("Enter a payment made elsewhere"), (), S.PAID, (OFFICER,),
         needs=("person", "hardship", "amount", "budget", "paid_on"), may=("facts", "voucher", "why_again"),
         deadline="外来发放名单补录：在资金余额之内，不重复", icon="paper"),
    Step("12", "unbook", _("Take the entered payment back"), (S.PAID,), S.WITHDRAWN, (OFFICER,),
         needs=("note",), guards=(rules.check_booked,), deadline="只撤补录的发放，金额退回资金", icon="cross", tone="stop"),
)  # fmt: skip


def posts(user, grant=None):
    """A grant has no handler: the posts are those of role and tier."""
    return posts_of(user)


GRANTS = Workflow("grant", STEPS, posts=posts, states=State)
# Who is next in each waiting state, as lists and the work list say it
NEXT = {S.APPLIED: "review", S.REVIEWED: "check", S.CHECKED: "approve", S.APPROVED: "pay", S.RETURNED: "hand_in_again"}
