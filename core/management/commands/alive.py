from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import Refused
from core.commands import PortalCommand
from core.health import PARTS, SILENCE, silent_parts


class Command(PortalCommand):
    help = "Health check of a process without an address: exit 2 when it has been silent for ten minutes."
    seals = False

    def arguments(self, parser):
        parser.add_argument("part", choices=PARTS)

    def work(self, *, part, **options):
        now = timezone.now()
        if part in silent_parts(now, since=now - SILENCE):
            raise Refused("silent", _("Nothing has been heard of %(part)s for ten minutes.") % {"part": part})
        return {"part": part, "state": "ok"}
