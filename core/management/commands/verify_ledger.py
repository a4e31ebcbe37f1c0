import sys

from django.utils import timezone

from core import ledger
from core.commands import PortalCommand
from core.models import Setting


class Command(PortalCommand):
    help = "Prove that no line of the ledger was changed, inserted or removed. Exit 2 when the chain does not hold."

    def handle(self, *args, **options):
        verdict = ledger.verify()
        result = self.said(verdict)
        Setting.objects.update_or_create(
            pk="ledger.verified", defaults={"value": {**result, "checked_at": timezone.now().isoformat()}}
        )
        self.show(result, as_json=options["json"])
        if not verdict.ok:
            sys.exit(2)

    def said(self, verdict):
        if not verdict.ok:
            return {"error": "ledger_broken", "message": verdict.message, "at": verdict.at}
        return {
            "ok": True,
            "events": verdict.events,
            "pending": verdict.pending,
            "archived": verdict.archived,
            "absent_archives": verdict.absent,
        }
