"""What the network puts on pages that are not its own: integrations that wait for the second person."""

from django.utils.translation import gettext as _

from core.worklist import Work
from stations.models import Integration


def waiting_integrations(user, today):
    rows = Integration.objects.visible_to(user).filter(
        approved_at__isnull=True, revoked_at__isnull=True, expires_on__gte=today
    )
    for row in rows.exclude(created_by=user).select_related("station"):
        note = f"{row.station.name}·{row.purpose}"
        yield Work(_("Integration to approve"), row.name, row.get_absolute_url(), None, note, _("Approve"))
