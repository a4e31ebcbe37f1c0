"""The demonstration of entitlements, institutions, the yearly confirmation, family doctors and the care centre."""

from datetime import date, timedelta
from decimal import Decimal

from outreach.actions.confirmation import add_people
from outreach.actions.entitlements import compare
from outreach.choices.confirmation import ConfirmationState, How
from outreach.models import (
    Agreement,
    BenefitStandard,
    CareAssessment,
    CareBed,
    CarePlacement,
    CareRequest,
    Confirmation,
    ConfirmationYear,
    DoctorVisit,
    FamilyDoctorContract,
    Institution,
    Received,
)
from outreach.rules import care as scales
from stations.models import Account, Station
from veterans.models import Person

INSTITUTIONS = (
    ("health_centre", "赤壁市退役军人健康服务中心", "河北大道36号", "龚医生", 60),
    ("hospital", "赤壁市人民医院体检中心", "河北大道392号", "魏主任", 120),
    ("hospital", "赤壁市中医医院", "陆水大道6号", "邓主任", 80),
    ("clinic", "赵李桥镇卫生院", "赵李桥镇正街", "但医生", 30),
    ("clinic", "神山镇卫生院", "神山镇中路", "宋医生", 30),
    ("clinic", "官塘驿镇卫生院", "官塘驿镇金桥路", "贺医生", 30),
    ("care_centre", "赤壁市退役军人康养中心", "陆水湖大道88号", "舒主任", 40),
)
# category, level, nature, yuan a year by the two latest announcements; synthetic amounts of the usual size
STANDARDS = (
    ("21", "", "", 37110, 38960),
    ("22", "", "", 31870, 33460),
    ("23", "", "", 29970, 31470),
    ("11", "01", "1", 108210, 113620),
    ("11", "05", "1", 60230, 63240),
    ("11", "08", "1", 24590, 25820),
    ("41", "", "", 26430, 27750),
    ("42", "", "", 9480, 9960),
    ("51", "", "", 10680, 11220),
    ("61", "", "", 10680, 11220),
    ("B", "", "", 8280, 8700),
)
DONE = (
    "测血压、查血糖，叮嘱按时服药",
    "上门随访，检查伤残部位，换药",
    "健康宣教，预约下次体检",
    "电话随访，身体情况平稳",
)
DAY = timedelta(days=1)


def load(today, rng):
    """What is not there yet; nothing is made twice."""
    city = Station.objects.get(tier="city")
    if Institution.objects.filter(is_demo=True).exists():
        return {}
    officer = Account.objects.get(username="yewu")
    registrations(rng)
    institutions(city, today)
    standards(city, today)
    return {
        "confirmations": confirmations(city, today, rng),
        "contracts": contracts(officer, today, rng),
        "received": checkups(officer, today, rng),
        "care": care(officer, today, rng),
    }


def remove():
    """Everything of the demonstration's institutions and people."""
    people = Person.objects.filter(is_demo=True)
    for model in (Received, CareAssessment, CareRequest, CarePlacement, Confirmation, FamilyDoctorContract):
        model.objects.filter(person__in=people).delete()
    ConfirmationYear.objects.filter(confirmations__isnull=True).delete()
    Institution.objects.filter(is_demo=True).delete()
    documents = [document(year) for year in range(2020, 2100)]
    BenefitStandard.objects.filter(document__in=documents).delete()


def document(year):
    return f"鄂退役军人发〔{year}〕示例号"


def registrations(rng):
    """What their papers say of the registration at enlistment: mostly rural, sometimes nothing."""
    soldiers = Person.objects.filter(is_demo=True, enlist_hukou_type="", enlist_date__isnull=False).order_by("pk")
    found = {"1": [], "2": [], "": []}
    for pk in soldiers.values_list("pk", flat=True):
        found[rng.choices(("1", "2", ""), (85, 11, 4))[0]].append(pk)
    for code in ("1", "2"):
        Person.objects.filter(pk__in=found[code]).update(enlist_hukou_type=code)


def institutions(city, today):
    for kind, name, address, contact, capacity in INSTITUTIONS:
        opened = date(today.year - 5, 7, 1)
        more = {"address": address, "contact": contact, "phone": "0715-0000000", "capacity": capacity}
        row = Institution.objects.create(station=city, kind=kind, name=name, opened_on=opened, is_demo=True, **more)
        subject = "康养服务合作协议" if kind == "care_centre" else "优抚对象体检和家庭医生服务协议"
        Agreement.objects.create(
            institution=row,
            subject=subject,
            signed_on=date(today.year - 1, 1, 8),
            until=date(today.year + 1, 12, 31),
            number=f"赤退役军人协〔{today.year - 1}〕{row.pk}号",
        )
    centre = Institution.objects.get(is_demo=True, kind="care_centre")
    CareBed.objects.bulk_create(
        CareBed(institution=centre, label=f"{floor}{room:02d}-{bed}")
        for floor in (1, 2)
        for room in range(1, 11)
        for bed in (1, 2)
    )


