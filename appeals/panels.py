"""What appeals add to the pages of people and stations, and to the leader's home."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appeals import desk
from core.panels import Panel, register

SHOWN = 50


def of_person(person, user):
    return {"appeals": desk.of_person(person, user)[:SHOWN], "person": person}


def open_of_person(person, user):
    return desk.of_person(person, user).open().count() or None


def of_station(station, user):
    rows = desk.of_station(station, user)
    today = timezone.localdate()
    return {
        "station": station,
        "open": rows.working().count(),
        "overdue": rows.working().overdue(today).count(),
        "appeals": rows.working().order_by("due_on")[:5],
    }


def self_check(station, user):
    return {"check": desk.checkup(user, timezone.localdate())}


def register_all():
    tab = {"place": "tab", "needs": "appeal.view", "order": 30}
    register(
        "veterans.person",
        Panel("appeals", _("Appeals"), "appeals/person_tab.html", of_person, badge=open_of_person, **tab),
    )
    register(
        "stations.station",
        Panel("appeals", _("Appeals"), "appeals/station_panel.html", of_station, needs="appeal.view", order=30),
    )
    register(
        "home",
        Panel(
            "self_check",
            _("Self-check of the clocks"),
            "appeals/check_panel.html",
            self_check,
            place="aside",
            needs="appeal.sign_opinion",
            order=10,
        ),
    )
