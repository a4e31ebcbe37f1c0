"""The acceptance case of the work report: two years of records that yield the bureau's own numbers (handbook §9).

    manage.py load_demo --scenario report
    manage.py work_report --from 2020-01-01 --to 2021-12-31 --user yewu

Nothing is a total: every number is counted from rows like those that the desks of the portal write. The people are
synthetic, with numbers of an unassigned prefix; what the public report names stands as it is named there.
"""

import random

from django.db import transaction

from bureau.demo.report import care, money, network, thought, work
from bureau.demo.report.scene import SEED, Scene, is_loaded
from core.actions import Refused
from stations.models import Station
from veterans.models import Person

PARTS = (network, thought, care, money, work)


def load():
    """Make it once; refuses a portal that holds other people, whose records would change the numbers."""
    if is_loaded():
        return {"people": 0, "note": "The scenario is loaded already."}
    if others := Person.objects.count():
        raise Refused(
            "not_empty",
            f"The scenario needs a portal without people, and there are {others} here: their records would be counted "
            "too. Take them away with load_demo --remove, or use another PORTAL_DATA_DIR or DATABASE_URL.",
        )
    with transaction.atomic():
        scene = Scene(random.Random(SEED))
        made = {}
        for part in PARTS:
            made |= part.load(scene)
    return {"people": len(scene.people), "stations": Station.objects.count(), **made}
