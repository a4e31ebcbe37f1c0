from django.contrib.auth import get_user_model

from core import audit, backup
from core.commands import PortalCommand


class Command(PortalCommand):
    help = "Put the backup in DIR in place of this portal's database, files and keys."

    def arguments(self, parser):
        parser.add_argument("dir")
        parser.add_argument("--keys", help="the folder of the keys, where they were kept apart")
        parser.add_argument("--replace", action="store_true", help="also when this portal holds data")

    def work(self, *, dir, keys, replace, **options):
        manifest = backup.restore(dir, keys_folder=keys, replace=replace)
        rows = sum(table["rows"] for table in manifest["tables"].values())
        by = get_user_model().objects.filter(is_system=True).first()
        audit.record("portal.restore", None, by=by, note=f"{manifest['made_at']}, {rows} rows")
        return {"restored": str(dir), "made_at": manifest["made_at"], "tables": len(manifest["tables"]), "rows": rows}
