"""Who is entitled to what: one declaration each, with its source. The page, the lists and the figures read only these."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from django.db.models import BigIntegerField, Case, Count, F, Min, Q, Value, When
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.choices.checkups import EXAMINED
from outreach.choices.entitlements import Part
from outreach.models.checkups import Exam
from outreach.models.doctors import FamilyDoctorContract
from outreach.models.entitlements import Received
from outreach.rules.conditions import (
    END_OF_YEAR,
    ON_THE_DAY,
    AgeAtLeast,
    All,
    AnyOf,
    EnlistedBetween,
    FieldIs,
    HoldsAny,
    Not,
    OnFile,
    among,
)
from outreach.rules.parts import GONE, HOME, LATER, NAMES, NO, OPEN, YES, part_of
from stations.choices import Tier
from veterans import choices
from veterans.choices import Alive, CardState, PlaqueState, RecordState
from veterans.models import HonourPlaque, Person, PreferenceCard

SOON = timedelta(days=90)
# The town of a person: that of their village, the station itself for who is kept at a town, empty for the city
TOWN = Case(
    When(station__tier=Tier.VILLAGE, then=F("station__parent_id")),
    When(station__tier=Tier.TOWN, then=F("station_id")),
    default=None,
    output_field=BigIntegerField(),
)
RURAL = "1"


@dataclass(frozen=True)
class Facts:
    """What a judgement looks at: the record's own fields, and what the person has had."""

    categories: frozenset = frozenset()
    birth_date: object = None
    enlist_date: object = None
    enlist_hukou_type: str = ""
    discharge_mode: str = ""
    alive: str = Alive.ALIVE
    plaque: str = ""
    has_card: bool = False
    received: tuple = ()
    contracts: tuple = ()
    exams: tuple = ()


@dataclass(frozen=True)
class WasGiven:
    """Noted as received: a span of days under the entitlement's key."""

    key: str

    def judge(self, facts, day):
        return any(key == self.key and covers(first, last, day) for key, first, last in facts.received)

    def sql(self, day):
        return among(Received.objects.in_force().on(day).filter(key=self.key))


@dataclass(frozen=True)
class WasExamined:
    """Examined this year in a campaign, at the hospital or at home."""

    def judge(self, facts, day):
        return any(examined_on.year == day.year for examined_on in facts.exams)

    def sql(self, day):
        return among(Exam.objects.filter(state__in=EXAMINED, examined_on__year=day.year))


@dataclass(frozen=True)
class HasContract:
    """A family-doctor contract runs."""

    def judge(self, facts, day):
        return any(covers(first, last, day) for first, last in facts.contracts)

    def sql(self, day):
        return among(FamilyDoctorContract.objects.on(day))


@dataclass(frozen=True)
class PlaqueIs:
    """How the household stands with its plaque; a roster's own word counts as hung."""

    state: str
    is_settled = True

    def judge(self, facts, day):
        return facts.plaque == self.state

    def sql(self, day):
        flagged = Person.objects.live().filter(plaque_hung=True, household__isnull=False)
        hung = Q(plaque_hung__isnull=False, plaque_hung=True) | of_household(flagged) | self._rows(PlaqueState.HUNG)
        yes = hung if self.state == PlaqueState.HUNG else self._rows(self.state) & ~hung
        return yes, ~yes

    def _rows(self, state):
        rows = HonourPlaque.objects.filter(state=state)
        return among(rows)[0] | of_household(rows)


def of_household(rows):
    """The household has one of these rows; without a household there is nothing to look at."""
    return Q(household__isnull=False) & Q(household__in=rows.order_by().values("household"))


@dataclass(frozen=True)
class HasCard:
    """The card is handed over, by its own record or by the roster."""

    def judge(self, facts, day):
        return facts.has_card

    def sql(self, day):
        handed_over, _none = among(PreferenceCard.objects.in_force().filter(state=CardState.HANDED_OVER))
        yes = Q(card_issued__isnull=False, card_issued=True) | handed_over
        return yes, ~yes


def covers(first, last, day):
    return first <= day and (last is None or last >= day)


