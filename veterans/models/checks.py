"""The field rules of a person (handbook §2.3–2.4), pure: no query, the same for form, interface and roster.

`problems(person)` yields `Problem`s of level "error" (the value is refused) or "warning" (kept, and counted as a
contradiction of the record). `gaps(person)` names what a complete record would also hold.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from core.validators import Problem, age_on, parse_bank_account, parse_identity, parse_phones
from core.vault import Sealed
from veterans import choices

# Further numbers of a phone cell are kept joined
PHONE_JOINT = " / "

# What a complete record holds ("wanted" in handbook §2.4)
WANTED = ("id_no", "mobile", "hukou_addr")
WANTED_OF_VETERANS = ("enlist_date", "discharge_date")
WANTED_OF_DISABLED = ("disability_level", "disability_nature")


def problems(person, categories=(), today=None, *, is_number_read=False):
    """Every problem of one person. `categories`: codes held; `today` decides ages (left out: ages are not checked).

    `is_number_read`: the caller has read the identity number and found it good.
    """
    if not is_number_read:
        yield from _number(person)
    yield from _stated(person)
    yield from _service(person)
    yield from _disability(person)
    if today is not None:
        yield from _ages(person, categories, today)


def errors(person):
    return [problem for problem in problems(person) if problem.level == "error"]


def numbers(person):
    """What is wrong with phones and bank account. Apart from `problems`: a roster's cells were read before."""
    for field, parse in (
        ("mobile", parse_phones),
        ("phone_other", parse_phones),
        ("emergency_phone", parse_phones),
        ("account_no", parse_bank_account),
    ):
        value = getattr(person, field)
        found = parse(value.plain() if isinstance(value, Sealed) else value) if value else None
        if isinstance(found, Problem):
            yield found.at(field)


def _warn(code, message, field):
    return Problem(code=code, message=message, level="warning", field=field)


def _error(code, message, field):
    return Problem(code=code, message=message, level="error", field=field)


def _number(person):
    if person.id_type == choices.IdType.IDENTITY and person.id_no:
        number = person.id_no.plain() if isinstance(person.id_no, Sealed) else person.id_no
        identity = parse_identity(number, with_checksum=not person.id_override)
        if isinstance(identity, Problem):
            yield identity.at("id_no")


def _stated(person):
    if person.birth_stated:
        yield _warn("birth_differs", _("The birth date differs from the identity number."), "birth_date")
    if person.sex_stated:
        yield _warn("sex_differs", _("The sex differs from the identity number."), "sex")


def _service(person):
    enlist, discharge = person.enlist_date, person.discharge_date
    if enlist and person.birth_date and not 17 <= enlist.year - person.birth_date.year <= 30:  # else beyond doubt
        youngest, oldest = _span(person.birth_date, enlist)
        if oldest < 16 or youngest > 30:
            yield _warn("enlist_age", _("The age at enlistment is below 16 or above 30."), "enlist_date")
    if enlist and discharge and not 2 <= discharge.year - enlist.year <= 44:
        if discharge.last_day <= enlist.first_day or (discharge == enlist and discharge.day):
            yield _error("discharge_before_enlist", _("The discharge is not after the enlistment."), "discharge_date")
        elif discharge.last_day < _years_after(enlist.first_day, 1) or discharge.first_day > _years_after(
            enlist.last_day, 45
        ):
            yield _warn("service_length", _("The service is shorter than 1 year or longer than 45."), "discharge_date")


def _disability(person):
    if person.disability_nature == "3" and person.disability_level > "06":
        message = _("Illness is only recognised for levels 1 to 6.")
        yield _warn("illness_level", message, "disability_level")


def _ages(person, categories, today):
    if not person.birth_date:
        return
    if set(categories) & choices.SIXTY_CATEGORIES and age_on(person.birth_date, today)[1] < 60:
        yield _warn("under_sixty", _("The category is for people of 60 and over."), "categories")


def _span(birth, then):
    """The least and the greatest whole age in years at a partial date."""
    return age_on(birth, then.first_day)[0], age_on(birth, then.last_day)[1]


def _years_after(day: date, years):
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


def gaps(person, categories=()):
    """The wanted fields that are empty: names of attributes, `categories` among them."""
    wanted = list(WANTED)
    if not categories:
        yield "categories"
    if set(categories) - choices.FAMILY_CATEGORIES:
        wanted.extend(WANTED_OF_VETERANS)
    if set(categories) & choices.DISABLED_CATEGORIES:
        wanted.extend(WANTED_OF_DISABLED)
    yield from (name for name in wanted if not getattr(person, name))
