"""Which rows a user may see or touch. The one place.

Every model declares one of these scopes in a class attribute `scope`; base classes of pages, forms, interfaces,
figures, imports and exports ask `visible_to(user)` or `writable_by(user)` and nobody else does.
A station's subtree is the table `stations.Reach(upper, lower)`: `upper` sees the rows of `lower` (itself included).
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import models
from django.db.models import Q


@dataclass(frozen=True)
class Owned:
    """Seen and changed in the subtree of one station. `is_record`: business data, closed to roles that see none.

    `beside`: of a row about somebody, the lookup path to the station where their record is now. Whoever sees the record
    there reads the row beside it, wherever it was written: it stands in no list of theirs and counts for nothing.
    """

    station: str
    is_record: bool = True
    beside: str = ""

    def visible(self, user):
        return Q(**{f"{self.station}__in": subtree(user)})

    def told(self, user):
        return self.visible(user) | Q(**{f"{self.beside}__in": subtree(user)}) if self.beside else self.visible(user)

    def writable(self, user):
        return self.visible(user)


@dataclass(frozen=True)
class SharedDown:
    """Owned by a station, also readable (never writable) by the stations below it."""

    station: str
    is_record: bool = True

    def visible(self, user):
        return self.writable(user) | Q(**{f"{self.station}__in": superiors(user)})

    def writable(self, user):
        return Q(**{f"{self.station}__in": subtree(user)})


@dataclass(frozen=True)
class Handed:
    """Seen in the subtree of the station of origin or of the one that handles it now; changed by the handler's only."""

    origin: str
    handler: str
    is_record: bool = True

    def visible(self, user):
        return self.writable(user) | Q(**{f"{self.origin}__in": subtree(user)})

    def writable(self, user):
        return Q(**{f"{self.handler}__in": subtree(user)})


@dataclass(frozen=True)
class Personal:
    """Belongs to one account and is nobody else's: notices, drafts, saved settings."""

    account: str
    is_record: bool = False

    def visible(self, user):
        return Q(**{self.account: user.pk})

    def writable(self, user):
        return self.visible(user)


@dataclass(frozen=True)
class Lent:
    """Belongs to one account. Once `shared` it is readable, never writable, at its station and the stations below it."""

    account: str
    station: str
    shared: str
    is_record: bool = False

    def visible(self, user):
        return self.writable(user) | Q(**{self.shared: True, f"{self.station}__in": superiors(user)})

    def writable(self, user):
        return Q(**{self.account: user.pk})


@dataclass(frozen=True)
class Exempt:
    """No row of it belongs to a station: code tables and machinery. The reason is part of the declaration."""

    reason: str
    is_record: bool = False

    def visible(self, user):
        return Q()

    def writable(self, user):
        return Q()


def subtree(user):
    """The stations whose rows the user may see: their own and everything below it."""
    return apps.get_model("stations", "Reach").objects.filter(upper=user.station_id).values("lower")


def superiors(user):
    """The stations above the user's own, and its own."""
    return apps.get_model("stations", "Reach").objects.filter(lower=user.station_id).values("upper")


class ScopedQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The rows the user may read; none without a station or for a role that sees no records."""
        return self._scoped(user, "visible")

    def told_to(self, user):
        """The rows the user may read beside a record: those in sight, and what was written elsewhere about somebody
        whose record is in sight now (the history that the next desk sees)."""
        return self._scoped(user, "told" if hasattr(self.model.scope, "told") else "visible")

    def writable_by(self, user):
        """The rows the user may change."""
        return self._scoped(user, "writable")

    def _scoped(self, user, word):
        scope = self.model.scope
        if not user.is_authenticated or (not isinstance(scope, (Exempt, Personal)) and user.station_id is None):
            return self.none()
        if scope.is_record and not user.sees_records:
            return self.none()
        return self.filter(getattr(scope, word)(user))


ScopedManager = models.Manager.from_queryset(ScopedQuerySet)


def is_visible(row, user):
    """Whether the saved row is (still) within the user's sight."""
    return row.__class__.objects.visible_to(user).filter(pk=row.pk).exists()
