"""How every address of the portal is probed: each app lists its own in `tests/<app>/probes.py`.

    PROBES = {
        "stations:station": Probe(lambda world: [world.village.pk]),
        "stations:network": Probe(),
    }

`args(world)` names a row of the home village. The matrix then visits the address as every role, at home and abroad.
`outside` says what a stranger with the same role gets: 404 (the default with arguments), "own" when everybody gets a
page of their own, or "shared" when the row is meant for all. `public` needs no login. `method` is the verb that does
something. `reason` says why an address is no page of the portal.
"""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

HERE = Path(__file__).parent
# (beginning of a name): why its addresses are not ours to probe
LEFT_OUT = {
    "admin:": "Django's own pages for code tables: open to whoever holds code_table.edit, tested there",
}


@dataclass(frozen=True)
class Probe:
    args: Callable | None = None
    method: str = "get"
    outside: str = ""
    public: bool = False
    data: dict | None = None
    needs: str | None = None
    at_home: tuple = ()  # further statuses that a holder of the permission may get at home

    @property
    def stranger(self):
        return self.outside or ("404" if self.args else "own")


def all_probes():
    """{url name: Probe} of all apps."""
    found = {}
    for file in sorted(HERE.glob("*/probes.py")):
        module = importlib.import_module(f"tests.{file.parent.name}.probes")
        found.update(module.PROBES)
    return found


def all_addresses(resolver=None, prefix=""):
    """{url name: view} of every named address of the portal."""
    found = {}
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{prefix}{entry.namespace}:" if entry.namespace else prefix
            found |= all_addresses(entry, inner)
        elif isinstance(entry, URLPattern):
            found[f"{prefix}{entry.name}" if entry.name else f"{prefix}{entry.pattern}"] = entry.callback
    return {name: view for name, view in found.items() if not name.startswith(tuple(LEFT_OUT))}
