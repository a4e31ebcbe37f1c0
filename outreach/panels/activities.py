"""Sessions, lectures and publicity on the pages of stations; talks given on the pages of people."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.panels import Panel, register
from outreach.desk import activities as desk
from stations.choices import Tier


def of_person(person, user):
    given = desk.of_person(person, user)
    return {"given": given} if given else None


def of_station(station, user):
    first = timezone.localdate().replace(month=1, day=1)
    where = {Tier.TOWN: f"&town={station.pk}", Tier.VILLAGE: f"&village={station.pk}"}.get(station.tier, "")
    return {"done": desk.of_station(station, user, first), "where": where}


def register_all():
    given = {"needs": "activity.view", "place": "aside", "order": 60}
    register(
        "veterans.person",
        Panel("given", _("Sessions and lectures given"), "outreach/given_panel.html", of_person, **given),
    )
    done = {"needs": "activity.view", "order": 45}
    register(
        "stations.station",
        Panel("activities", _("Activities this year"), "outreach/activities_panel.html", of_station, **done),
    )
