from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from core import audit, backup
from core.actions import Refused
from core.commands import PortalCommand
from core.models import Setting


class Command(PortalCommand):
    help = "Try the backup in DIR: restore it into a scratch database and compare counts and digests of every table."

    def arguments(self, parser):
        parser.add_argument("dir")

    def work(self, *, dir, **options):
        result = backup.drill(dir)
        Setting.objects.update_or_create(pk="backup.drill", defaults={"value": result})
        by = get_user_model().objects.filter(is_system=True).first()
        outcome = "done" if result["ok"] else "failed"
        audit.record("portal.drill", None, by=by, note=f"{result['rows']} rows", result=outcome)
        if not result["ok"]:
            names = "、".join(result["differences"])
            raise Refused(
                "differs", _("After the restore these tables differ from the backup: %(names)s") % {"names": names}
            )
        return result
