"""A station's own page: where it is, who works there."""

from django.db.models import F
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from stations.models import StaffMember, Station

STAFF_FIELDS = ("name", "post", "is_full_time", "is_veteran", "phone", "since")


@action("station.amend")
def amend_station(*, by, station, values, version):
    """Name, address, telephone, head, opening. `version` is the one the author saw."""
    if not Station.objects.filter(pk=station.pk, version=version).update(version=F("version") + 1):
        raise Refused("stale", _("Somebody else has changed this record meanwhile."))
    station.version = version + 1
    changes = _set(station, values)
    station.full_clean()
    station.save()
    if changes:
        record("station.amend", station, by=by, changes=changes)
    return station


def _set(row, values):
    """Set what differs; returns {field: (old, new)}."""
    changes = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name, (_old, value) in changes.items():
        setattr(row, name, value)
    return changes


@action("staff.amend")
def add_staff(*, by, station, values):
    """Somebody begins to work at a station."""
    if station.closed_on:
        raise Refused("closed", _("This station is closed already."))
    member = StaffMember(station=station, **{name: values[name] for name in STAFF_FIELDS if name in values})
    member.full_clean()
    member.save()
    record("staff.amend", station, by=by, changes={"staff": (None, member.name)})
    return member


@action("staff.amend")
def remove_staff(*, by, row):
    """Take back an entry that should never have been made; who leaves is amended instead."""
    station, name = row.station, row.name
    row.delete()
    record("staff.amend", station, by=by, changes={"staff": (name, None)})
    return station


@action("staff.amend")
def amend_staff(*, by, row, values):
    """Correct an entry, or note that somebody left (`left_on`)."""
    names = (*STAFF_FIELDS, "left_on")
    changes = _set(row, {name: values[name] for name in names if name in values})
    row.full_clean()
    row.save()
    if changes:
        record("staff.amend", row.station, by=by, changes=changes, note=row.name)
    return row
