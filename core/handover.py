"""Handing over a desk: which open work belongs to an account, and how it goes to somebody else.

Apps say in `AppConfig.ready()` what an account may have in hand:

    handover.register("appeals", _("Appeals in hand"), count=open_appeals_of, reassign=actions.reassign_appeals)

`count(account)` -> how many; `reassign(account, successor, by)` -> how many went over, each with its line in the ledger.
"""

from collections.abc import Callable
from dataclasses import dataclass

OPEN_WORK: dict = {}


@dataclass(frozen=True)
class OpenWork:
    """A kind of work that lies on somebody's desk."""

    key: str
    label: str
    count: Callable
    reassign: Callable


def register(key, label, count, reassign):
    OPEN_WORK[key] = OpenWork(key, label, count, reassign)


def on_the_desk(account):
    """[(kind, how many)] of what the account still has in hand."""
    return [(kind, number) for kind in OPEN_WORK.values() if (number := kind.count(account))]


def reassign_all(account, successor, *, by):
    """Everything in hand goes to the successor. Returns {key: how many}."""
    return {kind.key: kind.reassign(account, successor, by) for kind, _number in on_the_desk(account)}
