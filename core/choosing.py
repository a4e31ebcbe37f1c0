"""Rows ticked in a list, and what is done with them together: every list has boxes, and one bar for what is ticked.

    choosing.register(Use("assign", _("Assign as a task"), "list", run=assign, fits=has_people, needs="errand.issue"))

The keys of the boxes always go through the list's own rows: what the user does not see there cannot be chosen.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from core.validators import parse_whole


@dataclass(frozen=True)
class Use:
    """One button of the bar. `fits(page)`: whether rows of such a list can be used so; `run(page)` answers the request."""

    key: str
    label: str
    icon: str
    run: Callable
    fits: Callable = lambda page: True
    needs: str | None = None

    def is_for(self, page):
        return (self.needs is None or page.user.may(self.needs)) and self.fits(page)


EXPORT = Use("export", _("Export"), "down", run=lambda page: page.export_chosen(), fits=lambda page: page.may_export)
PRINT = Use("print", _("Print"), "print", run=lambda page: page.print_chosen())
USES: list[Use] = [EXPORT, PRINT]


def register(use):
    USES.append(use)


def keys_in(data):
    """The keys of the ticked boxes that came with a form."""
    return [key for text in data.getlist("row") if (key := parse_whole(text)) is not None]
