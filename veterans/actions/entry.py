"""Entering and amending one person."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from core.actions import NotAllowed, Refused, action, may_keep
from core.audit import record
from veterans import rules
from veterans.actions.movements import follow
from veterans.models import EmploymentSnapshot, Person, PersonCategory
from veterans.models.derive import derive, plain


class HeldElsewhere(Exception):
    """The number belongs to a record its author cannot see: the entry becomes a claim (design §3.3)."""

    def __init__(self, person):
        super().__init__()
        self.person = person


class Stale(Refused):
    """Somebody else changed the record since it was opened."""

    def __init__(self):
        super().__init__("stale", _("Somebody else has changed this record meanwhile."))


@action("person.add")
def add_person(*, by, station, values, today):
    """A new record at a station. `values`: attributes of Person, plain, and `categories` (codes).

    Raises ValidationError beside the fields, Refused("id_held") for a number on file in sight, HeldElsewhere otherwise.
    """
    values = dict(values)
    categories = values.pop("categories", [])
    if not may_keep(station, by):
        raise ValidationError({"station": ValidationError(_("This station is not in your area."), "no_station")})
    check_override(None, values, by)
    person = Person(station=station, created_by=by, updated_by=by, **values)
    derive(person, categories, today)
    check_number_is_free(person, by)
    _check(person)
    _save(person, by)
    set_categories(person, categories, today)
    follow([person.pk], today)
    _note_employment(person, by, today)
    changes = {field: (None, getattr(person, field)) for field in values if values[field] not in (None, "")}
    if categories:
        changes["categories"] = (None, sorted(categories))
    record("person.add", person, by=by, changes=changes)
    return person


@action("person.amend")
def amend_person(*, by, person, values, version, today):
    """Change the fields in `values`. `version` is the one the author saw: another change since then raises Stale."""
    values = dict(values)
    categories = values.pop("categories", None)
    rules.check_live(person)
    check_override(person, values, by)
    take_version(person, version)
    changes = apply_values(person, values)
    held = set(live_categories(person))
    after = held if categories is None else set(categories)
    _finish(person, by, after, changes, today)
    if after != held:
        set_categories(person, after, today)
        changes["categories"] = (sorted(held), sorted(after))
    if {"categories", "alive"} & changes.keys():
        follow([person.pk], today)
    if "employment" in changes or "employer" in changes:
        _note_employment(person, by, today)
    if changes:
        record("person.amend", person, by=by, changes=changes)
    return person


def take_version(person, version):
    """Claim the next version of the row: whoever saw an older one is told so. Locks the row until the end."""
    if not Person.objects.filter(pk=person.pk, version=version).update(version=F("version") + 1):
        raise Stale
    person.version = version + 1


def _finish(person, by, categories, changes, today):
    derive(person, categories, today)
    if "id_no" in changes:
        check_number_is_free(person, by)
    person.updated_by = by
    _check(person)
    _save(person, by)


def _check(person):
    person.full_clean(exclude=["household", "station"], validate_constraints=False)


def check_override(person, values, by):
    """Only an officer takes a number whose check digit is wrong, with the reason (handbook §2.3)."""
    given = values.get("id_override", "")
    if given and given != getattr(person, "id_override", "") and not by.may("person.override_number"):
        raise NotAllowed("person.override_number")


def check_number_is_free(person, by):
    """Refuse a number that a live record in sight holds; raise HeldElsewhere for one out of sight."""
    if person.id_digest is None:
        return
    holder = Person.objects.live().filter(id_digest=person.id_digest).exclude(pk=person.pk).first()
    if holder is None:
        return
    if may_keep(holder, by):
        message = _("This identity number already has a record: %(name)s.") % {"name": holder.name}
        raise ValidationError({"id_no": ValidationError(message, "id_held")})
    raise HeldElsewhere(holder)


def live_categories(person):
    return list(person.categories.filter(ended_on__isnull=True).values_list("category", flat=True))


def apply_values(person, values):
    """Set what differs; returns {field: (old, new)}."""
    changes = {}
    for field, new in values.items():
        old = getattr(person, field)
        if plain(old) != plain(new) and (old or new or isinstance(new, bool)):
            setattr(person, field, new)
            changes[field] = (old, getattr(person, field))
    return changes


def _save(person, by):
    """Save; a number taken in the same moment by somebody else is found by the database and told like any other."""
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        check_number_is_free(person, by)
        raise


def set_categories(person, codes, today):
    """Add what is new, end what is gone."""
    held = set(live_categories(person))
    PersonCategory.objects.bulk_create(PersonCategory(person=person, category=code) for code in set(codes) - held)
    person.categories.filter(category__in=held - set(codes), ended_on__isnull=True).update(ended_on=today)


def _note_employment(person, by, today):
    if person.employment:
        EmploymentSnapshot.objects.create(
            person=person, on=today, employment=person.employment, employer=person.employer, recorded_by=by
        )
