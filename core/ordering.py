"""The order of a list: the same on both databases, and how to go on after a row.

terms(Person, ["pinyin", "pk"])      what order_by() takes
beyond(row, ["pinyin", "pk"])        the condition on what comes after the row
"""

from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q


def terms(model, order):
    """Order terms; what may be empty comes last in both directions and on both databases."""
    for term in order:
        name = term.lstrip("-")
        toward = F(name).desc if term.startswith("-") else F(name).asc
        yield toward(nulls_last=True) if may_be_empty(model, name) else term


def may_be_empty(model, lookup):
    """Whether a lookup path may yield NULL; annotations may."""
    if lookup == "pk":
        return False
    for name in lookup.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            return True
        if field.null:
            return True
        model = field.related_model
    return False


def beyond(row, order):
    """The rows after `row` in the order: keyset paging, which costs the same at any depth (`bound` lets an index be entered)."""
    condition, equal, bound = Q(pk__in=[]), Q(), Q()
    for term in order:
        name = term.lstrip("-")
        value = row
        for part in name.split("__"):
            value = getattr(value, part, None)
        if value is not None:
            later = Q(**{f"{name}__{'lt' if term.startswith('-') else 'gt'}": value})
            if may_be_empty(type(row), name):
                later |= Q(**{f"{name}__isnull": True})
            elif not equal:
                bound = Q(**{f"{name}__{'lte' if term.startswith('-') else 'gte'}": value})
            condition |= equal & later
        equal &= Q(**{name: value}) if value is not None else Q(**{f"{name}__isnull": True})
    return bound & condition
