"""What placement and training add to the pages of people and stations."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.panels import Panel, register
from employment.desk import placement as desk


def of_person(person, user):
    found = desk.of_person(person, user)
    return found | {"person": person, "is_empty": not any(found.values())}


def of_station(station, user):
    return desk.of_station(station, user, timezone.localdate()) | {"station": station}


def register_all():
    register(
        "veterans.person",
        Panel(
            "placement",
            _("Placement and training"),
            "employment/placement_person_tab.html",
            of_person,
            badge=desk.count_of_person,
            place="tab",
            needs="placement.view",
            order=45,
        ),
    )
    register(
        "stations.station",
        Panel(
            "placement",
            _("Placement and training"),
            "employment/placement_station_panel.html",
            of_station,
            needs="placement.view",
            order=45,
        ),
    )
