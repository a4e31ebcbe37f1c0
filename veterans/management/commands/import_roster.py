from pathlib import Path

from django.utils.translation import gettext as _

from core.actions import Refused
from core.commands import PortalCommand
from core.imports.command import import_file
from stations.models import Account


class Command(PortalCommand):
    help = "Import a roster of people as a user would: plan it and, unless --plan-only, write it."

    def arguments(self, parser):
        parser.add_argument("file")
        parser.add_argument("--user", required=True, help="the account in whose name and area it is imported")
        parser.add_argument("--plan-only", action="store_true", help="say what would happen and write nothing")

    def work(self, *, file, user, plan_only, **options):
        account = Account.objects.filter(username=user, is_active=True).first()
        if account is None:
            raise Refused("no_user", _("No account in use has the name %(name)s.") % {"name": user})
        path = Path(file)
        if not path.is_file():
            raise Refused("no_file", _("There is no such file."))
        return import_file(by=account, kind="veterans.roster", path=path, plan_only=plan_only)
