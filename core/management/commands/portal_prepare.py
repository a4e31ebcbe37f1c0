from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from core.actions import Refused
from core.commands import PortalCommand
from core.health import demo_models
from core.management.commands.catalogue import compile_catalogues


class Command(PortalCommand):
    help = "Make ready to serve: database migrated, pages and texts in place; at a demo's first start its data."
    seals = False

    def arguments(self, parser):
        parser.add_argument("--people", type=int, help="how many synthetic people a new demo gets")

    def work(self, *, people=None, **options):
        compile_catalogues()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not settings.IS_DEMO and demo_models():
            raise Refused(
                "demo_data",
                _("This database holds demonstration data; production does not start with it. Use another database."),
            )
        return {"mode": settings.PORTAL_MODE, "demo_loaded": settings.IS_DEMO and self.load_demo(people)}

    def load_demo(self, people):
        """Network and synthetic people, when there are none yet."""
        if not apps.get_model("stations", "Division").objects.exists():
            self.say(_("Loading the network …"))
            call_command(
                "import_divisions",
                str(Path(settings.BASE_DIR) / "data" / "chibi_divisions.csv"),
                json=True,
                stdout=self.stderr,
            )
        unfinished = settings.DATA_DIR / "demo_unfinished"
        if apps.get_model("stations", "Account").objects.filter(is_system=False).exists() and not unfinished.exists():
            return False
        self.say(_("Loading the demonstration data …"))
        unfinished.touch()
        call_command("load_demo", **({"people": people} if people else {}), json=True, stdout=self.stderr)
        unfinished.unlink()
        return True

    def say(self, text):
        self.stderr.write(text)
