"""Rows 1–8, 25, 33, 34: the network with its staff and five haves, the people with their plaques, who was honoured."""

from datetime import date, timedelta

from bureau.demo.people import SURNAMES, Maker, save_people
from bureau.demo.report.scene import LAST, PEOPLE
from bureau.demo.stations import EVIDENCE, GIVEN, POSTS
from core.validators import PartialDate
from outreach.models import Award
from stations.choices import Have
from stations.models import FiveHaves, StaffMember, Station
from veterans.choices import PlaqueState
from veterans.models import HonourPlaque, Household
from veterans.models.derive import derive

OPENED, FENGQIAO_ON = date(2019, 4, 26), date(2020, 9, 10)
YEARS = (2020, 2021)
HOUSEHOLDS = 400  # whose plaques were entered one by one; the rest stand as the roster says
PLAQUES_ON = date(2019, 5, 1)
OLD_SOLDIER = "张向温"  # public: the report names him; his record here is invented
PIONEERS = 12
CITY_DOCUMENT = "赤文〔2020〕21号"
HONOURS = (
    ("荆楚楷模", "province", date(2020, 11, 20), "鄂文明〔2020〕30号", "湖北省文明委"),
    ("湖北省模范退役军人", "province", date(2021, 7, 28), "鄂退役军人发〔2021〕12号", "湖北省退役军人事务厅"),
)


def load(scene):
    stations(scene)
    people(scene)
    plaques(scene)
    honours(scene)
    return {"staff": StaffMember.objects.filter(is_demo=True).count()}


def stations(scene):
    """Every station of the network has been open since 2019, is staffed and has its five haves in both years."""
    for station in scene.stations:
        station.opened_on = OPENED
        station.fengqiao_on = FENGQIAO_ON if station == scene.town("陆水湖") else None
    Station.objects.bulk_update(scene.stations, ["opened_on", "fengqiao_on"], batch_size=200)
    StaffMember.objects.bulk_create(member for station in scene.stations for member in staff(station, scene.rng))
    FiveHaves.objects.bulk_create(five(station, year) for station in scene.stations for year in YEARS)


def staff(station, rng):
    for post in POSTS[: {"city": 3, "town": 2}.get(station.tier, 1)]:
        name = rng.choice(SURNAMES) + rng.choice(GIVEN)
        yield StaffMember(
            station=station, name=name, post=post, is_full_time=True, since=PartialDate(2019, 5), is_demo=True
        )


def five(station, year):
    has = {f"has_{code}": True for code in Have.values}
    return FiveHaves(
        station=station, year=year, is_demo=True, **has, **{f"{code}_evidence": EVIDENCE[code] for code in Have.values}
    )


def people(scene):
    maker = Maker(scene.villages, LAST, seed=20200101)
    scene.people = list(maker.people(PEOPLE - 1))
    scene.people.append((soldier(maker), ["41"]))
    for person, _codes in scene.people:
        person.plaque_hung = True
    save_people(scene.people)


def soldier(maker):
    """He who was honoured, with an invented number, as old as somebody who fought in Korea."""
    person, _codes = maker.person(
        next(station for station in maker.stations if station.parent.division.name[:2] == "蒲圻")
    )
    birth = date(1932, 6, 1)
    person.name, person.alive, person.died_on = OLD_SOLDIER, "alive", None
    person.id_no, person.sex, person.disability_level = maker._number(birth, "1"), "1", ""
    person.enlist_date, person.discharge_date = PartialDate(1951, 3), PartialDate(1955, 10)
    derive(person, ["41"], LAST)
    return person


def plaques(scene):
    chosen = scene.alive()[:HOUSEHOLDS]
    homes = Household.objects.bulk_create(
        Household(station=person.station, address=person.addr, head_name=person.name) for person in chosen
    )
    for person, home in zip(chosen, homes, strict=True):
        person.household = home
    type(chosen[0]).objects.bulk_update(chosen, ["household"], batch_size=200)
    HonourPlaque.objects.bulk_create(
        HonourPlaque(
            household=person.household, person=person, state=PlaqueState.HUNG, place="大门右侧",
            applied_on=PLAQUES_ON, hung_on=PLAQUES_ON + timedelta(days=number % 200),
        )
        for number, person in enumerate(chosen)
    )  # fmt: skip


def honours(scene):
    """Two honours of the province for one person; in the city, pioneers against the epidemic and 最美退役军人."""
    hero = scene.people[-1][0]
    rows = [award(scene, hero, *honour) for honour in HONOURS]
    others = scene.of("SELF_EMPLOYED_PATH", "81", "DISCHARGED")[::97]
    city = ("赤壁市委、市政府",)
    rows += [
        award(scene, one, "抗疫先锋", "city", date(2020, 9, 25), CITY_DOCUMENT, *city) for one in others[:PIONEERS]
    ]
    rows += [
        award(
            scene, one, "最美退役军人", "city", date(year, 7, 30), f"赤退役军人文〔{year}〕9号", "赤壁市退役军人事务局"
        )
        for year in YEARS
        for one in others[PIONEERS + 5 * (year - 2020) :][:5]
    ]
    Award.objects.bulk_create(rows)


def award(scene, person, name, level, on, number, issuer):
    return Award(
        station=person.station, person=person, name=name, level=level, awarded_on=on, document_no=number, issuer=issuer,
        **scene.common,
    )  # fmt: skip
