"""What the bureau's own tables put on the home page: tasks from above that wait for this station."""

from django.utils.translation import gettext as _

from bureau.models import ErrandPart, ErrandPerson
from core.worklist import Work
from stations.choosing import OPEN_STATIONS
from veterans.models import Person

MOST = 20


def people_ticked(user, keys):
    """Those of the ticked people who are on file and in the user's sight."""
    return Person.objects.visible_to(user).on_file().filter(pk__in=keys)


def stations_of(people):
    """Where these people are on file."""
    return OPEN_STATIONS.filter(people__in=people).distinct().order_by("division__code")


def people_in(part, user):
    """The people of a part as far as the user sees them: whoever has moved away is another station's by now."""
    return ErrandPerson.objects.visible_to(user).filter(part=part).select_related("person__station__division")


def waiting_tasks(user, today):
    """Parts of the user's own station that are not answered yet."""
    parts = ErrandPart.objects.visible_to(user).open().filter(station=user.station_id)
    for part in parts.select_related("errand__station__division").order_by("errand__due_on")[:MOST]:
        note = _("from %(place)s") % {"place": part.errand.station.place}
        button = _("Answer") if part.received_on else _("Sign for it")
        yield Work(_("Task"), part.errand.title, part.get_absolute_url(), part.errand.due_on, note, button)
