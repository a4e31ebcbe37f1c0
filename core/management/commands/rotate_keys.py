from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from core import audit, jobs, keyring
from core.actions import Refused
from core.commands import PortalCommand
from core.models import Job, JobState


class Command(PortalCommand):
    help = "Seal everything with a new key. Stopped half-way, run it again: it goes on where it was."

    def arguments(self, parser):
        parser.add_argument(
            "--blind-index",
            action="store_true",
            help="also change the key of the search indexes; nobody can save sealed values meanwhile",
        )

    def work(self, *, blind_index, **options):
        by = get_user_model().objects.filter(is_system=True).first()
        result = {"ok": True, **self.finish("keys.reseal", by), "key": keyring.ring().sealing}
        if blind_index:
            result["blind_index"] = self.finish("keys.reindex", by)
        return result

    def finish(self, kind, by):
        """Do the unfinished job of this kind, or a new one, to its end."""
        row = Job.objects.filter(kind=kind, state__in=[JobState.QUEUED, JobState.RUNNING]).first()
        if row is None:
            if kind == "keys.reseal":
                keyring.add_sealing_key()
            audit.record(kind, None, by=by, note=keyring.ring().sealing)
            row = jobs.prepare(kind, by=by, args={})
        row = jobs.run_here(row)
        if row.state != JobState.DONE:
            raise Refused("rotation_stopped", row.error or _("The work was stopped; run the command again."))
        return row.result
