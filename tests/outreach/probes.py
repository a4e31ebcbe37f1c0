"""The addresses of outreach."""

from tests.outreach import probes_entitlements
from tests.probes import Probe

PROBES = {
    "outreach:home": Probe(outside="own"),
    **probes_entitlements.PROBES,
}
