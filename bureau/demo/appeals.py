"""Synthetic appeals with the spread of states and delays of a real desk, all through the portal's own actions."""

from datetime import timedelta

from appeals.actions import files, opinions, register_appeal, steps
from appeals.actions.watch import watch
from appeals.models import Appeal, Category
from stations.actions import system_account
from stations.models import Account
from veterans.models import Person

COUNT = 160
# matter, category, facts, demand
MATTERS = (
    (
        "残疾抚恤金调标后差额未补发",
        "BENEFIT",
        "今年3月抚恤金调标后，仍按旧标准发放，本人计算差额412元。",
        "补发差额，以后按新标准发放。",
    ),
    ("住院费二次报销未到账", "BENEFIT", "7月住院自付8600元，二次报销材料已交镇站，至今未到账。", "尽快核对并发放。"),
    ("安置岗位至今未落实", "PLACEMENT", "符合安排工作条件，安置计划下达后用人单位未通知报到。", "落实岗位。"),
    ("军龄认定有异议", "SOCIAL_INSURANCE", "退役证记载服役五年，社保系统按四年视同缴费。", "按退役证更正。"),
    ("养老保险断缴接续", "SOCIAL_INSURANCE", "外出务工期间断缴三年，问能否享受接续政策。", "告知政策并协助办理。"),
    ("危房改造申请帮扶", "AID", "住房系土坯房，雨季漏水，家中仅老两口。", "纳入危房改造。"),
    ("优待证信息更正", "HONOUR", "优待证姓名用字与身份证不一致，公园、公交刷不出。", "更正重发。"),
    ("光荣牌损坏申请更换", "HONOUR", "大风刮落，字迹脱落。", "更换。"),
    ("想参加叉车培训找工作", "EMPLOYMENT", "退役半年，想学叉车，问有无补贴培训。", "安排培训并推荐岗位。"),
    ("创业担保贷款审批慢", "EMPLOYMENT", "办养殖场，申请贴息贷款两个月未批。", "协调银行。"),
    ("烈士墓修缮与祭扫路不通", "HONOUR", "通往烈士墓的路被水冲断，清明无法祭扫。", "修路。"),
    ("党组织关系转接", "PARTY_MEMBER", "退役后组织关系仍在原部队所在地。", "协助转接。"),
    ("咨询年满六十周岁生活补助", "CONSULT", "农村籍，1984年入伍，问何时能领、要什么材料。", "告知。"),
    ("军休干部医疗用房问题", "RETIREE_SERVICE", "活动室漏雨，老同志无处活动。", "维修。"),
    ("参战补助身份认定", "BENEFIT", "1979年参战，档案记载不全，未纳入补助。", "调档核查认定。"),
    ("建议村里设老兵调解室", "OTHER", "建议由有威望的老兵参与邻里纠纷调解。", "采纳建议。"),
)
CHANNELS = (
    "visit",
    "visit",
    "visit",
    "call_12397",
    "home_visit",
    "home_visit",
    "talk",
    "call_12345",
    "letter",
    "leader_visit",
)
FOUND = "经核对档案、发放记录并入户了解，情况属实。"


def load(today, random):
    """Make the appeals once; a second load adds nothing."""
    if Appeal.objects.filter(is_demo=True).exists():
        return {"appeals": Appeal.objects.filter(is_demo=True).count()}
    if not Person.objects.filter(is_demo=True).exists():
        return {"appeals": 0}
    desk = Desk(today, random)
    for serial in range(COUNT):
        desk.one(serial)
    watch(by=system_account(), today=today)
    return {"appeals": COUNT}


def remove():
    """Take the demonstration's cases away again, before the people they are about."""
    rows = Appeal.objects.filter(is_demo=True)
    rows.update(merged_into=None, follows=None)
    count = rows.count()
    rows.delete()
    return count


