"""Activities on the pages of stations, talks given on those of people, the talk on that of a point raised."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.panels import Panel, register
from outreach.desk import activities as desk
from stations.choices import Tier


def of_person(person, user):
    given = desk.of_person(person, user)
    return {"given": given} if given else None


def of_issue(issue, user):
    talk = desk.talk_of(issue, user)
    return {"talk": talk} if talk else None


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
    raised = {"needs": "activity.view", "order": 50}
    register("appeals.issue", Panel("talk", _("Raised at this talk"), "outreach/issue_talk.html", of_issue, **raised))
    done = {"needs": "activity.view", "order": 45}
    register(
        "stations.station",
        Panel("activities", _("Activities this year"), "outreach/activities_panel.html", of_station, **done),
    )
