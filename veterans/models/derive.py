"""What follows from what was entered: digests, birth date and sex, keys of search and order. Pure; called by actions."""

from core import vault
from core.names import name_keys
from core.validators import Problem, clean_name, parse_bank_account, parse_identity, parse_phones
from veterans.choices import IdType
from veterans.models import checks
from veterans.models.person import Person

PHONES = ("mobile", "phone_other", "emergency_phone")
SEALED = ("id_no", "id_raw", *PHONES, "account_no")


def derive(person, categories, today):
    """Fill the derived columns of a person whose entered ones have changed."""
    _tidy(person)
    _from_identity(person)
    _from_name(person)
    digests(person)
    person.gap_count = len(list(checks.gaps(person, categories)))
    person.conflict_count = len(list(checks.problems(person, categories, today)))


def _tidy(person):
    """Names without padding, one number in each phone field; what stands behind a name goes into the note."""
    name, remark = clean_name(person.name)
    if remark and remark not in person.note:
        person.note = "；".join(part for part in (person.note, remark) if part)
    person.name = name
    for field in SEALED:
        if (text := plain(getattr(person, field))) is not None and not text.strip():
            setattr(person, field, None)
    _tidy_phones(person)
    account = parse_bank_account(plain(person.account_no)) if person.account_no else None
    if isinstance(account, str) and account != plain(person.account_no):
        person.account_no = account


def _tidy_phones(person):
    """The first number is the phone, the others stand beside it; each in its one written form."""
    first, others, urgent = (parse_phones(plain(getattr(person, field)) or "") for field in PHONES)
    if isinstance(first, list) and isinstance(others, list):
        numbers = list(dict.fromkeys(first + others))
        rest = numbers[1:] if first else numbers
        _put(person, "mobile", first[0] if first else None)
        _put(person, "phone_other", checks.PHONE_JOINT.join(rest) or None)
    if isinstance(urgent, list):
        _put(person, "emergency_phone", checks.PHONE_JOINT.join(urgent) or None)


def _put(person, field, text):
    if plain(getattr(person, field)) != text:
        setattr(person, field, text)


def _from_identity(person):
    """The eighteen digits, birth date and sex. The number wins; what papers say otherwise is kept beside (handbook §2.3)."""
    if person.id_type != IdType.IDENTITY or not person.id_no:
        return
    written = plain(person.id_no)
    identity = parse_identity(written, with_checksum=not person.id_override)
    if isinstance(identity, Problem):
        return
    if identity.is_converted:
        person.id_raw = written
    person.id_no = identity.number
    person.birth_date, person.birth_stated = winning(person.birth_date, identity.birth_date, person.birth_stated)
    if person.sex and person.sex != identity.sex:
        person.sex_stated = person.sex
    person.sex = identity.sex


def winning(stated, by_number, kept):
    """(birth date, the one stated where it cannot be the same day). `kept`: what was stated before."""
    if stated is None or stated == by_number or str(by_number).startswith(str(stated)):
        return by_number, kept
    return by_number, stated


def _from_name(person):
    for column, key in name_columns(person.name).items():
        setattr(person, column, key)


def name_columns(name):
    """{column: key} under which a name is sorted and found."""
    keys = name_keys(name)
    return {"pinyin": keys.sort_key, "initials": keys.initials, "initials_other": keys.initials_other}


def digesters():
    """How each blind index follows from its field, with the key of this moment: (column, field, function)."""
    return [(column, field, vault.digester(purpose)) for column, (field, purpose) in Person.digests.items()]


def digests_of(values, digesters):
    """{column: blind index} that follow from some plain values {field: text}."""
    return {
        column: digest(values[field]) if values[field] else None
        for column, field, digest in digesters
        if field in values
    }


def digests(person):
    """The blind indexes of the sealed fields."""
    for column, (field, purpose) in person.digests.items():
        text = plain(getattr(person, field))
        setattr(person, column, vault.digest(text, purpose) if text else None)


def plain(value):
    """The text of a value that may be sealed already."""
    return value.plain() if isinstance(value, vault.Sealed) else value
