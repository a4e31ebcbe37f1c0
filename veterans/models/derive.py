"""What follows from what was entered: digests, birth date and sex, keys of search and order. Pure; called by actions."""

from core import vault
from core.names import name_keys
from core.validators import Problem, parse_identity
from veterans.choices import IdType
from veterans.models import checks


def derive(person, categories, today):
    """Fill the derived columns of a person whose entered ones have changed."""
    _from_identity(person)
    _from_name(person)
    digests(person)
    person.gap_count = len(list(checks.gaps(person, categories)))
    person.conflict_count = len(list(checks.problems(person, categories, today)))


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
    keys = name_keys(person.name)
    person.pinyin, person.initials, person.initials_other = keys.sort_key, keys.initials, keys.initials_other


def digests(person):
    """The blind indexes of the sealed fields."""
    for column, (field, purpose) in person.digests.items():
        text = plain(getattr(person, field))
        setattr(person, column, vault.digest(text, purpose) if text else None)


def plain(value):
    """The text of a value that may be sealed already."""
    return value.plain() if isinstance(value, vault.Sealed) else value