@dataclass(frozen=True)
class Entitlement:
    """A right in force from `valid_from` to `valid_to` (several versions share a key).

    `categories`: any of them; `not_in`: none of these other schemes; `age` with the day on which it counts (`age_on`);
    `more`: further conditions, each with its name in words; `has`: what counts as having it. `per_household`: one for
    the household, so that its list names one member. `stays`: what was given is not taken back by death.
    """

    key: str
    label: str
    source: str
    categories: frozenset
    has: object
    age: int | None = None
    age_on: str = ON_THE_DAY
    not_in: frozenset = frozenset()
    more: tuple = ()
    valid_from: date = date.min
    valid_to: date | None = None
    per_household: bool = False
    stays: bool = False
    act: str = field(default="", compare=False)

    @cached_property
    def conditions(self):
        """[(what is asked, condition)] in the order in which a clerk would look."""
        asked = [(_("is on file here"), OnFile()), (_("holds a category that entitles"), HoldsAny(self.categories))]
        if self.age is not None:
            asked.append((_("has reached the age"), AgeAtLeast(self.age, self.age_on)))
        if self.not_in:
            asked.append((_("is in no other scheme"), Not(HoldsAny(self.not_in))))
        return (*asked, *self.more)

    @cached_property
    def who(self):
        return All(tuple(condition for _said, condition in self.conditions))

    def is_valid(self, day):
        return covers(self.valid_from, self.valid_to, day)

    def judge(self, facts, day):
        """(part or "" for not concerned, reasons against or open)."""
        now, has = self.who.judge(facts, day), self.has.judge(facts, day)
        if now is True:
            return (Part.HELD if has else Part.MISSING), ()
        if now is None:
            return Part.UNKNOWN, self._said(facts, day, None)
        if has:
            is_kept = self.stays and facts.alive == Alive.DECEASED
            return ("" if is_kept else Part.LAPSED), self._said(facts, day, False)
        is_soon = self.who.judge(facts, day + SOON) is True
        return (Part.SOON if is_soon else ""), self._said(facts, day, False)

    def _said(self, facts, day, verdict):
        return tuple(said for said, condition in self.conditions if condition.judge(facts, day) is verdict)

    def parts(self, day):
        """{part: condition on people}; the parts exclude one another."""
        (settled, unsettled), (has, has_not) = self._split, self.has.sql(day)
        (meant, never), (yes, no), (later, _no) = settled.sql(day), unsettled.sql(day), unsettled.sql(day + SOON)
        lapsed = (never | no) & has
        return {
            Part.MISSING: meant & yes & has_not,
            Part.SOON: meant & no & later & has_not,
            Part.LAPSED: lapsed & ~Q(alive=Alive.DECEASED) if self.stays else lapsed,
            Part.UNKNOWN: meant & ~yes & ~no,
            Part.HELD: meant & yes & has,
        }

    def part_of(self, day):
        """The number of the part as an expression, to count all lists in one look. Whether somebody is meant and whether
        they have it stand in it once each: the database looks everybody up anew for each place where a condition stands.
        What days settle stands first: it asks the record alone, and most are too young for most."""
        (settled, unsettled), (has, _not) = self._split, self.has.sql(day)
        (meant, _never), (yes, no), (later, never) = settled.sql(day), unsettled.sql(day), unsettled.sql(day + SOON)
        gone = (When(alive=Alive.DECEASED, then=Value(GONE)),) if self.stays else ()
        days = (When(yes, then=Value(YES)), When(~no, then=Value(OPEN)), When(later, then=Value(LATER)))
        who = Case(
            *gone, When(no & never, then=Value(NO)), When(meant, then=Case(*days, default=Value(NO))), default=Value(NO)
        )
        return part_of(who, has)

    @cached_property
    def _split(self):
        """(what is settled about somebody, whatever the day; what may be open or come with time)."""
        asked = [condition for _said, condition in self.conditions]
        parts = ([one for one in asked if one.is_settled], [one for one in asked if not one.is_settled])
        return tuple(All(tuple(part)) for part in parts)

    @property
    def counted(self):
        """What is counted: people, or their households."""
        return Count(HOME, distinct=True) if self.per_household else Count("pk")

    def counts(self, people, day):
        """{part: how many are on its list} among these people."""
        rows = people.live().order_by().annotate(part=self.part_of(day)).values_list("part")
        return dict.fromkeys(Part.values, 0) | {NAMES[part]: count for part, count in rows.annotate(count=self.counted)}

    def listed(self, part, day):
        """The condition of one list; of what a household gets once, it names one member."""
        condition = self.parts(day)[part] & Q(record_state=RecordState.LIVE)
        if not self.per_household:
            return condition
        first = Person.objects.filter(condition).order_by().values(home=HOME).annotate(first=Min("pk"))
        return Q(pk__in=first.values("first"))

    def reasons(self, facts, part, day):
        """Why somebody is on the list: what is open, or what is no longer so."""
        return self._said(facts, day, None if part == Part.UNKNOWN else False)


KEY = choices.KEY_CATEGORIES
CODES = frozenset(code for code, _label in choices.CATEGORIES)
CIVILIANS = frozenset({"12", "13", "14", "15", "MIL_CIVILIAN_EMPLOYEE", "OTHER"})

