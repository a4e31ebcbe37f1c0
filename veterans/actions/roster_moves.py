"""The transfers that a roster proposes: people who stand under another village of the author's area (handbook §2.4)."""

from core.actions import action
from stations.models import Station
from veterans.actions.moving import hand_over
from veterans.models import Person


def reason_of(batch):
    """What a transfer by this batch carries, so that undoing finds it again."""
    return f"导入第 {batch.pk} 批"


@action("person.import")
def move_people(*, by, batch, rows, today):
    """Carry out the proposals of some rows. Returns the keys of the rows whose person was moved."""
    people = Person.objects.writable_by(by).live().select_related("station__division")
    people = people.in_bulk([row.target for row in rows])
    stations = Station.objects.writable_by(by).select_related("division").in_bulk([row.proposal for row in rows])
    moved = set()
    for row in rows:
        person, station = people.get(row.target), stations.get(row.proposal)
        if person and station and person.station_id != station.pk:
            hand_over(by=by, person=person, station=station, reason=reason_of(batch), today=today)
            moved.add(row.pk)
    return moved
