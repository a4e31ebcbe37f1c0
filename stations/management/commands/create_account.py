from django.utils.translation import gettext as _

from core.actions import Refused
from core.commands import PortalCommand
from stations.actions import create_account, system_account
from stations.models import Station


class Command(PortalCommand):
    help = "Make an account at a station (its division's code). The first administrator of a new portal is made so."

    def arguments(self, parser):
        parser.add_argument("name")
        parser.add_argument("--station", required=True, help="division code, 6 to 12 digits")
        parser.add_argument("--role", action="append", required=True)
        parser.add_argument("--password", required=True)
        parser.add_argument("--full-name", default="")

    def work(self, *, name, station, role, password, full_name, **options):
        place = Station.objects.filter(division__code=station.ljust(12, "0")).first()
        if place is None:
            raise Refused("no_station", _("No station has the code %(code)s.") % {"code": station})
        account = create_account(
            by=system_account(),
            username=name,
            full_name=full_name or name,
            station=place,
            role_names=role,
            password=password,
        )
        return {"account": account.username, "station": str(place), "roles": account.role_names}