class Desk:
    """Plays the desks of village, town and bureau. Steps lie in the past: each is taken on its own day."""

    def __init__(self, today, random):
        self.today, self.random = today, random
        self.system = system_account()
        self.officer = Account.objects.filter(username="yewu").first()
        self.leader = Account.objects.filter(username="lingdao").first()
        self.clerk = Account.objects.filter(username="cunzhan").first()
        self.town_clerk = Account.objects.filter(username="zhenzhan").first()
        self.categories = {category.code: category for category in Category.current()}
        people = list(Person.objects.filter(is_demo=True).select_related("station__parent").order_by("pk"))
        near = [person for person in people if person.station_id == self.clerk.station_id]
        self.people, self.near = people, near or people

    def one(self, serial):
        pick = self.random
        is_near = serial % 5 == 0
        person = pick.choice(self.near if is_near else self.people)
        station = self._station(person, is_near)
        age = pick.choice((0, 1, 2, 3, 5, 8, 12, 20, 40, 57, 90, 150, 240, 330))
        received = self.today - timedelta(days=age)
        title, code, facts, demand = pick.choice(MATTERS)
        by = self.clerk if is_near and station == self.clerk.station else self.system
        values = {
            "kind": "suggestion" if title.startswith("建议") else "claim",
            "channel": pick.choice(CHANNELS),
            "category": self.categories.get(code) or self.categories["OTHER"],
            "person": person,
            "title": title,
            "facts": facts,
            "demand": demand,
            "head_count": pick.choice((1, 1, 1, 1, 1, 1, 2, 3, 6)),
            "is_petition": pick.random() < 0.35,
            "phone": person.mobile and person.mobile.plain(),
        }
        appeal = self._registered(by, station, values, received)
        self._go_on(appeal, received, age)

    def _station(self, person, is_near):
        if is_near or self.random.random() < 0.6:
            return person.station
        return person.station.parent or person.station

    def _registered(self, by, station, values, received):
        """Only registering needs a clerk's post; the demo's system stands in for clerks without an account."""
        stand_in = by if not by.is_system else self._clerk_of(station)
        appeal = register_appeal(by=stand_in, station=station, values=values, today=received)
        Appeal.objects.filter(pk=appeal.pk).update(is_demo=True)
        return appeal

    def _clerk_of(self, station):
        """The officer registers at the counter for stations whose clerk has no account in the demo."""
        return self.officer

    def _go_on(self, appeal, received, age):
        pick = self.random
        if age <= 1 or pick.random() < 0.03:
            return
        if appeal.is_petition:
            self._petition(appeal, received, age)
        else:
            self._station_case(appeal, received, age)

    def _station_case(self, appeal, received, age):
        pick, officer = self.random, self.officer
        day = self._after(received, 1, 2)
        steps.take_up(by=officer, appeal=appeal, today=day, values={})
        if age < 8 and pick.random() < 0.6:
            return
        if pick.random() < 0.96:
            outcome = (
                "adopted" if appeal.kind == "suggestion" else pick.choice(("solved", "solved", "explained", "aided"))
            )
            day = self._after(day, 1, 4)
            values = {"outcome": outcome, "note": "已上门核实并办理，本人认可。", "told_on": day}
            steps.settle(by=officer, appeal=appeal, today=day, values=values)

    def _petition(self, appeal, received, age):
        pick, officer = self.random, self.officer
        day = self._after(received, 2, 9)
        steps.accept(by=officer, appeal=appeal, today=day, values={})
        day = self._after(day, 1, 6)
        work = {"work": "inquiry", "note": "入户调查，本人、村支书各一份笔录，已签字。"}
        steps.work(by=officer, appeal=appeal, today=day, values=work)
        if pick.random() < 0.4:
            due_on = max(day, self.today - timedelta(days=pick.choice((-3, 0, 2))))
            files.promise(by=officer, appeal=appeal, text="回电话说核对结果", due_on=due_on, today=day)
        if age < 40:
            return
        outcome = "adopted" if appeal.kind == "suggestion" else pick.choice(("solved", "explained", "not_supported"))
        day = self._after(day, 10, 25)
        words = {
            "found": FOUND,
            "opinion": "您的请求有事实根据，符合规定，予以支持，差额随下月一并发放。",
            "law": "《军人抚恤优待条例》第二十六条",
        }
        opinions.draft_opinion(by=officer, appeal=appeal, today=day, values={"outcome": outcome, **words})
        if age < 57 and pick.random() < 0.7:
            return
        day = self._after(day, 1, 4)
        opinions.sign_opinion(by=self.leader, appeal=appeal, today=day)
        if pick.random() < 0.15:
            return
        day = self._after(day, 1, 3)
        served = {"served_on": day, "served_how": "in_person", "served_to": appeal.name}
        opinions.serve(by=officer, appeal=appeal, today=day, values=served)
        if pick.random() < 0.8:
            rating = {"rating": pick.choice(("good", "good", "good", "fair", "bad"))}
            opinions.rate(by=self.system, appeal=appeal, today=self._after(day, 1, 6), values=rating)

    def _after(self, day, least, most):
        return min(self.today, day + timedelta(days=self.random.randint(least, most)))
