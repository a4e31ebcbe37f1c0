import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from core import jobs, keyring, ledger, rotation, vault
from core.actions import Refused
from core.audit import history, record
from core.models import Draft, Event, Job
from tests.core.conftest import sql

NUMBER = "421281197311051234"

pytestmark = pytest.mark.usefixtures("keys")


@pytest.fixture
def drafts(clerk):
    rows = [Draft(account=clerk, form=f"{n:04d}", values=f"{NUMBER}{n}") for n in range(1100)]
    return Draft.objects.bulk_create(rows, batch_size=500)


@pytest.fixture
def indexed(monkeypatch):
    """Drafts with a blind index, kept in the column of the form's name."""
    monkeypatch.setattr(Draft, "digests", {"form": ("values", "identity.last4")}, raising=False)


def run(capsys, *args):
    status = 0
    try:
        call_command("rotate_keys", "--json", *args)
    except SystemExit as end:
        status = end.code
    return status, json.loads(capsys.readouterr().out)


def key_ids():
    return {value.key_id for value in Draft.objects.values_list("values", flat=True)}


def plain_texts():
    return [draft.values.plain() for draft in Draft.objects.order_by("pk")]


def test_everything_is_sealed_anew_and_says_the_same(drafts, capsys):
    before, old = plain_texts(), keyring.ring().sealing
    status, said = run(capsys)
    assert status == 0 and said["ok"] and said["changed"] == 1100 and said["key"] == keyring.ring().sealing != old
    assert key_ids() == {said["key"]} and plain_texts() == before


def test_the_digests_stay_unless_asked_for(drafts, capsys):
    before = vault.digest(NUMBER, "identity")
    run(capsys)
    assert vault.digest(NUMBER, "identity") == before


def test_the_change_of_keys_stands_in_the_ledger_and_the_ledger_stays_readable(clerk, drafts, capsys):
    record("draft.amend", drafts[0], by=clerk, changes={"values": (None, drafts[0].values)})
    ledger.seal_pending()
    run(capsys)
    assert Event.objects.filter(verb="keys.reseal").count() == 1
    assert history(drafts[0])[0].differences[0].new == drafts[0].values and ledger.verify().ok


class Stopped(BaseException):
    """The power goes off."""


def stop_at(monkeypatch, number):
    """The chunk with this number breaks off, as if the process were killed in it."""
    real, calls = rotation._chunk, []

    def chunk(*args):
        calls.append(1)
        if len(calls) == number:
            raise Stopped
        return real(*args)

    monkeypatch.setattr(rotation, "_chunk", chunk)


def test_stopped_half_way_it_goes_on_with_the_same_key(drafts, capsys):
    before = plain_texts()
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Stopped):
        stop_at(patch, 3)
        call_command("rotate_keys", "--json")
    key = keyring.ring().sealing
    assert len(key_ids()) == 2
    status, said = run(capsys)
    assert (status, said["key"], said["changed"]) == (0, key, 1100) and key_ids() == {key}
    assert plain_texts() == before and Job.objects.filter(kind="keys.reseal").count() == 1


def test_whole_files_are_taken_a_few_at_a_time(drafts, capsys, monkeypatch):
    monkeypatch.setattr(rotation, "MOST_CHARACTERS", 1000)
    Draft.objects.filter(pk__gt=drafts[60].pk).delete()
    with CaptureQueriesContext(connection) as queries:
        assert run(capsys)[1]["changed"] == 61
    assert len(key_ids()) == 1 and sum('UPDATE "core_draft"' in query["sql"] for query in queries) > 1


def test_what_is_saved_meanwhile_is_not_overwritten(drafts, monkeypatch):
    real = rotation._resealed

    def resealed(model, rows, unreadable):
        draft = Draft.objects.get(form="1099")
        draft.values = "new"
        draft.save()
        return real(model, rows, unreadable)

    monkeypatch.setattr(rotation, "_resealed", resealed)
    call_command("rotate_keys", "--json")
    assert Draft.objects.get(form="1099").values == "new" and len(key_ids()) == 1


def test_a_value_that_cannot_be_opened_is_named_and_left_alone(drafts, capsys):
    damaged = drafts[7]
    sql('UPDATE core_draft SET "values" = %s WHERE id = %s', "sm4$00000000$AAAA", damaged.pk)
    status, said = run(capsys)
    assert status == 0 and said["unreadable"] == [f"core.draft {damaged.pk}"]
    assert Draft.objects.get(pk=damaged.pk).values.raw == "sm4$00000000$AAAA"


def test_the_blind_indexes_change_only_when_asked_for(drafts, indexed, capsys):
    old = vault.digest(NUMBER, "identity")
    status, said = run(capsys, "--blind-index")
    assert status == 0 and said["blind_index"]["changed"] == 1100
    assert vault.digest(NUMBER, "identity") != old
    for draft in Draft.objects.all()[:20]:
        assert draft.form == vault.digest(draft.values.plain(), "identity.last4")


def test_nothing_can_be_written_until_the_indexes_are_whole(drafts, indexed, capsys):
    row = jobs.prepare("keys.reindex", by=None, args={})
    with pytest.MonkeyPatch.context() as patch, pytest.raises(Stopped):
        stop_at(patch, 2)
        jobs.run_here(row)
    with pytest.raises(Refused, match="keys_changing"), transaction.atomic():
        drafts[0].save()
    run(capsys, "--blind-index")
    drafts[0].refresh_from_db()
    drafts[0].save()
    assert drafts[0].form == vault.digest(drafts[0].values.plain(), "identity.last4")


def test_a_second_rotation_is_refused_while_one_runs(drafts, capsys):
    row = jobs.prepare("keys.reseal", by=None, args={})
    jobs.claim(row.pk)
    status, said = run(capsys)
    assert status == 2 and said["error"] == "job_taken"


def test_of_many_who_add_a_key_at_once_none_is_lost(keys):
    with ThreadPoolExecutor(8) as pool:
        added = set(pool.map(lambda _: keyring.add_sealing_key(), range(40)))
    assert len(added) == 40 and added <= set(keyring.ring().content["seal"]["keys"])


@pytest.mark.django_db(transaction=True)
def test_a_command_seals_the_lines_it_wrote(keys, clerk, tmp_path):
    record("person.view", None, by=clerk)
    with pytest.raises(SystemExit):
        call_command("restore_drill", "--json", str(tmp_path / "none"))
    assert ledger.verify().pending == 0 and ledger.verify().events == 1
