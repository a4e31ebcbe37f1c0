from django.utils import timezone

from core.commands import PortalCommand
from stations.actions import load_divisions, read_divisions, system_account


class Command(PortalCommand):
    help = "Load any bureau's divisions (CSV: code,name,tier,parent_code) and open one station for each."

    def arguments(self, parser):
        parser.add_argument("file")

    def work(self, *, file, **options):
        return load_divisions(by=system_account(), rows=read_divisions(file), today=timezone.localdate())