def standards(city, today):
    for category, level, nature, before, now in STANDARDS:
        kind = {"station": city, "category": category, "level": level, "nature": nature, "per": "year"}
        for year, amount in ((today.year - 2, before), (today.year - 1, now)):
            more = {"valid_from": date(year, 8, 1), "amount": Decimal(amount), "document": document(year)}
            BenefitStandard.objects.create(**kind, **more)
        compare({**kind, "station_id": city.pk})


def confirmations(city, today, rng):
    """This year's round: two thirds are confirmed, a few proposed to be stopped."""
    opened = ConfirmationYear.objects.create(
        station=city, year=today.year, opened_on=date(today.year, 3, 1), due_on=max(today, date(today.year, 11, 30))
    )
    count = add_people(opened)
    rows = list(Confirmation.objects.filter(round=opened).order_by("pk"))
    by = Account.objects.get(username="cunzhan")
    span = max(1, (today - opened.opened_on).days)
    for row in rows:
        luck = rng.random()
        if luck < 0.66:
            row.state, row.how, row.confirmed_by = ConfirmationState.CONFIRMED, rng.choice(How.values), by
            row.confirmed_on = max(today - rng.randint(0, span) * DAY, opened.opened_on)
        elif luck < 0.69:
            row.state, row.reason = ConfirmationState.PROPOSED, "多次电话、上门均未联系上"
    fields = ["state", "how", "confirmed_by", "confirmed_on", "reason"]
    Confirmation.objects.bulk_update(rows, fields, batch_size=1000)
    return count


def contracts(officer, today, rng):
    people = Person.objects.filter(is_demo=True).on_file().in_category("11", "41", "RED_ARMY").order_by("pk")
    clinics = list(Institution.objects.filter(is_demo=True, kind="clinic"))
    made = []
    for person in people:
        if rng.random() > 0.72:
            continue
        clinic = rng.choice(clinics)
        start = today - rng.randint(5, 420) * DAY
        made.append(
            FamilyDoctorContract(
                person=person,
                institution=clinic,
                team=f"{clinic.name[:2]}第{rng.choice('一二三')}团队",
                doctor=clinic.contact,
                phone=clinic.phone,
                package=rng.choice(("basic", "old", "disabled", "chronic")),
                starts_on=start,
                ends_on=start + 364 * DAY,
                made_by=officer,
            )
        )
    FamilyDoctorContract.objects.bulk_create(made)
    visits(officer, made, today, rng)
    return len(made)


def visits(officer, made, today, rng):
    """Two contracts of three are served now and then."""
    found = []
    for contract in made:
        last = min(today, contract.ends_on)
        days = sorted(rng.sample(range((last - contract.starts_on).days + 1), 2)) if rng.random() < 0.66 else ()
        for offset in days:
            on = contract.starts_on + offset * DAY
            found.append(DoctorVisit(contract=contract, on=on, kind="home", done=rng.choice(DONE), logged_by=officer))
            contract.last_visit_on = on
    DoctorVisit.objects.bulk_create(found)
    FamilyDoctorContract.objects.bulk_update(made, ["last_visit_on"], batch_size=1000)


def checkups(officer, today, rng):
    """Half of the key recipients over sixty were examined this year."""
    people = Person.objects.filter(is_demo=True).on_file().key_recipients().aged(60, None, today).order_by("pk")
    start = date(today.year, 1, 1)
    rows = [
        Received(
            person=person,
            key="checkup",
            from_on=start + rng.randint(0, (today - start).days) * DAY,
            until=date(today.year, 12, 31),
            note="赤壁市人民医院体检中心",
            recorded_by=officer,
        )
        for person in people
        if rng.random() < 0.5
    ]
    Received.objects.bulk_create(rows)
    return len(rows)


def care(officer, today, rng):
    """Some of the oldest were assessed; most of those who need it live at the centre, a few wait."""
    people = list(
        Person.objects.filter(is_demo=True).on_file().key_recipients().aged(75, None, today).order_by("pk")[:24]
    )
    beds = list(CareBed.objects.filter(institution__is_demo=True).order_by("label"))
    for number, person in enumerate(people):
        score, is_dementia = rng.randint(0, 80), rng.random() < 0.2
        level = scales.level_of("gb42195", score)
        group = scales.group_of(level, is_dementia)
        on = today - rng.randint(20, 500) * DAY
        said = {"person": person, "score": str(score), "level": level.label, "group": str(group)}
        CareAssessment.objects.create(on=on, assessor="赤壁市人民医院评估组", scale="gb42195", **said)
        if number >= min(16, len(beds)):
            centre = beds[0].institution
            CareRequest.objects.create(
                person=person, institution=centre, group=group, asked_on=today - number * DAY, is_urgent=number % 4 == 0
            )
        else:
            fee = rng.choice(("state", "care_insurance", "bureau", "self", "mixed"))
            stay = rng.choice(("long", "long", "short"))
            more = {"fee_source": fee, "fee_month": Decimal(rng.randint(12, 36) * 100), "made_by": officer}
            CarePlacement.objects.create(
                person=person, bed=beds[number], group=group, stay=stay, in_on=on + 7 * DAY, **more
            )
    return len(people)
