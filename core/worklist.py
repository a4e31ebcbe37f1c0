"""The work list of the home page: what waits for somebody, by deadline. Every department registers its source.

worklist.register("appeal.view", due_appeals)        in AppConfig.ready(); due_appeals(user, today) yields `Work`
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

SOURCES: list[tuple[str | None, Callable]] = []
SOON_DAYS = 5


@dataclass(frozen=True)
class Work:
    """One thing to do. `kind`: what it is (回电话), `about`: whom or what, linked to `url`; `note`: the circumstances.

    `button` names what is done there, `act_url` where (the record itself when left out).
    """

    kind: str
    about: str
    url: str
    due_on: date | None = None
    note: str = ""
    button: str = ""
    act_url: str = ""

    @property
    def address(self):
        return self.act_url or self.url


@dataclass(frozen=True)
class Part:
    """A stretch of the list: overdue and today, this week, later. `items`: those shown of its `count`."""

    key: str
    title: str
    items: tuple
    count: int


def register(needs, source: Callable[..., Iterable[Work]]):
    """Add a source `(user, today) -> Work…` for everybody who holds the permission `needs`."""
    SOURCES.append((needs, source))


def of(user, today):
    """Everything that waits for the user, the most urgent first; what has no deadline comes last."""
    found = [work for needs, source in SOURCES if needs is None or user.may(needs) for work in source(user, today)]
    return sorted(found, key=lambda work: (work.due_on is None, work.due_on or today, work.kind))


def parts(items, today, most):
    """The items in three parts, the first `most` of them shown; parts of which nothing is shown are left out."""
    split = {"now": [], "week": [], "later": []}
    for work in items:
        days = (work.due_on - today).days if work.due_on else 999
        split["now" if days <= 0 else "week" if days <= 7 else "later"].append(work)
    titles = {"now": _("Overdue and today"), "week": _("This week"), "later": _("Later")}
    found = []
    for key, works in split.items():
        if shown := tuple(works[:most]):
            found.append(Part(key, titles[key], shown, len(works)))
        most -= len(shown)
    return found
