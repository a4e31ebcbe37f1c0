"""How people are told of in templates: age, what a masked reader may see of a date or an address."""

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from core.vault import Sealed
from veterans.choices import CATEGORIES

register = template.Library()

CATEGORY_LABELS = dict(CATEGORIES)


@register.filter
def age(person):
    """The age in full years today."""
    years = person.age(timezone.localdate())
    return "—" if years is None else years


@register.filter
def served(person):
    """The years of service as a list shows them: 1976–1981."""
    first, last = (date.year if date else "" for date in (person.enlist_date, person.discharge_date))
    return f"{first}–{last}" if first or last else "—"


@register.filter
def labels(held):
    """The categories of a person in words."""
    return "·".join(str(category) for category in held) or "—"


@register.filter
def yes_no(value):
    return "—" if value is None else _("yes") if value else _("no")


@register.filter
def masked_change(change, is_plain):
    """A change of the history as its reader may see it: masked readers see of a birth date the year, of an address nothing."""
    return [_shown(change.field, value, is_plain) for value in (change.old, change.new)]


def _shown(field, value, is_plain):
    if value in (None, "", []):
        return _("empty")
    if isinstance(value, Sealed):
        return value.plain() if is_plain else str(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "、".join(CATEGORY_LABELS.get(one, str(one)) for one in value)
    if is_plain:
        return value
    if field in ("birth_date", "birth_stated"):
        return f"{str(value)[:4]}年"
    return "…" if field in ("group", "addr", "hukou_addr", "work_addr") else value
