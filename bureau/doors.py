"""Pages that the menu has no room for, as doors on the home page: what somebody may open is found from there."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.navigation import Entry, Menu, menu

MOST = 20
# (page, what it is called, icon, permission)
DOORS = (
    ("bureau:changes", _("Tables of the month"), "chart", "numbers.view"),
    ("bureau:tables", _("Tables of my own"), "chart", "table.view"),
    ("bureau:blanks", _("Superior's forms"), "paper", "blank.view"),
    ("bureau:fillings", _("Filled forms"), "paper", "blank.view"),
    ("bureau:errands", _("Tasks for stations"), "tick", "errand.view"),
    ("bureau:errand_parts", _("Tasks from above"), "down", "errand.view"),
    ("bureau:imports", _("Imports"), "up", "import.view"),
    ("veterans:transfers", _("Transfers"), "run", "person.view"),
    ("veterans:corrections", _("Correction requests"), "pen", "person.view"),
    ("veterans:claims", _("Claims"), "people", "claim.view"),
    ("veterans:blank_form", _("Collection form"), "print", "person.print"),
    ("stations:stations", _("Stations"), "tree", "station.view"),
    ("stations:divisions", pgettext_lazy("door", "Divisions"), "tree", "division.view"),
    ("stations:schemes", _("Rating schemes"), "tick", "station.view"),
)

doors = Menu(MOST)
for place, (name, label, icon, needs) in enumerate(DOORS):
    doors.register(Entry(name, label, icon, needs=needs, order=place))


def doors_of(user):
    """The doors of one user, but for what stands in their menu."""
    shown = {entry.url_name for entry in menu.of(user)}
    return [entry for entry in doors.of(user) if entry.url_name not in shown]