RULES = (
    Entitlement(
        key="checkup",
        label="年度免费健康体检",
        source="年度工作报告二（一）3：每年为60周岁以上的重点优抚对象免费体检；年龄按当年12月31日计",
        categories=KEY,
        age=60,
        age_on=END_OF_YEAR,
        has=AnyOf((WasExamined(), WasGiven("checkup"))),
        stays=True,
        act="outreach:receive",
    ),
    Entitlement(
        key="doctor",
        label="家庭医生签约",
        source="年度工作报告二（一）3：为老战士和伤残军人签订“家庭医生”协议",
        categories=frozenset({"11", "41", "RED_ARMY"}),
        has=HasContract(),
        act="outreach:sign_contract",
    ),
    Entitlement(
        key="rural",
        label="年满60周岁农村籍退役士兵生活补助",
        source="《军人抚恤优待条例》第六十二条：1954-11-01至2011-10-31入伍，入伍时农村户籍，未享受其他定期抚恤补助",
        categories=frozenset({"81", "DISCHARGED", "SELF_EMPLOYED_PATH"}),
        age=60,
        not_in=KEY - {"81"},
        more=(
            (_("enlisted between 1954-11-01 and 2011-10-31"), EnlistedBetween(date(1954, 11, 1), date(2011, 10, 31))),
            (_("was registered as rural at enlistment"), FieldIs("enlist_hukou_type", RURAL)),
        ),
        has=AnyOf((HoldsAny(frozenset({"81"})), WasGiven("rural"))),
        valid_from=date(2011, 8, 1),
        act="outreach:receive",
    ),
    Entitlement(
        key="plaque",
        label="光荣牌",
        source="国办发〔2018〕72号第二条：烈士遗属、因公牺牲军人遗属、病故军人遗属、现役军人和退役军人家庭，每户一块",
        categories=CODES - CIVILIANS,
        more=((_("has not declined the plaque"), Not(PlaqueIs(PlaqueState.REFUSED))),),
        has=PlaqueIs(PlaqueState.HUNG),
        valid_from=date(2018, 7, 29),
        per_household=True,
        stays=True,
        act="veterans:apply_plaque",
    ),
    Entitlement(
        key="card",
        label="优待证",
        source="《退役军人保障法》第十五条；被除名、开除军籍的不予发放",
        categories=CODES - CIVILIANS - {"MIL_FAMILY"},
        more=((_("was not expelled from the forces"), Not(FieldIs("discharge_mode", "EXPELLED", blank=False))),),
        has=HasCard(),
        valid_from=date(2021, 1, 1),
        act="veterans:accept_card",
    ),
)


def act_arguments(rule, pk):
    """What the address of the page that gives it (`act`) names: the person, and which entitlement where it serves several."""
    return [pk, rule.key] if rule.act == "outreach:receive" else [pk]


def rules_on(day):
    """The rules in force on a day, in their order."""
    return tuple(rule for rule in RULES if rule.is_valid(day))


def rule_of(key, day):
    """The version of a rule in force on a day, or None."""
    return next((rule for rule in rules_on(day) if rule.key == key), None)


def facts_of(person):
    """What is on file about one person, in six looks at the tables."""
    held = person.categories.in_force().filter(ended_on__isnull=True).values_list("category", flat=True)
    return Facts(
        categories=frozenset(held),
        plaque=_plaque(person),
        has_card=bool(person.card_issued) or person.cards.in_force().filter(state=CardState.HANDED_OVER).exists(),
        received=tuple(person.received.in_force().values_list("key", "from_on", "until")),
        exams=tuple(person.exams.filter(state__in=EXAMINED).values_list("examined_on", flat=True)),
        contracts=tuple((row.starts_on, row.last_day) for row in person.doctor_contracts.all()),
        **{name: getattr(person, name) for name in _FIELDS},
    )


_FIELDS = ("birth_date", "enlist_date", "enlist_hukou_type", "discharge_mode", "alive")


def _plaque(person):
    """How the household stands with its plaque, whoever of its members it was given for."""
    rows, is_flagged = HonourPlaque.objects.filter(person=person), bool(person.plaque_hung)
    if person.household_id:
        rows = HonourPlaque.objects.filter(Q(person=person) | Q(household=person.household_id))
        is_flagged = (
            is_flagged or Person.objects.live().filter(household=person.household_id, plaque_hung=True).exists()
        )
    states = set(rows.values_list("state", flat=True))
    if is_flagged or PlaqueState.HUNG in states:
        return PlaqueState.HUNG
    return PlaqueState.REFUSED if PlaqueState.REFUSED in states else ""


def facts_in_row(person):
    """What a row of a list tells (`held` is prefetched), enough to say why somebody is on it."""
    return Facts(
        categories=frozenset(category.category for category in person.held),
        **{name: getattr(person, name) for name in _FIELDS},
    )


def in_words(part, reasons):
    """What is open or no longer met, as a list or a page says it; nothing for the other parts."""
    what = "；".join(str(said) for said in reasons)
    if part == Part.UNKNOWN:
        return gettext("cannot be decided: %(what)s") % {"what": what}
    return gettext("no longer met: %(what)s") % {"what": what} if part == Part.LAPSED else ""
