"""Synthetic placements, a session in progress, courses, dependants and enterprise, through the portal's own actions."""

from datetime import date, timedelta
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Max

from bureau.demo import training
from core.deadlines import add_months
from employment.actions import choosing, dependants, enterprise, evidence, subsidies
from employment.actions import placement as actions
from employment.choices.placement import TREATMENTS
from employment.models import (
    Base,
    Call,
    ContestEntry,
    LoanSupport,
    Mentor,
    MinimumWage,
    PlacementBatch,
    PlacementCase,
    PolicyDocument,
    SchoolEnrolmentCase,
    SpousePlacement,
    SubsidyMonth,
    Turn,
)
from stations.models import Account
from veterans.models import Person

EMPTY_PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)
POSTS = (
    ("市城市管理执法局", "执法队员", 2, "事业编制，试用期满约5200元/月", "身体健康，能倒班"),
    ("市水利和湖泊局", "陆水水库管护员", 1, "事业编制，约4800元/月", ""),
    ("市自来水公司", "管网巡查员", 2, "国企合同，约5600元/月", "持C1驾照"),
    ("国网赤壁市供电公司", "配电运维工", 1, "国企合同，约7200元/月", "高中以上"),
    ("市公共交通公司", "安全员", 1, "国企合同，约4600元/月", ""),
)
OFFICERS = (
    ("市司法局", "四级主任科员"),
    ("市应急管理局", "四级主任科员"),
    ("神山镇人民政府", "副主任科员"),
)
MENTORS = (
    ("雷卫东", "现代农业", "赤壁市卫东生态农业有限公司 董事长"),
    ("陈四海", "建筑安装", "四海建设工程有限公司 总经理"),
    ("余志远", "电商直播", "青砖茶电商中心 负责人"),
    ("周文斌", "物流运输", "鄂南军创物流有限公司 总经理"),
    ("魏红军", "餐饮服务", "老兵食堂 创办人"),
)
BASES = (
    ("赤壁市退役军人创业孵化基地", "incubator", "赤壁高新区管委会"),
    ("机电学校退役军人实训基地", "training", "赤壁机电信息技术学校"),
    ("维达力退役军人实践基地", "practice", "湖北维达力实业有限公司"),
)
BODIES = [
    "省退役军人事务厅",
    "省委组织部",
    "省委编办",
    "省发展改革委",
    "省教育厅",
    "省公安厅",
    "省财政厅",
    "省人力资源社会保障厅",
    "省住房城乡建设厅",
    "省农业农村厅",
    "省商务厅",
    "省市场监管局",
    "省税务局",
    "人民银行武汉分行",
    "省总工会",
    "团省委",
    "省工商联",
]


def load(today, random):
    """Make them once; a second load adds nothing."""
    if PlacementCase.objects.filter(is_demo=True).exists() or not Person.objects.filter(is_demo=True).exists():
        return {"placements": PlacementCase.objects.filter(is_demo=True).count()}
    desk = Desk(today, random)
    desk.placements()
    desk.session()
    desk.last_year()
    desk.families()
    desk.enterprise()
    training.load(today, random, desk)
    desk.mark()
    return {"placements": PlacementCase.objects.filter(is_demo=True).count()}


def remove():
    """Take them away again, before the people they are about."""
    training.remove()
    cases = PlacementCase.objects.filter(is_demo=True)
    SubsidyMonth.objects.filter(case__in=cases).delete()
    Call.objects.filter(turn__case__in=cases).delete()
    Turn.objects.filter(case__in=cases).delete()
    cases.delete()
    for model in MADE:
        model.objects.filter(is_demo=True).delete()


MADE = (PlacementBatch, MinimumWage, SpousePlacement, SchoolEnrolmentCase, Base, Mentor, ContestEntry, LoanSupport,
        PolicyDocument)  # fmt: skip


def last_key(model):
    return model.objects.aggregate(last=Max("pk"))["last"] or 0


