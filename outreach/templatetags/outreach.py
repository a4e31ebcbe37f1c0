"""Words of outreach in templates: amounts to the fen, last contacts, why somebody is on the watch list."""

from decimal import Decimal

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from outreach.listings.visits import last_of
from outreach.rules import poverty

register = template.Library()


@register.filter
def yuan(amount):
    """1,234.50"""
    return "—" if amount is None else f"{Decimal(amount):,.2f}"


@register.filter
def last_contact(person):
    return last_of(person)


@register.filter
def days_ago(day):
    days = (timezone.localdate() - day).days
    return _("today") if not days else _("%(days)s days ago") % {"days": days}


@register.filter
def reasons(person):
    return "、".join(poverty.reasons_of(person))


@register.filter
def risk(person):
    return poverty.kind_of(person).label
