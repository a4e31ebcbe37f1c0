"""A year of visits, assistance and honours of the synthetic people: bulk rows that add up as the portal's own would."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from outreach.actions import assistance
from outreach.choices.assistance import HARDSHIPS, PaidHow, State
from outreach.choices.honours import Level
from outreach.choices.visits import Occasion, Subject, Target, Team, Way
from outreach.models import (
    Award,
    FundSource,
    FundYear,
    Goods,
    Grant,
    GrantMove,
    Hardship,
    LookedAfter,
    MeritNotice,
    Visit,
    VisitPlan,
)
from stations.models import Account, Station
from veterans.choices import CardState, PlaqueState
from veterans.models import HonourPlaque, Household, Person, PreferenceCard

VISITS, GRANTS = 700, 130
NOTES = (
    "身体尚可，子女在外务工，嘱咐按时服药。",
    "住院刚出院，自付部分较多，已告知二次报销材料。",
    "家中老两口，屋顶漏雨，已记下。",
    "精神很好，愿意给学校讲传统。",
    "问优待证什么时候能领，已解释。",
    "腿脚不便，想要一根拐杖。",
    "",
    "",
)
BROUGHT = (("大米", 1, "袋"), ("食用油", 1, "桶"), ("棉被", 1, "床"), ("牛奶", 2, "箱"), ("挂历", 1, "本"))
FACTS = (
    "因脑梗住院，自付费用较高，家中无其他收入。",
    "房屋年久失修，雨季漏水，无力翻修。",
    "本人残疾，配偶慢性病，长期吃药，生活困难。",
    "务工受伤失业半年，孩子在读大学。",
    "肝病复发转院治疗，医保报销后仍欠费。",
)
MOVES = (
    ("apply", "", State.APPLIED, ""),
    ("review", State.APPLIED, State.REVIEWED, "已入户，情况属实，建议帮扶。"),
    ("check", State.REVIEWED, State.CHECKED, "材料齐全，同意上报。"),
    ("approve", State.CHECKED, State.APPROVED, "同意帮扶。"),
    ("pay", State.APPROVED, State.PAID, ""),
)
FUNDS = (("市级帮扶援助资金", 900_000), ("慈善总会关爱退役军人基金", 200_000), ("福利彩票公益金", 150_000))
TITLES = (
    ("最美退役军人", Level.CITY, "赤退役军人文〔{}〕9号"),
    ("抗疫先锋", Level.CITY, "赤文〔{}〕21号"),
    ("荆楚楷模", Level.PROVINCE, "鄂文明〔{}〕3号"),
    ("湖北省模范退役军人", Level.PROVINCE, "鄂退役军人发〔{}〕12号"),
    ("优秀兵支书", Level.PREFECTURE, "咸退役军人发〔{}〕5号"),
)


def load(today, random):
    """Make it once; a second load adds nothing."""
    if Visit.objects.filter(is_demo=True).exists() or not Person.objects.filter(is_demo=True).exists():
        return {"visits": Visit.objects.filter(is_demo=True).count()}
    maker = Maker(today, random)
    maker.visits()
    maker.plans()
    maker.grants()
    maker.honours()
    maker.plaques()
    for model in (Visit, Grant, MeritNotice, Award):  # entered before today: today's page begins empty
        model.objects.filter(is_demo=True).update(created_at=timezone.now() - timedelta(days=1))
    return {"visits": VISITS, "grants": GRANTS}


def remove():
    """Take the demonstration's rows away again, before the people they are about."""
    mine = {"person__is_demo": True}
    for model in (Visit, Grant, Award, MeritNotice, LookedAfter, VisitPlan):
        model.objects.filter(is_demo=True).delete()
    FundYear.objects.filter(fund__is_demo=True, grants__isnull=True).delete()
    FundSource.objects.filter(is_demo=True, years__isnull=True).delete()
    HonourPlaque.objects.filter(**mine).delete()
    PreferenceCard.objects.filter(**mine).delete()
    Person.objects.filter(is_demo=True).update(household=None)
    Household.objects.filter(members__isnull=True, number="", head_name="").delete()


