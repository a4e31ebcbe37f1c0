"""The addresses of employment."""

from tests.probes import Probe

PROBES = {
    "employment:home": Probe(outside="own"),
}
