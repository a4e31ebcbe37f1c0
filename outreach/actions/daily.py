"""What a day brings by itself: contracts that end, recipients to be confirmed, proposals where nobody came."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from core import audit
from core.notices import notify
from outreach.actions.confirmation import add_new_people
from outreach.choices.confirmation import ConfirmationState
from outreach.models import Confirmation, ConfirmationYear, FamilyDoctorContract
from stations.models import Station


def look_after(*, by, today):
    """One round; may run as often as it likes. Returns how many people each step concerned."""
    for opened in ConfirmationYear.objects.filter(due_on__gte=today):
        add_new_people(by=by, opened=opened)
    over = ConfirmationYear.objects.filter(due_on__lt=today)
    return {
        "ending": remind_of_contracts(today),
        "proposed": sum(propose_missing(opened, by, today) for opened in over),
    }


def remind_of_contracts(today):
    """Once for each contract: its station learns that it ends within a month."""
    rows = FamilyDoctorContract.objects.ending(today).filter(reminded_on__isnull=True)
    found = list(rows.values_list("pk", "person__station"))
    text = _("%(count)s family-doctor contracts end within 30 days: renew them.")
    tell(
        Counter(station for _pk, station in found),
        text,
        reverse("outreach:contracts") + "?view=ending",
        "contract_ending",
    )
    FamilyDoctorContract.objects.filter(pk__in=[pk for pk, _station in found]).update(reminded_on=today)
    return len(found)


def propose_missing(opened, by, today):
    """After the day whoever is not confirmed is proposed to be stopped; the bureau decides, never the clock."""
    rows = list(Confirmation.objects.of_live().filter(round=opened).due().select_related("person"))
    reason = _("Not confirmed by %(day)s") % {"day": opened.due_on}
    changes = {"state": (ConfirmationState.DUE.label, ConfirmationState.PROPOSED.label)}
    audit.record_many(
        audit.line("confirmation.propose", row.person, by=by, changes=changes, note=reason) for row in rows
    )
    Confirmation.objects.filter(pk__in=[row.pk for row in rows]).update(state=ConfirmationState.PROPOSED, reason=reason)
    text = _("%(count)s recipients are not confirmed and proposed to be stopped: find them.")
    counts = Counter(row.person.station_id for row in rows)
    tell(counts, text, f"{opened.get_absolute_url()}?state=proposed", "confirmation_missing")
    return len(rows)


def tell(counts, text, url, kind):
    for station in Station.objects.filter(pk__in=counts):
        notify(station=station, text=text % {"count": counts[station.pk]}, url=url, kind=kind, level="warning")
