"""The addresses of employment."""

from tests.employment import probes_placement
from tests.probes import Probe

PROBES = {
    "employment:home": Probe(outside="own"),
    **probes_placement.PROBES,
}
