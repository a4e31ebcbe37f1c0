"""The addresses of outreach."""

from outreach.pages.exams import PAGES as CHECKUP_STEPS
from tests.outreach import probes_checkups as checkups
from tests.probes import Probe

PROBES = {
    "outreach:home": Probe(outside="own"),
    **checkups.PROBES,
    **{f"outreach:exam_{name}": Probe(checkups.of(checkups.exam), method="post") for name in CHECKUP_STEPS},
}
