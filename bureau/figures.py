"""Numbers that need two departments, and the address of the list behind any number."""

from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from appeals.models import Appeal
from core.figures import Figure, register
from outreach.models.visits import contacted
from veterans.figures import ON_FILE, Change
from veterans.models import Person

SILENT_DAYS = 90


def silent(period):
    """On file, and nobody of the portal's stations has been in touch for a quarter: by visit, call or talk."""
    return ON_FILE & ~contacted(Q(on__gt=timezone.localdate() - timedelta(days=SILENT_DAYS)))


SILENT = register(
    Figure(
        "person.silent",
        _("Not contacted for 90 days"),
        Person,
        silent,
        unit="人",
        source=_("On file, no visit, call or talk within the last 90 days"),
    )
)


def page_of(figure):
    if isinstance(figure, Change):
        return "veterans:changes"
    return {Person: "veterans:figure", Appeal: "appeals:figure"}.get(figure.model, "bureau:figure")


def rows_address(figure, asked):
    """Where the rows of a number are listed. `asked`: from, to, station, category, `alone` (the station without those
    below), `short` (whom a rate is taken of and does not count)."""
    page = "bureau:figure" if figure.model is Appeal and {"alone", "short"} & set(asked) else page_of(figure)
    return f"{reverse(page, args=[figure.key])}?{urlencode(asked)}"
