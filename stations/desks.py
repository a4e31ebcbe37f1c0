"""Sitting at the desk of somebody who is away (AB岗): their station and roles for one session, one's own name with it."""

from django.utils import timezone

from stations.models import StandIn

NAME_LENGTH = 20
OWN_PAGES = "/me/"


def sit_down(request):
    """When the session is at somebody else's desk, the user works with that desk's scope; one's own pages stay one's own."""
    if "desk" not in request.session or request.path.startswith(OWN_PAGES):
        return
    row = sitting_at(request)
    if row is None:
        del request.session["desk"]
    else:
        lend(request.user, row.absent)


def sitting_at(request):
    """The StandIn by which this session sits at another desk, while it holds."""
    number = request.session.get("desk")
    row = number and desks_of(request.user, timezone.localdate()).filter(pk=number).first()
    return row or None


def lend(user, absent):
    """Station and roles of the absent, in memory only. The ledger then names both."""
    user.acting_for = absent
    user.station = absent.station
    user.role_names = list(absent.role_names)
    user.full_name = f"{user.full_name[:NAME_LENGTH]}（代{absent.full_name[:NAME_LENGTH]}）"
    for name in ("roles", "permissions"):
        user.__dict__.pop(name, None)


def desks_of(account, today):
    """Where the account may sit today besides its own desk."""
    rows = StandIn.objects.filter(
        substitute_id=account.pk, ended_at__isnull=True, starts_on__lte=today, ends_on__gte=today
    )
    return rows.filter(absent__is_active=True).select_related("absent__station__division")
