"""The search over everything (`/search/`): each department registers what it finds for a text.

finding.register("person.view", _("People"), find_people)       find_people(user, text) -> Found
"""

from collections.abc import Callable
from dataclasses import dataclass

SOURCES: list[tuple[str | None, str, Callable]] = []
SHOWN = 10


@dataclass(frozen=True)
class Hit:
    """One thing found: its name, where it is opened, and what tells it from others (masked)."""

    label: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Found:
    """The first hits of a source. `more`: the address of the list that shows all; `has_more`: whether there are others."""

    hits: tuple
    more: str = ""
    has_more: bool = False


def register(needs, title, source: Callable):
    """Add a source for everybody who holds the permission `needs`."""
    SOURCES.append((needs, title, source))


def search(user, text):
    """[(title, Found)] of the sources that find something."""
    found = [(title, source(user, text)) for needs, title, source in SOURCES if needs is None or user.may(needs)]
    return [(title, result) for title, result in found if result.hits]
