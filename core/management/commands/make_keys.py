from django.utils.translation import gettext as _

from core import keyring
from core.actions import Refused
from core.commands import PortalCommand


class Command(PortalCommand):
    help = "Make the keys of a new portal. Keep a copy apart from the data: without them nothing sealed can be read."
    seals = False
    requires_system_checks = []

    def work(self, **options):
        if not keyring.make():
            raise Refused("keys_exist", _("There are keys already; they are never overwritten."))
        return {"ok": True, "file": str(keyring.path()), "cipher": keyring.ring().cipher_of(keyring.ring().sealing)[0]}
