"""Rows 21–24: the health service centre, two years of checkups, family doctors, the care centre."""

from datetime import date, timedelta

from core.validators import age_on
from outreach.models import (
    CareAssessment,
    CareBed,
    CarePlacement,
    CheckupCampaign,
    CheckupHospital,
    Exam,
    FamilyDoctorContract,
    Institution,
)
from veterans.choices import KEY_CATEGORIES

# 1,064 people in all: who was examined in 2020, in 2021, has a family doctor, lives in the care centre
EXAMS = {2020: slice(0, 620), 2021: slice(240, 900)}
CONTRACTS, RESIDENTS, ALL = slice(760, 1050), slice(1040, 1064), 1064
PRICE = 420
GROUPS = ("disabled", "half", "dementia")
INSTITUTIONS = (
    ("health_centre", "赤壁市退役军人健康服务中心", date(2020, 6, 18), 60),
    ("care_centre", "赤壁市退役军人失能失智康养中心", date(2021, 3, 26), 40),
    ("hospital", "赤壁市人民医院体检中心", date(2019, 1, 1), 120),
    ("clinic", "赵李桥镇卫生院", date(2019, 1, 1), 30),
)


def load(scene):
    made = [
        Institution(station=scene.city, kind=kind, name=name, opened_on=opened, capacity=capacity, is_demo=True)
        for kind, name, opened, capacity in INSTITUTIONS
    ]
    _health, centre, hospital, clinic = Institution.objects.bulk_create(made)
    people = old_recipients(scene)
    for year, chosen in EXAMS.items():
        campaign(scene, hospital, year, people[chosen])
    contracts(scene, clinic, people[CONTRACTS])
    residents(scene, centre, people[RESIDENTS])
    return {"checkups": Exam.objects.count(), "contracts": FamilyDoctorContract.objects.count()}


def old_recipients(scene):
    """Key recipients who were sixty in the first of the years."""
    found = [person for person in scene.of(*KEY_CATEGORIES) if age_on(person.birth_date, date(2020, 1, 1))[0] >= 60]
    return found[:ALL]


def campaign(scene, hospital, year, people):
    season = {"season_from": date(year, 3, 1), "season_to": date(year, 11, 30), "frozen_on": date(year, 2, 20)}
    row = CheckupCampaign.objects.create(
        station=scene.city, title=f"{year} 年度免费体检", year=year, categories=sorted(KEY_CATEGORIES), state="closed",
        **season, **scene.common,
    )  # fmt: skip
    place = CheckupHospital.objects.create(campaign=row, institution=hospital, price_men=PRICE, price_women=PRICE)
    days = scene.days(len(people), date(year, 3, 1), date(year, 11, 30))
    Exam.objects.bulk_create(
        Exam(
            campaign=row, person=person, reason="重点优抚对象，60周岁以上", state="result_in", code=f"{year % 100}R{number:05d}",
            answer="confirmed", hospital=place, examined_on=on, cost=PRICE,
        )
        for number, (person, on) in enumerate(zip(people, days, strict=True))
    )  # fmt: skip


def contracts(scene, clinic, people):
    """Two years each: signed in 2020, renewed in 2021."""
    begins = [date(2020, 5, 1) + timedelta(days=number % 60) for number in range(len(people))]
    FamilyDoctorContract.objects.bulk_create(
        FamilyDoctorContract(
            person=person, institution=clinic, team="第一团队", doctor="但医生", starts_on=begin.replace(year=year),
            ends_on=begin.replace(year=year + 1) - timedelta(days=1), last_visit_on=date(year, 12, 1),
            made_by=scene.officer,
        )
        for person, begin in zip(people, begins, strict=True)
        for year in (2020, 2021)
    )  # fmt: skip


def residents(scene, centre, people):
    beds = CareBed.objects.bulk_create(
        CareBed(institution=centre, label=f"{number // 2 + 101}-{number % 2 + 1}") for number in range(len(people))
    )
    moved_in = scene.days(len(people), date(2021, 4, 1))
    CareAssessment.objects.bulk_create(
        CareAssessment(
            person=person, on=on - timedelta(days=7), assessor="赤壁市人民医院评估组", scale="gb42195", score="30",
            level="重度失能", group=group,
        )
        for person, on, group in zip(people, moved_in, GROUPS * len(people), strict=False)
    )  # fmt: skip
    CarePlacement.objects.bulk_create(
        CarePlacement(
            person=person, bed=bed, group=group, stay="long", fee_source="bureau", fee_month=2400, in_on=on,
            made_by=scene.officer,
        )
        for person, bed, on, group in zip(people, beds, moved_in, GROUPS * len(people), strict=False)
    )  # fmt: skip
