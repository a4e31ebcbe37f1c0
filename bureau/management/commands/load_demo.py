from django.utils import timezone

from bureau.demo import load
from core.commands import PortalCommand


class Command(PortalCommand):
    help = "Load the real network with synthetic people and one account per role, or take the people away again."

    def arguments(self, parser):
        parser.add_argument("--people", type=int, default=2000)
        parser.add_argument("--scenario", default="", help="instead: records whose numbers are known (report)")
        parser.add_argument("--remove", action="store_true")

    def work(self, *, people, scenario, remove, **options):
        today = timezone.localdate()
        if scenario:
            return load.load_scenario(scenario, today=today)
        return load.remove() if remove else load.load(people=people, today=today)
