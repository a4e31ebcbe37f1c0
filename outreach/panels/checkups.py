"""Checkups beside the records of people and stations: done, call back, dates. Nothing that was found."""

from django.utils.translation import gettext_lazy as _

from core.panels import Panel, register
from outreach.desk import checkups as desk


def of_person(person, user):
    return {"exams": desk.of_person(person, user)}


def open_of_person(person, user):
    return desk.exams(user).filter(person=person).to_follow_up().count() or None


def of_station(station, user):
    campaigns = desk.of_station(station, user)
    return {"campaigns": campaigns, "station": station} if campaigns else None


def register_all():
    needs = {"needs": "checkup.view", "order": 40}
    register(
        "veterans.person",
        Panel(
            "checkups",
            _("Checkups"),
            "outreach/person_checkups.html",
            of_person,
            place="tab",
            badge=open_of_person,
            **needs,
        ),
    )
    register(
        "stations.station", Panel("checkups", _("Checkups"), "outreach/station_checkups.html", of_station, **needs)
    )
