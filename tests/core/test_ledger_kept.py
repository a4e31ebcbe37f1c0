import json
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from core import audit, ledger
from core.actions import Refused
from core.models import Event, Seal, Segment, Setting
from tests.core.conftest import sql, write

pytestmark = pytest.mark.usefixtures("keys")


# ——— the command ———


def run(*args):
    try:
        call_command("verify_ledger", *args)
    except SystemExit as end:
        return end.code
    return 0


def test_the_command_says_that_all_is_well(chain, capsys):
    assert run("--json") == 0
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is True and said["events"] == 5 and said["pending"] == 0


def test_the_command_ends_with_two_and_says_where_the_chain_breaks(chain, capsys):
    sql("UPDATE core_event SET note = 'x' WHERE id = %s", chain[3].pk)
    assert run("--json") == 2
    said = json.loads(capsys.readouterr().out)
    assert said["error"] == "ledger_broken" and said["at"] == "4" and said["message"]
    assert Setting.read("ledger.verified", {})["error"] == "ledger_broken"


# ——— retention ———


@pytest.fixture
def old_chain(clerk, monkeypatch):
    """Twelve sealed lines, the first eleven four years old, in segments of five."""
    monkeypatch.setattr(ledger, "SEGMENT", 5)
    long_ago = timezone.now() - timedelta(days=1500)
    audit.record_many([audit.line("x.y", None, by=clerk, note=str(n), at=long_ago) for n in range(11)])
    write(clerk, 1)
    ledger.seal_pending()


def test_whole_old_segments_go_into_files_and_the_chain_goes_on(clerk, old_chain):
    assert [(segment.first, segment.last) for segment in ledger.archive_old(by=clerk)] == [(1, 5), (6, 10)]
    assert Seal.objects.count() == 2 and Event.objects.exclude(verb="ledger.archive").count() == 2
    write(clerk, 1)
    ledger.seal_pending()
    verdict = ledger.verify()
    assert (verdict.ok, verdict.archived, verdict.events) == (True, 10, 15)
    assert ledger.archive_old(by=clerk) == []


def test_an_archive_file_can_be_kept_elsewhere_but_not_changed(clerk, old_chain):
    first, _second = ledger.archive_old(by=clerk)
    file = ledger.archive_folder() / first.file
    content = file.read_bytes()
    file.unlink()
    assert ledger.verify().ok and ledger.verify().absent == [first.file]
    file.write_bytes(content + b" ")
    assert ledger.verify().at == first.file


def test_an_archive_that_never_was_does_not_hide_a_removal(clerk, old_chain):
    sql("DELETE FROM core_event WHERE id IN (SELECT event_id FROM core_seal WHERE sequence <= 5)")
    head = Seal.objects.get(pk=5).digest
    sql("DELETE FROM core_seal WHERE sequence <= 5")
    Segment.objects.create(first=1, last=5, head=head, file="kept elsewhere", file_digest="")
    assert not ledger.verify().ok


def test_nothing_younger_than_180_days_is_archived(clerk, old_chain):
    with pytest.raises(Refused, match="too_recent"):
        ledger.archive_segments(before=timezone.now() - timedelta(days=179), by=clerk)
    Setting.objects.create(key="ledger.keep_days", value=2000)
    assert ledger.archive_old(by=clerk) == []


@pytest.mark.parametrize(
    "damage", ["UPDATE core_event SET note = 'x' WHERE note = '2'", "DELETE FROM core_event WHERE note = '2'"]
)
def test_what_was_altered_is_not_archived(clerk, old_chain, damage):
    sql(damage)
    with pytest.raises(ledger.LedgerBroken):
        ledger.archive_old(by=clerk)
    assert not Segment.objects.exists()
