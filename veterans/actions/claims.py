"""认领: entries whose number is held where their author cannot see wait for the lowest common superior (design §3.3)."""

import json

from core.actions import action
from core.audit import record
from stations.tree import lowest_common_superior
from veterans.choices import ClaimState
from veterans.models import Claim


@action("claim.submit", hands_over=True)
def submit_claim(*, by, station, person, entry):
    """Keep an entry whole for the superior. `entry`: {name, id_no, values}. Its author is told only that it was submitted."""
    submit(by=by, station=station, person=person, entry=entry, batch=None)


def submit(*, by, station, person, entry, batch):
    """Make the claim unless the same one already waits. Returns whether it is new."""
    waiting = Claim.objects.filter(station=station, person=person, state=ClaimState.WAITING)
    if waiting.exists():
        return False
    claim = Claim.objects.create(
        station=station,
        superior=lowest_common_superior(station, person.station) or station,
        person=person,
        name=entry["name"],
        id_no=entry["id_no"],
        values=json.dumps(entry["values"], ensure_ascii=False, default=str),
        batch=batch,
        made_by=by,
    )
    record("claim.submit", claim, by=by)
    return True
