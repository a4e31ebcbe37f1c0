"""How much of a record one user sees: whole for the clerk of its own station and after a reveal, masked for all others."""

from django.utils import timezone

from veterans import rules

REVEALED_SECONDS = 15 * 60
KEPT = 20


def is_plain(request, person):
    """Whether numbers and addresses of the person are shown in full to this user now (handbook §10.4)."""
    return rules.is_own_clerk(person, request.user) or is_revealed(request, person)


def is_revealed(request, person):
    until = request.session.get("revealed", {}).get(str(person.pk), 0)
    return until > timezone.now().timestamp()


def reveal(request, person):
    """Keep the record open to this session for a quarter of an hour."""
    now = timezone.now().timestamp()
    kept = {key: until for key, until in request.session.get("revealed", {}).items() if until > now}
    kept[str(person.pk)] = now + REVEALED_SECONDS
    request.session["revealed"] = dict(list(kept.items())[-KEPT:])


class Numbers:
    """The sealed values of a record as its reader sees them: `numbers.id_no` in a template."""

    def __init__(self, row, is_plain):
        self.row, self.is_plain = row, is_plain

    def __getitem__(self, field):
        value = getattr(self.row, field)
        return "" if not value else value.plain() if self.is_plain else str(value)
