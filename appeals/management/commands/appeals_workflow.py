from django.conf import settings
from django.utils import translation

from appeals.diagram import page
from core.actions import Refused
from core.commands import PortalCommand

FILE = settings.BASE_DIR / "docs" / "appeals-workflow.md"


class Command(PortalCommand):
    help = "Write docs/appeals-workflow.md from the table of steps; --check only compares."

    def arguments(self, parser):
        parser.add_argument("--check", action="store_true")

    def work(self, *, check, **options):
        with translation.override("zh-hans"):
            text = page()
        if check:
            if FILE.read_text(encoding="utf-8") != text:
                raise Refused("stale", "docs/appeals-workflow.md is older than the table")
        else:
            FILE.write_text(text, encoding="utf-8")
        return {"file": str(FILE.relative_to(settings.BASE_DIR)), "lines": text.count("\n")}
