"""The life of an appeal as one table: handbook §4.3, its 26 rows in their order. Read it as the handbook is read.

Deadlines tied to a § are the law's (信访工作条例 2022), the others the bureau's own.
"""

from django.utils.translation import gettext_lazy as _

from appeals import rules
from appeals.choices import OPEN, ClockKind, PaperKind, State
from core.workflow import Step, Workflow

VILLAGE, TOWN, CITY, OFFICER, LEADER, SYSTEM, ASSIGNEE = (
    "village",
    "town",
    "city",
    "officer",
    "leader",
    "system",
    "assignee",
)
STATIONS = (VILLAGE, TOWN, CITY)
POST_LABELS = {
    VILLAGE: "村（社区）站",
    TOWN: "镇（街道）站",
    CITY: "市中心",
    OFFICER: "业务干部",
    LEADER: "局领导",
    SYSTEM: "系统",
    ASSIGNEE: "承办方",
}
S, C, P = State, ClockKind, PaperKind
ALL_CLOCKS = tuple(ClockKind)
UNTAKEN = (S.REGISTERED, S.ASSIGNED)
STATION_WORK = (S.REGISTERED, S.ASSIGNED, S.IN_PROGRESS)

STEPS = (
    Step("1", "register", _("Register"), (), S.REGISTERED, (*STATIONS, OFFICER),
         needs=("channel", "category", "title", "facts"),
         starts=(C.RECEIPT, C.LOCAL), paper=P.REGISTRATION, deadline="当日", icon="plus"),
    Step("1", "accuse", _("Register an accusation"), (), S.REGISTERED, (*STATIONS, OFFICER),
         needs=("channel", "category", "title", "facts"),
         starts=(C.RECEIPT,), paper=P.REGISTRATION, deadline="当日；只有局里看得到（§30）", icon="lock", hands_over=True),
    Step("2", "merge", _("Merge"), (S.REGISTERED,), S.MERGED, (TOWN, CITY, OFFICER),
         needs=("merged_into",), may=("note",), ends=ALL_CLOCKS, deadline="同一人同一事项在办", icon="swap"),
    Step("3", "settle_on_spot", _("Settle on the spot"), (S.REGISTERED,), S.SETTLED, STATIONS,
         needs=("outcome", "note", "is_agreed"), guards=(rules.check_not_petition,), ends=ALL_CLOCKS,
         paper=P.TALK, deadline="本人同意，签字或照片", icon="tick"),
    Step("4", "escalate", _("Hand up"), (S.REGISTERED,), S.REGISTERED, (VILLAGE, TOWN),
         needs=("escalation",), may=("note",), guards=(rules.check_has_superior,), starts=(C.LOCAL,), ends=(C.LOCAL,),
         paper=P.ESCALATION, deadline="村 3 日、镇 7 日", icon="up", hands_over=True),
    Step("5", "transfer", _("Transfer out"), (S.REGISTERED,), S.TRANSFERRED, (CITY, OFFICER),
         needs=("recipient", "note"), ends=ALL_CLOCKS, paper=P.TRANSFER, deadline="15 日（§§22–23）", icon="swap"),
    Step("6", "assign", _("Assign"), (S.REGISTERED,), S.ASSIGNED, (OFFICER, LEADER),
         needs=("station", "feedback_on"), may=("officer", "note"), starts=(C.FEEDBACK, C.OBJECTION),
         paper=P.ASSIGNMENT, deadline="限定反馈日期", icon="swap"),
    Step("7", "object", _("Object"), (S.ASSIGNED,), S.REGISTERED, (ASSIGNEE,),
         needs=("note",), guards=(rules.check_in_time_to_object,), ends=(C.FEEDBACK, C.OBJECTION),
         paper=P.OBJECTION, deadline="5 个工作日（§23）", icon="alert", hands_over=True),
    Step("8", "reject", _("Do not accept"), UNTAKEN, S.REJECTED, (OFFICER,),
         needs=("rejection", "note"), ends=ALL_CLOCKS, paper=P.REJECTION, deadline="15 日（§§22–23）",
         icon="cross", tone="stop"),
    Step("9", "accept", _("Accept"), UNTAKEN, S.ACCEPTED, (OFFICER, TOWN),
         may=("note",), guards=(rules.check_petition, rules.check_no_accusation, rules.check_own_town),
         starts=(C.OPINION,), ends=(C.RECEIPT, C.OBJECTION), paper=P.ACCEPTANCE, deadline="15 日（§23）", icon="tick"),
    Step("10", "work", _("Record work"), (S.ACCEPTED, S.IN_PROGRESS), S.IN_PROGRESS, (OFFICER, TOWN, VILLAGE),
         needs=("work", "note"), paper=P.INQUIRY, icon="pen"),
    Step("11", "ask_extension", _("Ask for an extension"), (S.IN_PROGRESS,), None, (OFFICER,),
         needs=("days", "note"), guards=(rules.check_petition, rules.check_may_extend, rules.check_no_request),
         deadline="到期前，一次，不超过 30 日（§34）", icon="calendar"),
    Step("11", "extend", _("Approve the extension"), (S.IN_PROGRESS,), None, (LEADER,),
         may=("note",), guards=(rules.check_request, rules.check_may_extend),
         paper=P.EXTENSION, deadline="到期前，一次，不超过 30 日（§34）", icon="calendar"),
    Step("11", "decline_extension", _("Decline the extension"), (S.IN_PROGRESS,), None, (LEADER,),
         needs=("note",), guards=(rules.check_request,), icon="cross"),
    Step("12", "hearing", _("Record a hearing"), (S.IN_PROGRESS, S.UNDER_RECHECK), None, (OFFICER,),
         needs=("first_on", "last_on", "note"), paper=P.HEARING, deadline="复核听证不计入期限（§36）", icon="talk"),
    Step("13", "draft_opinion", _("Draft the opinion"), (S.IN_PROGRESS,), None, (OFFICER,),
         needs=("outcome", "found", "opinion", "law"), guards=(rules.check_petition, rules.check_no_draft_waits),
         paper=P.OPINION, deadline="受理起 60 日（§34）", icon="pen"),
    Step("13", "return_opinion", _("Return the draft"), (S.IN_PROGRESS,), None, (LEADER,),
         needs=("note",), guards=(rules.check_draft,), icon="swap"),
    Step("13", "sign_opinion", _("Sign the opinion"), (S.IN_PROGRESS,), S.REPLIED, (LEADER,),
         guards=(rules.check_petition, rules.check_draft), ends=(C.OPINION, C.FEEDBACK, C.LOCAL),
         paper=P.OPINION, deadline="受理起 60 日，延期再 30 日（§34）", icon="pen"),
    Step("13", "serve", _("Record the service"), (S.REPLIED,), None, (*STATIONS, OFFICER),
         needs=("served_on", "served_how", "served_to"), guards=(rules.check_not_served,),
         starts=(C.REVIEW_WINDOW,), deadline="送达次日起算复查期", icon="paper"),
    Step("14", "supervise", _("Urge"), OPEN, None, (CITY, LEADER, SYSTEM),
         needs=("note",), paper=P.URGE, deadline="到期前 5 日黄，逾期红", icon="alert"),
    Step("15", "rate", _("Record the rating"), (S.REPLIED,), None, (CITY, SYSTEM),
         needs=("rating",), may=("note",), guards=(rules.check_ratable,), deadline="7 日内回访", icon="heart"),
    Step("16", "close", _("Close"), (S.REPLIED,), S.CLOSED, (SYSTEM,),
         guards=(rules.check_review_over,), ends=ALL_CLOCKS, paper=P.CLOSING, deadline="送达满 30 日", is_hidden=True),
    Step("17", "ask_review", _("Record the request for review"), (S.REPLIED,), S.UNDER_REVIEW, (CITY,),
         needs=("superior", "note"), guards=(rules.check_review_window,), starts=(C.REVIEW,), ends=(C.REVIEW_WINDOW,),
         deadline="送达 30 日内（§35）", icon="up"),
    Step("18", "record_review", _("Record the review"), (S.UNDER_REVIEW,), S.REVIEWED, (CITY,),
         needs=("review_result", "served_on", "note"), guards=(rules.check_not_decider,), starts=(C.RECHECK_WINDOW,),
         ends=(C.REVIEW,), paper=P.REVIEW, deadline="上级 30 日（§35）", icon="paper"),
    Step("19", "close_review", _("Close after the review"), (S.REVIEWED,), S.CLOSED, (SYSTEM,),
         guards=(rules.check_recheck_over,), ends=ALL_CLOCKS, paper=P.CLOSING, deadline="30 日未申请复核",
         is_hidden=True),
    Step("20", "ask_recheck", _("Record the request for recheck"), (S.REVIEWED,), S.UNDER_RECHECK, (CITY,),
         needs=("recheck_body", "note"), guards=(rules.check_recheck_window,), starts=(C.RECHECK,),
         ends=(C.RECHECK_WINDOW,), deadline="30 日内（§36）", icon="up"),
    Step("20", "record_recheck", _("Record the recheck"), (S.UNDER_RECHECK,), S.FINAL, (CITY,),
         needs=("review_result", "note"), guards=(rules.check_not_decider,), ends=ALL_CLOCKS,
         paper=P.RECHECK, deadline="上级 30 日（§36）", icon="paper"),
    Step("21", "reopen", _("Reopen as a new case"), (S.CLOSED, S.FINAL, S.SETTLED), None, (OFFICER,),
         needs=("ground", "note"), deadline="终结的须有新事实", icon="plus"),
    Step("22", "withdraw", _("Record a withdrawal"), OPEN, S.WITHDRAWN, (*STATIONS, OFFICER),
         needs=("note",), guards=(rules.check_no_accusation,), ends=ALL_CLOCKS,
         paper=P.WITHDRAWAL, deadline="本人书面", icon="cross", tone="stop"),
    Step("23", "take_up", _("Take up"), UNTAKEN, S.IN_PROGRESS, (*STATIONS, OFFICER),
         may=("note",), guards=(rules.check_not_petition,), ends=(C.OBJECTION,),
         deadline="村 3、镇 7、市 15 日", icon="tick"),
    Step("24", "settle", _("Settle"), (S.IN_PROGRESS,), S.SETTLED, (*STATIONS, OFFICER),
         needs=("outcome", "note", "told_on"), guards=(rules.check_not_petition,), ends=ALL_CLOCKS,
         paper=P.TALK, deadline="写明结果、怎么办的、已告知本人", icon="tick"),
    Step("25", "make_petition", _("Turn into a petition"), STATION_WORK, S.REGISTERED, (*STATIONS, OFFICER),
         may=("note",), guards=(rules.check_not_petition,), starts=(C.RECEIPT,), ends=(C.LOCAL, C.FEEDBACK, C.OBJECTION),
         paper=P.REGISTRATION, deadline="本人要求即转，法定期限起算", icon="up"),
    Step("26", "handle_again", _("Handle again"), (S.REVIEWED,), S.ACCEPTED, (OFFICER,),
         may=("note",), guards=(rules.check_changed,), starts=(C.OPINION,), ends=(C.RECHECK_WINDOW,),
         deadline="期限重新起算", icon="swap"),
)  # fmt: skip


def posts_of(user, case=None):
    """The words of `who` that apply to a user: tier of a station clerk, role at the bureau, assignee of this case."""
    if user.is_system:
        return {SYSTEM}
    posts = set()
    if user.has_role("station_clerk"):
        posts.add(str(user.station.tier))
    if user.has_role("bureau_officer"):
        posts.add(OFFICER)
    if user.has_role("leader"):
        posts.add(LEADER)
    is_given = case is not None and user.station_id == case.handler_id and case.officer_id in (None, user.pk)
    if is_given and posts - {LEADER}:
        posts.add(ASSIGNEE)
    return posts


APPEALS = Workflow("appeal", STEPS, posts=posts_of, states=State)
