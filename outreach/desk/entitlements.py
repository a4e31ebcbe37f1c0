"""What waits at home: who is to be confirmed, contracts that end or are not served, proposals, the waiting list."""

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _

from core.worklist import Work
from outreach.models import Confirmation, FamilyDoctorContract
from stations.choices import Tier


def confirmations_due(user, today):
    """A village's own, by year: what is still to be confirmed."""
    if user.station.tier != Tier.VILLAGE:
        return
    rows = Confirmation.objects.visible_to(user).of_live().open().order_by("round__due_on")
    for key, due_on, count in rows.values_list("round", "round__due_on").annotate(Count("pk")):
        address = reverse("outreach:confirm_village", args=[key])
        about = _("%(count)s people to be confirmed") % {"count": count}
        yield Work(_("Yearly confirmation"), about, address, due_on=due_on, button=_("Confirm"))


def proposals(user, today):
    """What the bureau decides."""
    rows = Confirmation.objects.visible_to(user).of_live().proposed().order_by("round")
    for key, count in rows.values_list("round").annotate(Count("pk")):
        address = reverse("outreach:confirmation_year", args=[key]) + "?state=proposed"
        about = _("%(count)s proposals to stop a payment") % {"count": count}
        yield Work(_("Yearly confirmation"), about, address, button=_("Decide the proposal"))


def contracts(user, today):
    """A village's own: to be renewed with the first day of them, and signed but not served."""
    if user.station.tier != Tier.VILLAGE:
        return
    rows = FamilyDoctorContract.objects.visible_to(user)
    address = reverse("outreach:contracts")
    days = list(rows.ending(today).order_by("ends_on").values_list("ends_on", flat=True))
    if days:
        about = _("%(count)s contracts end within 30 days") % {"count": len(days)}
        yield Work(_("Family doctor"), about, f"{address}?view=ending", due_on=days[0], button=_("Renew"))
    if count := rows.unserved(today).count():
        about = _("%(count)s contracts were not served for three months") % {"count": count}
        yield Work(_("Family doctor"), about, f"{address}?view=unserved", button=_("Urge"))
