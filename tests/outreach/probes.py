"""The addresses of outreach."""

from tests.probes import Probe

PROBES = {
    "outreach:home": Probe(outside="own"),
}
