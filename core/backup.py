"""Backup and restore: the database, the files and the keys, each a part of its own, with counts and digests to prove it.

    DIR/manifest.json    what is in it: rows and digest of every table, digest of every part, the ledger's end
    DIR/database.dump    PostgreSQL (pg_dump, custom format), or DIR/database.sqlite3
    DIR/files.tar        uploaded files and the ledger's archive
    DIR/keys/            the keys: without them the sealed values are lost, with them they are open. Keep them elsewhere

The ledger's chain stands still meanwhile, and the counts are taken from the very snapshot that is dumped.
"""

import hashlib
import json
import shutil
import tarfile
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from core import backup_database as database
from core import keyring, ledger
from core.actions import Refused

FORMAT = 1
FILES, KEYS, MANIFEST = "files.tar", "keys", "manifest.json"


@dataclass(frozen=True)
class Difference:
    """A table whose restored rows are not those that were saved."""

    table: str
    saved: dict
    found: dict | None


def make(folder, *, keys_folder=None):
    """Write a backup into the empty or new `folder`; the keys into `keys_folder` where that is given. Returns the manifest."""
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise Refused("not_empty", _("The folder %(folder)s is not empty.") % {"folder": folder})
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with ledger.held():
        part, tables = database.dump(folder)
        keys = _copy_keys(Path(keys_folder) if keys_folder else folder / KEYS)
    _pack_files(folder / FILES)
    manifest = {
        "format": FORMAT,
        "made_at": timezone.now().isoformat(),
        "engine": connection.vendor,
        "database": part,
        "tables": tables,
        "parts": {name: digest_of(folder / name) for name in (part, FILES)},
        "keys": {name: hashlib.sha256(text).hexdigest() for name, text in keys.items()},
        "keys_are_apart": keys_folder is not None,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=1))
    return manifest


def _copy_keys(target):
    """The key ring and the ledger's end, readable by their owner only."""
    target.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = {file.name: file.read_bytes() for file in sorted(Path(settings.KEYS_DIR).glob("*.json"))}
    for name, text in found.items():
        file = target / name
        file.touch(mode=0o600)
        file.write_bytes(text)
    return found


def _pack_files(target):
    with tarfile.open(target, "w") as archive:
        for name, place in file_places().items():
            if place.exists():
                archive.add(place, arcname=name)


def file_places():
    """What is packed beside the database: {name in the archive: folder}."""
    return {"files": Path(settings.MEDIA_ROOT), "ledger": ledger.archive_folder()}


def digest_of(file):
    with open(file, "rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def read_manifest(folder):
    """The manifest of a complete, unaltered backup. Raises Refused otherwise."""
    file = Path(folder) / MANIFEST
    if not file.exists():
        raise Refused("no_backup", _("There is no complete backup in %(folder)s.") % {"folder": folder})
    manifest = json.loads(file.read_text())
    if manifest.get("format") != FORMAT:
        raise Refused("other_format", _("This backup was made by another version of the portal."))
    for name, digest in manifest["parts"].items():
        if not (Path(folder) / name).exists() or digest_of(Path(folder) / name) != digest:
            raise Refused("damaged", _("The part %(name)s is missing or damaged.") % {"name": name})
    if manifest["engine"] != connection.vendor:
        raise Refused("other_engine", _("The backup comes from another kind of database (%(engine)s).") % manifest)
    return manifest


def restore(folder, *, keys_folder=None, replace=False):
    """Put a backup in place of what is here. An own database with people in it is only replaced when `replace` says so."""
    manifest = read_manifest(folder)
    if not replace and not database.is_empty():
        raise Refused("not_empty", _("This portal holds data. Say --replace to put the backup in its place."))
    keys = Path(keys_folder) if keys_folder else Path(folder) / KEYS
    _check_keys(keys, manifest)
    with ledger.held():
        database.load(Path(folder) / manifest["database"])
        _restore_keys(keys)
    _unpack_files(Path(folder) / FILES)
    differences = compare(manifest["tables"], database.tables_here())
    if differences:
        names = "、".join(one.table for one in differences)
        raise Refused(
            "differs", _("After the restore these tables differ from the backup: %(names)s") % {"names": names}
        )
    return manifest


def _check_keys(keys, manifest):
    """The keys at hand must be those of the backup: with others nothing sealed could be read."""
    for name, digest in manifest["keys"].items():
        file = keys / name
        if not file.exists():
            message = _("The keys of this backup are missing: give their folder with --keys.")
            raise Refused("no_keys", message)
        if hashlib.sha256(file.read_bytes()).hexdigest() != digest:
            raise Refused("other_keys", _("The keys are not those of this backup: %(name)s differs.") % {"name": name})


def _restore_keys(keys):
    for file in keys.glob("*.json"):
        keyring.replace_file(Path(settings.KEYS_DIR) / file.name, file.read_text())


def _unpack_files(file):
    for place in file_places().values():
        shutil.rmtree(place, ignore_errors=True)
    with tarfile.open(file) as archive:
        for member in archive:
            name, _slash, rest = member.name.partition("/")
            if name in file_places():
                member.name = rest or "."
                archive.extract(member, file_places()[name], filter="data")


def drill(folder):
    """Restore into a scratch database, compare every table, drop it. Returns what was found."""
    manifest = read_manifest(folder)
    with database.scratch(Path(folder) / manifest["database"]) as tables:
        differences = compare(manifest["tables"], tables)
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return {
        "ok": not differences,
        "tables": len(manifest["tables"]),
        "rows": rows,
        "differences": [one.table for one in differences],
        "made_at": manifest["made_at"],
        "tried_at": timezone.now().isoformat(),
    }


def compare(saved, found):
    """Every table whose count or digest is another one."""
    return [Difference(name, table, found.get(name)) for name, table in saved.items() if found.get(name) != table]
