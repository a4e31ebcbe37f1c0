from django.contrib.auth import get_user_model
from django.utils import timezone

from core import audit, backup
from core.commands import PortalCommand
from core.models import Setting


class Command(PortalCommand):
    help = "Save the database, the files and the keys into DIR (new or empty)."

    def arguments(self, parser):
        parser.add_argument("dir")
        parser.add_argument("--keys", help="another folder for the keys, best on another medium")

    def work(self, *, dir, keys, **options):
        manifest = backup.make(dir, keys_folder=keys)
        rows = sum(table["rows"] for table in manifest["tables"].values())
        result = {"backup": str(dir), "tables": len(manifest["tables"]), "rows": rows, "engine": manifest["engine"]}
        Setting.objects.update_or_create(
            pk="backup.made", defaults={"value": {**result, "at": timezone.now().isoformat()}}
        )
        by = get_user_model().objects.filter(is_system=True).first()
        audit.record("portal.backup", None, by=by, note=f"{rows} rows, {len(manifest['tables'])} tables")
        return result | {"keys": str(keys or f"{dir}/keys"), "keys_are_apart": manifest["keys_are_apart"]}
