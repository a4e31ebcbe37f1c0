"""What the bureau's own tables put on the home page: tasks from above that wait for this station."""

from django.utils.translation import gettext as _

from bureau.models import ErrandPart
from core.worklist import Work

MOST = 20


def waiting_tasks(user, today):
    """Parts of the user's own station that are not answered yet."""
    parts = ErrandPart.objects.visible_to(user).open().filter(station=user.station_id)
    for part in parts.select_related("errand__station__division").order_by("errand__due_on")[:MOST]:
        note = _("from %(place)s") % {"place": part.errand.station.place}
        button = _("Answer") if part.received_on else _("Sign for it")
        yield Work(_("Task"), part.errand.title, part.get_absolute_url(), part.errand.due_on, note, button)
