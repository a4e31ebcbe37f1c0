from django.utils.translation import gettext as _

from core.actions import Refused
from core.commands import PortalCommand
from core.imports.command import undo_batch
from stations.models import Account


class Command(PortalCommand):
    help = "Take back what an import wrote, as a user would. What later work stands on stays and is listed."

    def arguments(self, parser):
        parser.add_argument("batch", type=int)
        parser.add_argument("--user", required=True, help="the account in whose name and area it is undone")

    def work(self, *, batch, user, **options):
        account = Account.objects.filter(username=user, is_active=True).first()
        if account is None:
            raise Refused("no_user", _("No account in use has the name %(name)s.") % {"name": user})
        return undo_batch(by=account, number=batch)