class Desk:
    """Plays the bureau's officer. Steps lie in the past: each is taken on its own day."""

    def __init__(self, today, random):
        self.today, self.random = today, random
        self.before = {model: last_key(model) for model in (PlacementCase, *MADE, *training.MADE)}
        self.officer = Account.objects.get(username="yewu")
        self.city = self.officer.station
        people = Person.objects.filter(is_demo=True, alive="alive", record_state="live").select_related("station")
        self.people = {}
        for category in ("TRANSFER_PLANNED", "MIL_RETIREE", "ASSIGNED_WORK", "SELF_EMPLOYED_PATH"):
            found = list(people.in_category(category).order_by("-discharge_date", "pk")[:60])
            random.shuffle(found)
            self.people[category] = found

    def take(self, category):
        """Somebody of a category who has not been used yet; a younger veteran where there are too few."""
        return (self.people[category] or self.people["SELF_EMPLOYED_PATH"]).pop()

    def days_ago(self, days):
        return self.today - timedelta(days=days)

    def case(self, category, mode, days, **changes):
        accepted = self.days_ago(days)
        values = {"person": self.take(category), "mode": mode, "batch_year": accepted.year, "accepted_on": accepted}
        return actions.register(by=self.officer, values=values | changes, today=accepted)

    def placements(self):
        """Transferred officers at every stage, retirees with their checklist, those who move along."""
        for place, (unit, title) in enumerate(OFFICERS):
            case = self.case("TRANSFER_PLANNED", "TRANSFER_OFFICER", 150 + 7 * place, from_unit="某部队")
            day = self.days_ago(70 - 25 * place)
            actions.assign(by=self.officer, case=case, values={"unit_name": unit, "post_title": title}, today=day)
            if place < 2:
                start = day + timedelta(days=12)
                actions.start(by=self.officer, case=case, values={"on": start}, today=start)
        for days in (190, 181, 40):
            self.case("TRANSFER_PLANNED", "TRANSFER_OFFICER", days, from_unit="某部队")
        for place in range(6):
            self.retiree(200 + 30 * place, place)
        for soldier in ("李军，驻赤壁某部", "张海涛，驻咸宁某部"):
            case = self.case("SELF_EMPLOYED_PATH", "RELOCATION", 90, along_with=soldier)
            actions.receive(by=self.officer, case=case, values={"on": self.days_ago(60)}, today=self.days_ago(60))

    def retiree(self, days, place):
        case = self.case("MIL_RETIREE", "MIL_RETIREE", days, from_unit="某干休所")
        if place < 5:
            actions.receive(
                by=self.officer, case=case, values={"on": self.days_ago(days - 20)}, today=self.days_ago(days - 20)
            )
        for code, _kind, _label in TREATMENTS[: 11 - 2 * place]:
            if case.accepted_on.year == self.today.year:
                tick = {"year": self.today.year, "item": code, "done_on": self.days_ago(9), "today": self.today}
                actions.tick(by=self.officer, case=case, **tick)

    def batch(self, title, year, on):
        values = {"title": title, "year": year, "session_on": on, "place": "市政务服务中心三楼会议室"}
        batch = choosing.add_batch(by=self.officer, station=self.city, values=values, today=on)
        for unit, post, places, pay, requirements in POSTS:
            values = {"unit_name": unit, "title": post, "places": places, "pay": pay, "requirements": requirements}
            choosing.add_post(by=self.officer, batch=batch, values=values, today=on)
        return batch

    def session(self):
        """This year's session, three called so far; while they waited the minimum wage was paid."""
        wage = {
            "valid_from": self.today.replace(year=self.today.year - 2, month=2, day=1),
            "amount": Decimal("1800.00"),
        }
        subsidies.set_wage(
            by=self.officer, source="鄂政发〔2024〕3号（演示数据，以实际文件为准）", today=self.today, **wage
        )
        batch = self.batch(f"{self.today.year}年度符合安排工作条件退役士兵选岗", self.today.year, self.today)
        for place in range(8):
            score = Decimal(96 - 3 * place) + Decimal(self.random.randint(0, 9)) / 10
            self.case("ASSIGNED_WORK", "ASSIGNED_WORK", 96, score=score, service_months=144 + 12 * place, batch=batch)
        month = add_months(self.today.replace(day=1), -1)
        cases = PlacementCase.objects.filter(batch=batch)
        paid = {"month": month, "paid_on": month.replace(day=20), "voucher": f"待安{month:%m}-1"}
        subsidies.pay_month(by=self.officer, cases=cases, today=self.today, **paid)
        choosing.open_session(by=self.officer, batch=batch, today=self.today)
        self.call(batch, "国网", "absent", "市城市")

    def last_year(self):
        """Last year's batch (a title stands once a year): everybody has chosen, letters are written, all began."""
        on = min(self.days_ago(330), date(self.today.year - 1, 12, 1))
        batch = self.batch(f"{on.year}年度符合安排工作条件退役士兵选岗", on.year, on)
        for place in range(4):
            score = Decimal(93 - 4 * place)
            self.case(
                "ASSIGNED_WORK", "ASSIGNED_WORK", 430, score=score, service_months=150, batch=batch, batch_year=on.year
            )
        choosing.open_session(by=self.officer, batch=batch, today=on)
        self.call(batch, "市水利", "国网", "市自来水", "市公共", on=on)
        choosing.close_session(by=self.officer, batch=batch, today=on)
        letters = on + timedelta(days=3)
        actions.write_letters(by=self.officer, batch=batch, today=letters)
        for case in PlacementCase.objects.filter(batch=batch):
            start = letters + timedelta(days=self.random.randint(5, 20))
            actions.start(by=self.officer, case=case, values={"on": start}, today=start)

    def call(self, batch, *answers, on=None):
        on = on or self.today
        for answer in answers:
            turn = Turn.objects.filter(batch=batch).still_to_choose().first()
            post = batch.posts.filter(unit_name__startswith=answer).first()
            said = {"by": self.officer, "batch": batch, "turn": turn, "today": on}
            choosing.choose(post=post, **said) if post else choosing.pass_over(said=answer, **said)

    def families(self):
        """Spouses and children at every stage."""
        spouses = (
            ("陈静", "李军", "institution", 70, "place"),
            ("黄丽", "张海涛", "organ", 86, "match"),
            ("周敏", "刘洋", "other", 20, ""),
            ("徐婷", "王磊", "none", 100, ""),
        )
        for name, soldier, standing, days, step in spouses:
            values = {"name": name, "soldier": soldier, "soldier_unit": "驻赤壁某部", "standing": standing}
            case = self.keep(dependants.apply_for_work, values | {"applied_on": self.days_ago(days)})
            if step == "place":
                placed = {"unit_name": "赤壁市第一小学", "placed_in": "institution", "placed_on": self.days_ago(15)}
                dependants.place_spouse(by=self.officer, case=case, values=placed, today=self.today)
            elif step:
                dependants.seek_match(by=self.officer, case=case, today=self.today)
        term = self.today + timedelta(days=18)
        children = (("李小禾", "primary"), ("张一诺", "kindergarten"), ("刘子轩", "junior"), ("王雨桐", "primary"))
        for place, (name, stage) in enumerate(children):
            values = {"name": name, "soldier": f"{name[0]}某", "stage": stage, "ground": "garrison", "term_on": term}
            case = self.keep(dependants.apply_for_school, values | {"applied_on": self.days_ago(40)})
            if place < 2:
                entered = {"school": "赤壁市第一小学" if place == 0 else "市直机关幼儿园", "is_public": True}
                entered["enrolled_on"] = self.days_ago(5)
                dependants.enter_school(by=self.officer, case=case, values=entered, today=self.today)

    def keep(self, verb, values, **more):
        return verb(by=self.officer, station=self.city, values=values, today=self.today, **more)

    def prove(self, kind, owner, title):
        file = SimpleUploadedFile(f"{title}.pdf", EMPTY_PAGE)
        evidence.attach(by=self.officer, owner=owner, kind=kind, file=file, title=title, today=self.today)

    def enterprise(self):
        for place, (name, field, firm) in enumerate(MENTORS):
            appointed = self.days_ago(500 - 30 * place)
            mentor = self.keep(
                enterprise.add_mentor, {"name": name, "field": field, "firm": firm, "appointed_on": appointed}
            )
            for back in range(place % 3 + 1):
                values = {
                    "on": self.days_ago(30 + 60 * back),
                    "topic": f"{field}创业经验分享",
                    "place": "孵化基地",
                    "attendees": 26,
                }
                session = enterprise.hold_session(by=self.officer, mentor=mentor, values=values, today=self.today)
                if place == back == 0:
                    self.prove("session", session, "活动签到表")
        for name, kind, partner in BASES:
            values = {"name": name, "kind": kind, "partner": partner, "opened_on": self.days_ago(700)}
            base = self.keep(enterprise.add_base, values)
            self.prove("base", base, "共建协议")
            for firm in ("老兵菌业合作社", "军创科技工作室") if kind == "incubator" else ("",):
                stay = {"firm": firm, "from_on": self.days_ago(200)}
                stay |= {} if firm else {"person": self.take("SELF_EMPLOYED_PATH")}
                self.keep(enterprise.move_in, stay, base=base)
        self.contests_and_loans()
        self.policies()

    def contests_and_loans(self):
        for project, firm, prize in (
            ("青砖茶电商", "青砖茶电商中心", "二等奖"),
            ("生态猕猴桃", "卫东生态农业", "优胜奖"),
        ):
            values = {
                "contest": "湖北省退役军人创业创新大赛",
                "level": "province",
                "held_on": self.days_ago(80),
                "project": project,
            }
            self.keep(enterprise.enter_contest, values | {"firm": firm, "prize": prize})
        loans = (("神龙防腐保温工程集团有限公司", "15000000", "复产", True, False), ("赤壁市卫东生态农业有限公司", "500000", "扩种", True, True),
                 ("鄂南军创物流有限公司", "300000", "购车", False, True))  # fmt: skip
        for firm, amount, purpose, is_granted, is_owned in loans:
            values = {"enterprise": firm, "amount": Decimal(amount), "purpose": purpose, "bank": "赤壁农商银行"}
            values |= {"applied_on": self.days_ago(120), "enterprise_is_veteran_owned": is_owned}
            loan = self.keep(enterprise.apply_for_loan, values)
            if is_granted:
                granted = {"granted_on": self.days_ago(90), "amount": loan.amount}
                enterprise.grant(by=self.officer, loan=loan, today=self.today, **granted)
                self.prove("loan", loan, "放款凭证")

    def policies(self):
        text = "为促进新时代退役军人就业创业，现提出如下实施意见。\n一、完善教育培训。\n二、优化就业服务。\n三、给予创业担保贷款及贴息。"
        values = {"title": "湖北省促进新时代退役军人就业创业工作实施意见", "level": "province", "text": text}
        values["issued_on"] = self.today.replace(year=2019, month=9, day=1)
        self.keep(enterprise.add_policy, values, issuers=BODIES)
        values = {
            "title": "退役军人安置条例",
            "level": "nation",
            "text": "第三十一条　接收退役军人的，应当在六个月内安排工作。",
        }
        values["issued_on"] = self.today.replace(year=2024, month=7, day=29)
        self.keep(enterprise.add_policy, values, issuers=("国务院", "中央军事委员会"))

    def mark(self):
        """All that was made since is a demonstration; what was there before is not."""
        for model, last in self.before.items():
            model.objects.filter(pk__gt=last).update(is_demo=True)