class Maker:
    def __init__(self, today, random):
        self.today, self.random = today, random
        names = ("cunzhan", "zhenzhan", "shizhongxin", "yewu", "lingdao")
        self.village, self.town, self.centre, self.officer, self.leader = (
            Account.objects.filter(username=name).select_related("station").first() for name in names
        )
        people = Person.objects.filter(is_demo=True, alive="alive").select_related("station__parent").order_by("pk")
        self.people = list(people)
        self.near = [person for person in self.people if person.station_id == self.village.station_id] or self.people
        self.city = Station.objects.get(tier="city")

    def who(self):
        return self.random.choice(self.near if self.random.random() < 0.2 else self.people)

    def day(self, most):
        return self.today - timedelta(days=self.random.randint(0, most))

    def visits(self):
        made = Visit.objects.bulk_create(self.visit() for _serial in range(VISITS))
        goods = []
        for visit in made:
            for name, quantity, unit in self.random.sample(BROUGHT, self.random.choice((0, 0, 1, 2))):
                goods.append(Goods(visit=visit, name=name, quantity=quantity, unit=unit))
        Goods.objects.bulk_create(goods)

    def visit(self):
        pick, on = self.random, self.day(330)
        person, occasion = self.who(), pick.choice(self.occasions(on))
        is_routine = occasion == Occasion.ROUTINE
        return Visit(
            station=person.station,
            person=person,
            household=person.household,
            subject=pick.choice((Subject.PERSON, Subject.HOUSEHOLD)),
            occasion=occasion,
            way=pick.choice((Way.HOME, Way.PHONE, Way.PHONE)) if is_routine else Way.HOME,
            on=on,
            visitors=pick.choice(("村站工作人员", "镇站、村站工作人员", "市局走访慰问组")),
            team=pick.choice((Team.VILLAGE, Team.VILLAGE, Team.TOWN, Team.CITY)),
            money=Decimal(0) if is_routine else pick.choice((Decimal(200), Decimal(300), Decimal(500), Decimal(1000))),
            has_letter=not is_routine,
            is_signed=not is_routine,
            note=pick.choice(NOTES),
            is_demo=True,
            created_by=self.village if person.station_id == self.village.station_id else self.officer,
        )

    def occasions(self, on):
        usual = [Occasion.ROUTINE] * 4 + [Occasion.ILLNESS, Occasion.NINETY]
        seasonal = {1: Occasion.SPRING, 2: Occasion.SPRING, 7: Occasion.ARMY_DAY, 8: Occasion.ARMY_DAY}
        return [seasonal[on.month]] * 8 + usual if on.month in seasonal else usual

    def plans(self):
        year = self.today.year
        month = self.today.month - (self.today.month - 1) % 3
        last = (date(year, month, 1) + timedelta(days=95)).replace(day=1) - timedelta(days=1)
        number = "一二三四"[(month - 1) // 3]
        near = self.today - timedelta(days=5), self.today + timedelta(days=6)
        plans = (
            ("住院和高龄老兵走访", Occasion.ILLNESS, Target.NINETY, *near),
            (f"{year}年第{number}季度常态化联系", Occasion.ROUTINE, Target.KEY, date(year, month, 1), last),
            (f"{year + 1}年春节走访慰问", Occasion.SPRING, Target.KEY, date(year + 1, 1, 10), date(year + 1, 2, 10)),
            (f"{year}年八一走访慰问", Occasion.ARMY_DAY, Target.DISABLED, date(year, 7, 15), date(year, 8, 5)),
        )
        VisitPlan.objects.bulk_create(
            VisitPlan(
                station=self.city,
                title=title,
                occasion=occasion,
                target=target,
                first_on=first,
                last_on=until,
                is_demo=True,
                created_by=self.officer,
            )
            for title, occasion, target, first, until in plans
        )

    def grants(self):
        hardships = [
            Hardship.objects.get_or_create(code=code, defaults={"label": label, "order": order})[0]
            for code, label, order in HARDSHIPS
        ]
        budgets = [self.budget(name, amount) for name, amount in FUNDS]
        rows, spent, paid = [], defaultdict(Decimal), defaultdict(Decimal)
        for serial in range(GRANTS):
            grant = self.grant(serial, hardships, budgets)
            if grant.budget:
                spent[grant.budget.pk] += grant.amount
                paid[grant.budget.pk] += grant.amount if grant.state == State.PAID else 0
            rows.append(grant)
        Grant.objects.bulk_create(rows)
        GrantMove.objects.bulk_create(move for grant in rows for move in self.moves(grant))
        for budget in budgets:
            FundYear.objects.filter(pk=budget.pk).update(approved=spent[budget.pk], paid=paid[budget.pk])
        self.booked(hardships[0], budgets[1])

    def booked(self, hardship, budget):
        """Payments that the charity federation made itself, entered from its list."""
        on = max(self.today.replace(month=1, day=1), self.today - timedelta(days=20))
        values = {"hardship": hardship, "budget": budget, "amount": Decimal(1500), "paid_on": on, "voucher": "慈善付17"}
        helped = Grant.objects.values("person")
        for person in Person.objects.filter(is_demo=True, alive="alive").exclude(pk__in=helped).order_by("pk")[:3]:
            grant = assistance.book_payment(by=self.officer, person=person, values=values, today=self.today)
            Grant.objects.filter(pk=grant.pk).update(is_demo=True)

    def budget(self, name, amount):
        fund, _is_new = FundSource.objects.get_or_create(station=self.city, name=name, defaults={"is_demo": True})
        return FundYear.objects.get_or_create(fund=fund, year=self.today.year, defaults={"budget": Decimal(amount)})[0]

    def grant(self, serial, hardships, budgets):
        pick, person = self.random, self.who()
        state = pick.choice((State.PAID,) * 7 + (State.APPROVED, State.CHECKED, State.REVIEWED, State.APPLIED))
        applied = self.day(25 if state != State.PAID else 300)
        decided = state in (State.APPROVED, State.PAID)
        amount = Decimal(pick.choice((500, 800, 1000, 2000, 3000))) + Decimal(pick.choice(("0", "0", "260.50")))
        year_begins = date(self.today.year, 1, 1)
        approved = max(min(applied + timedelta(days=9), self.today), year_begins) if decided else None
        return Grant(
            number=f"BF-{applied:%Y%m%d}-D{serial:03d}",
            station=person.station,
            person=person,
            hardship=pick.choice(hardships),
            facts=pick.choice(FACTS),
            asked=amount + pick.choice((0, 0, 500)),
            applied_on=applied,
            state=state,
            amount=amount if decided else None,
            budget=pick.choice(budgets[:1] * 3 + budgets[1:]) if decided else None,
            approved_on=approved,
            paid_on=min(approved + timedelta(days=6), self.today) if state == State.PAID else None,
            paid_how=PaidHow.CARD if state == State.PAID else "",
            voucher=f"记{serial + 101}" if state == State.PAID else "",
            is_demo=True,
            created_by=self.centre,
        )

    def moves(self, grant):
        authors = (self.centre, self.village, self.town, self.leader, self.officer)
        for (action, before, after, note), by in zip(MOVES, authors, strict=True):
            days = MOVES.index((action, before, after, note)) * 3
            on = min(grant.applied_on + timedelta(days=days), self.today)
            yield GrantMove(
                grant=grant,
                action=action,
                from_state=before,
                to_state=after,
                by=by,
                station=by.station,
                on=on,
                note=note,
            )
            if after == grant.state:
                return

    def honours(self):
        year = self.today.year
        Award.objects.bulk_create(
            Award(
                station=person.station,
                person=person,
                name=name,
                level=level,
                awarded_on=self.day(320),
                document_no=document.format(year),
                is_demo=True,
                created_by=self.officer,
            )
            for (name, level, document), person in zip(TITLES * 4, self.random.sample(self.people, 20), strict=True)
        )
        MeritNotice.objects.bulk_create(
            MeritNotice(
                station=person.station,
                person=person,
                soldier=person.name,
                merit=self.random.choice(("MERIT3", "MERIT3", "MERIT2", "EXCELLENT")),
                delivered_on=self.day(320),
                delivered_to="家属",
                delivered_by="镇站、村站工作人员，敲锣打鼓",
                prize=Decimal(1000),
                is_demo=True,
                created_by=self.officer,
            )
            for person in self.random.sample(self.people, 16)
        )

    def plaques(self):
        """Plaques and cards of some, entered step by step; the rest stand as the roster says."""
        without = [person for person in self.people if person.household_id is None and not person.household_no]
        for person in self.random.sample(without, min(60, len(without))):
            home = Household.objects.create(station=person.station)
            Person.objects.filter(pk=person.pk).update(household=home, plaque_hung=True)
            hung = self.day(700)
            HonourPlaque.objects.create(
                household=home,
                person=person,
                state=PlaqueState.HUNG,
                applied_on=hung - timedelta(days=20),
                hung_on=hung,
            )
        states = list(CardState)[:7]
        for person in self.random.sample(self.people, min(60, len(self.people))):
            state, on = self.random.choice(states), self.day(200)
            PreferenceCard.objects.create(
                person=person,
                state=state,
                accepted_on=on - timedelta(days=30),
                changed_on=on,
                handed_over_on=on if state == CardState.HANDED_OVER else None,
            )
