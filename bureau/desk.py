"""What the bureau's own tables put on the home page: tasks from above that wait for this station, own tasks to be followed."""

from django.db.models import Count, F, Q
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from bureau.models import Errand, ErrandPart, ErrandPerson
from bureau.models.errands import OPEN
from core.scoping import is_visible
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


def errand(user, pk, today):
    """A task that the user sees as a whole, with how its stations stand; 404 for who sees a part of it or nothing."""
    rows = Errand.objects.visible_to(user).with_counts(today).select_related("station__division", "created_by")
    return get_object_or_404(rows, pk=pk)


def part(user, pk):
    return get_object_or_404(parts_seen(user), pk=pk)


def sees_whole(part, user):
    """Whether the user sees the task and not this part of it only."""
    return Errand.objects.visible_to(user).filter(pk=part.errand_id).exists()


def parts_seen(user):
    return ErrandPart.objects.visible_to(user).select_related("errand", "station__division")


def silent_of(errand, user):
    """The stations of a task that have not answered, with their towns."""
    rows = parts_seen(user).filter(OPEN, errand=errand).with_standing()
    return rows.select_related("station__parent__division").order_by("station__division__code")


def people_of_errand(errand, user):
    """Everybody on the lists of all stations of a task."""
    return ErrandPerson.objects.visible_to(user).filter(part__errand=errand)


def sees_blank(blank, user):
    """Whether the form of which something was filled is (still) shared with the user, or theirs."""
    return is_visible(blank, user)


def counted(people):
    """How many people a part has, for how many it was done, for how many it could not be, who is left."""
    found = dict(people.order_by().values_list("outcome").annotate(Count("pk")))
    many = sum(found.values())
    return {"many": many, "done": found.get("done", 0), "unable": found.get("unable", 0), "left": found.get("", 0)}


def waiting_tasks(user, today):
    """Parts of the user's own station that are not answered yet."""
    parts = ErrandPart.objects.visible_to(user).open().filter(station=user.station_id)
    for part in parts.select_related("errand__station__division").order_by("due_on")[:MOST]:
        note = _("from %(place)s") % {"place": part.errand.station.place}
        if part.reissued_on:
            note = _("to be done again: %(reason)s") % {"reason": part.reissue_reason}
        button = pgettext("task", "Answer") if part.received_on else _("Sign for it")
        yield Work(_("Task"), part.errand.title, part.get_absolute_url(), part.due_on, note, button)


def issued_tasks(user, today):
    """What the user issued and has to follow: stations are late, gave it back, or all have answered."""
    rows = Errand.objects.visible_to(user).filter(created_by=user, closed_on=None).with_counts(today)
    rows = rows.filter(Q(late__gt=0) | Q(returned__gt=0) | Q(answered=F("many")))
    for errand in rows.order_by("due_on")[:MOST]:
        due_on, button = errand.due_on, _("See who")
        if errand.answered == errand.many:
            due_on, note, button = None, _("every station has answered"), _("Look through and close")
        elif errand.late:
            note = _("%(late)s of %(many)s stations are late") % vars(errand)
        else:
            note = _("given back by %(returned)s stations") % vars(errand)
        yield Work(_("Task issued"), errand.title, errand.get_absolute_url(), due_on, note, button)
