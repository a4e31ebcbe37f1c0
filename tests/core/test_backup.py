"""Backup and restore: what was saved comes back row for row; what is doubtful is refused; the drill compares."""

import json
import shutil

import pytest
from django.core.management import call_command
from django.db import connection

from core import backup
from core.actions import Refused
from core.models import Event, Notice, Setting
from tests.builders import build_account, build_network, build_person
from veterans.models import Person

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def portal(settings, tmp_path):
    """A portal with somebody on file, keys and one uploaded file of its own."""
    settings.KEYS_DIR, settings.DATA_DIR, settings.MEDIA_ROOT = tmp_path / "keys", tmp_path, tmp_path / "files"
    settings.MEDIA_ROOT.mkdir()
    (settings.MEDIA_ROOT / "paper.pdf").write_bytes(b"paper")
    network = build_network()
    clerk = build_account("clerk", network["羊楼洞村委会"], "station_clerk")
    return build_person(clerk, name="涂长林")


@pytest.fixture
def made(portal, tmp_path):
    backup.make(tmp_path / "backup")
    return tmp_path / "backup"


def test_a_backup_has_its_parts_and_proves_them(made):
    manifest = json.loads((made / "manifest.json").read_text())
    assert manifest["tables"]["veterans_person"]["rows"] == 1
    assert manifest["engine"] == connection.vendor
    assert {file.name for file in (made / "keys").iterdir()} >= {"keyring.json"}
    assert (made / "files.tar").exists()


def test_the_keys_can_be_kept_apart(portal, tmp_path):
    manifest = backup.make(tmp_path / "backup", keys_folder=tmp_path / "safe")
    assert manifest["keys_are_apart"]
    assert (tmp_path / "safe" / "keyring.json").exists()
    assert not (tmp_path / "backup" / "keys").exists()
    with pytest.raises(Refused, match="no_keys"):
        backup.restore(tmp_path / "backup", replace=True)


def test_a_restore_brings_back_rows_files_and_readable_numbers(made, portal, settings):
    number = portal.id_no.plain()
    Person.objects.update(name="改过")
    Notice.objects.create(account=portal.created_by, text="之后")
    shutil.rmtree(settings.MEDIA_ROOT)
    backup.restore(made, replace=True)
    person = Person.objects.get(pk=portal.pk)
    assert (person.name, person.id_no.plain()) == ("涂长林", number)
    assert not Notice.objects.filter(text="之后").exists()
    assert (settings.MEDIA_ROOT / "paper.pdf").read_bytes() == b"paper"


def test_a_portal_that_holds_data_is_not_overwritten(made):
    with pytest.raises(Refused, match="not_empty"):
        backup.restore(made)


def test_a_damaged_part_is_refused(made):
    (made / "files.tar").write_bytes(b"broken")
    with pytest.raises(Refused, match="damaged"):
        backup.restore(made, replace=True)


def test_other_keys_are_refused(made):
    (made / "keys" / "keyring.json").write_text("{}")
    with pytest.raises(Refused, match="other_keys"):
        backup.restore(made, replace=True)


def test_a_folder_with_something_in_it_is_refused(made):
    with pytest.raises(Refused, match="not_empty"):
        backup.make(made)


def test_the_drill_compares_every_table_and_leaves_a_line(made):
    call_command("restore_drill", str(made))
    assert Setting.read("backup.drill", None)["ok"] is True
    assert Event.objects.filter(verb="portal.drill", result="done").exists()


def test_the_drill_finds_a_table_that_differs(made):
    manifest = json.loads((made / "manifest.json").read_text())
    manifest["tables"]["veterans_person"]["rows"] = 2
    (made / "manifest.json").write_text(json.dumps(manifest))
    assert backup.drill(made)["differences"] == ["veterans_person"]


@pytest.mark.postgresql
def test_the_three_commands_on_postgresql(portal, tmp_path, settings):
    """pg_dump and pg_restore themselves; the drill's scratch database is gone afterwards."""
    folder, safe = tmp_path / "night", tmp_path / "safe"
    call_command("backup", str(folder), keys=str(safe))
    call_command("restore_drill", str(folder))
    assert Setting.read("backup.drill", None)["ok"] is True
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'drill%'")
        assert cursor.fetchone()[0] == 0
    number = portal.id_no.plain()
    Person.objects.update(name="改过")
    call_command("restore", str(folder), keys=str(safe), replace=True)
    person = Person.objects.get(pk=portal.pk)
    assert (person.name, person.id_no.plain()) == ("涂长林", number)
    assert Event.objects.filter(verb="portal.restore").exists()
