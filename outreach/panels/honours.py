"""Visits, help and honours on the pages of people and stations."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.panels import Panel, register
from outreach.desk import assistance, honours, visits

SHOWN = 30


def of_person(person, user):
    return {
        "person": person,
        "visits": visits.of_person(person, user)[:SHOWN],
        "grants": assistance.of_person(person, user)[:SHOWN] if user.may("grant.view") else (),
        "cares": assistance.cares_of(person, user)[:SHOWN],
        "notices": honours.notices_of(person, user)[:SHOWN],
        "awards": honours.awards_of(person, user)[:SHOWN],
    }


def count_of_person(person, user):
    return visits.of_person(person, user).count() or None


def of_station(station, user):
    first = timezone.localdate().replace(month=1, day=1)
    return {"station": station, "year": first.year, "done": visits.of_station(station, user, first)}


def register_all():
    tab = {"place": "tab", "needs": "visit.view", "order": 35, "badge": count_of_person}
    register(
        "veterans.person",
        Panel("outreach", _("Visits and help"), "outreach/person_tab.html", of_person, **tab),
    )
    register(
        "stations.station",
        Panel(
            "outreach", _("Visits this year"), "outreach/station_panel.html", of_station, needs="visit.view", order=40
        ),
    )
