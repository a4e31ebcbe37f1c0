"""People for the rules, put straight into the tables: a rule looks at what is on file, however it came there."""

from datetime import date

from core.validators import PartialDate
from outreach.models import CareBed, FamilyDoctorContract, Institution, Received
from veterans.choices import bits_of
from veterans.models import HonourPlaque, Household, Person, PersonCategory, PreferenceCard

DAY = date(2026, 11, 23)


def partial(text):
    return PartialDate.parse(text) if text else None


def build_institution(station, kind="clinic", name="羊楼洞卫生院", **more):
    return Institution.objects.get_or_create(station=station, name=name, defaults={"kind": kind, **more})[0]


def on_file(station, by, *, categories=(), had=(), plaque="", card="", name="涂长林", **fields):
    """One person with categories and with what they have had: [(key, from, until)], contracts under "doctor"."""
    for field in ("birth_date", "enlist_date"):
        if isinstance(fields.get(field), str):
            fields[field] = partial(fields[field])
    household = Household.objects.create(station=station) if plaque else None
    fields |= {"household": household, "holds": bits_of(categories)}
    person = Person.objects.create(station=station, name=name, pinyin=name, **fields)
    PersonCategory.objects.bulk_create(PersonCategory(person=person, category=code) for code in categories)
    for key, first, last in had:
        if key == "doctor":
            FamilyDoctorContract.objects.create(
                person=person,
                institution=build_institution(station),
                doctor="但医生",
                starts_on=first,
                ends_on=last,
                made_by=by,
            )
        else:
            Received.objects.create(person=person, key=key, from_on=first, until=last, recorded_by=by)
    if plaque:
        HonourPlaque.objects.create(household=household, person=person, state=plaque)
    if card:
        PreferenceCard.objects.create(person=person, state=card, accepted_on=DAY, changed_on=DAY)
    return person


def build_contract(by, person, **changes):
    from outreach.actions.doctors import sign_contract

    values = {
        "institution": build_institution(person.station),
        "doctor": "但医生",
        "team": "第一团队",
        "package": "basic",
        "starts_on": DAY,
        "ends_on": date(2027, 11, 22),
    }
    return sign_contract(by=by, person=person, values=values | changes, today=DAY)


def build_bed(officer, label="101-1"):
    centre = build_institution(officer.station, "care_centre", "赤壁市康养中心")
    return CareBed.objects.get_or_create(institution=centre, label=label)[0]


def build_request(by, person, centre, **changes):
    from outreach.actions.care import ask_place

    values = {"institution": centre, "group": "disabled", "stay": "long", "is_urgent": False}
    return ask_place(by=by, person=person, values=values | changes, today=DAY)


def build_placement(officer, request, bed=None, in_on=DAY):
    from outreach.actions.care import place

    bed = bed or build_bed(officer)
    said = {"fee_source": "bureau", "fee_month": None, "in_on": in_on}
    return place(by=officer, request=request, bed=bed, today=DAY, **said)


def build_round(officer, today=DAY, due_on=date(2026, 12, 31)):
    from outreach.actions.confirmation import open_round

    return open_round(by=officer, year=today.year, due_on=due_on, today=today)
