"""What somebody has had, and the standards of regular payments."""

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from outreach.actions.saving import add
from outreach.models import BenefitStandard, Received
from outreach.rules.entitlements import rule_of

CENT = Decimal("0.01")


@action("entitlement.note")
def note_received(*, by, person, key, from_on, note, today):
    """Somebody has had it. What is given yearly counts until the year's end, a running payment until it is taken back."""
    if rule_of(key, today) is None:
        raise Refused("no_rule", _("There is no such entitlement."))
    if from_on > today:
        raise ValidationError({"from_on": ValidationError(_("This day is still to come."), "future")})
    until = date(from_on.year, 12, 31) if key == "checkup" else None
    if person.received.in_force().on(from_on).filter(key=key).exists():
        raise Refused("noted", _("This is noted for that time already."))
    row = Received(person=person, key=key, from_on=from_on, until=until, note=note, recorded_by_id=by.pk)
    row.full_clean()
    row.save()
    record("entitlement.note", person, by=by, changes={key: (None, from_on)}, note=note)
    return row


@action("entitlement.note")
def take_back(*, by, received, reason):
    """Noted by mistake, or no longer given: it stays in the history."""
    if received.withdrawn_at:
        raise Refused("gone", _("This was taken back already."))
    received.withdrawn_at = timezone.now()
    received.save(update_fields=["withdrawn_at"])
    record("entitlement.note", received.person, by=by, changes={received.key: (received.from_on, None)}, note=reason)
    return received


@action("standard.enter")
def enter_standard(*, by, values):
    """A standard from a day on. The one entered changes what the next one is compared with."""
    row = add("standard.enter", BenefitStandard(station=by.station), values, by=by)
    compare(row.kind)
    row.refresh_from_db()
    return row


@action("standard.enter")
def remove_standard(*, by, standard):
    """Entered by mistake."""
    kind = standard.kind
    changes = {"amount": (standard.amount, None), "valid_from": (standard.valid_from, None)}
    record("standard.enter", standard, by=by, changes=changes)
    standard.delete()
    compare(kind)


def compare(kind):
    """Set for each standard of one kind what was paid before and the change in per cent."""
    before = None
    for row in BenefitStandard.objects.filter(**kind).order_by("valid_from"):
        row.before = before
        row.change = ((row.amount - before) * 100 / before).quantize(CENT) if before else None
        row.save(update_fields=["before", "change"])
        before = row.amount
