import copy
import json
import pickle

import pytest
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import transaction
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from core import keyring, vault
from core.actions import Refused
from core.models import Draft
from core.vault import Sealed, SealedField

NUMBER = "421281197311051234"

pytestmark = pytest.mark.usefixtures("keys")


def last_four(text):
    return "*" * (len(text) - 4) + text[-4:]


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_whatever_is_sealed_comes_back_the_same(text):
    assert vault.unseal(vault.seal(text)) == text


@pytest.mark.parametrize("name", ["𬭎䶮", "买买提·吐尔逊", "👨‍👩‍👧", "a$b$c"])
def test_rare_characters_survive_sealing(name):
    assert vault.unseal(vault.seal(name)) == name


def test_the_same_text_is_sealed_differently_each_time():
    assert len({vault.seal(NUMBER) for _ in range(50)}) == 50


def test_many_are_sealed_as_one_is():
    sealed = vault.seal_many([NUMBER, None, "", "13812345678"])
    assert [vault.unseal(value) for value in sealed] == [NUMBER, None, "", "13812345678"]


def test_a_sealed_text_tells_cipher_and_key_and_nothing_else():
    cipher, key_id, body = vault.seal(NUMBER).split("$")
    assert cipher == "sm4" and key_id == keyring.ring().sealing and NUMBER not in body


def test_a_ring_with_aes_keys_works_too(monkeypatch):
    monkeypatch.setattr(keyring, "has_sm4", lambda: False)
    keyring.add_sealing_key()
    sealed = vault.seal(NUMBER)
    assert sealed.startswith("aes$") and vault.unseal(sealed) == NUMBER


@pytest.mark.parametrize("spoil", [lambda s: s[:-8] + "AAAAAAA=", lambda s: "sm4$00000000$" + s[13:], lambda s: NUMBER])
def test_an_altered_value_cannot_be_opened(spoil):
    with pytest.raises(vault.Unreadable):
        vault.unseal(spoil(vault.seal(NUMBER)))


def test_a_value_cannot_pretend_to_be_sealed_with_another_key():
    old = vault.seal(NUMBER)
    keyring.add_sealing_key()
    with pytest.raises(vault.Unreadable):
        vault.unseal(f"sm4${keyring.ring().sealing}$" + old.split("$")[2])


def test_a_digest_depends_on_text_purpose_and_key_only():
    assert vault.digest(NUMBER, "identity") == vault.digest(NUMBER, "identity")
    assert len({vault.digest(NUMBER, "identity"), vault.digest(NUMBER, "phone"), vault.digest("1", "identity")}) == 3
    assert len(vault.digest(NUMBER, "identity")) == 32


def test_a_digest_of_the_last_four_is_found_by_the_last_four():
    assert vault.digest(NUMBER, "identity.last4") == vault.digest("1234", "identity.last4")
    assert vault.digest(NUMBER, "identity.last6") == vault.digest("051234", "identity.last6")
    assert vault.digest("1234", "identity.last4") != vault.digest("1234", "identity")


def test_a_digest_is_not_the_bare_hash_of_the_number(settings, tmp_path):
    first = vault.digest(NUMBER, "identity")
    settings.KEYS_DIR = tmp_path / "other"
    assert vault.digest(NUMBER, "identity") != first


def test_a_sealed_value_says_its_mask_everywhere():
    value = Sealed.of(NUMBER, last_four)
    shown = [
        str(value),
        f"{value}",
        f"{value:>20}",
        repr(value),
        "".join([str(value)]),
        repr([value]),
        json.dumps(str(value)),
    ]
    assert all(NUMBER not in text for text in shown)
    assert str(value) == "**************1234" and value.last4 == "1234"
    assert Template("{{ v }} {{ v.plain }} {{ v|upper }}").render(Context({"v": value})).count("42128") == 0


def test_a_sealed_value_keeps_its_secret_when_pickled_or_copied():
    value = Sealed.of(NUMBER, last_four)
    pickled = pickle.dumps(value)
    assert NUMBER.encode() not in pickled
    assert pickle.loads(pickled) == value and str(pickle.loads(pickled)) == str(value)
    assert copy.deepcopy(value) is value


def test_sealed_values_compare_by_their_plain_texts():
    value = Sealed(vault.seal(NUMBER))
    assert value == Sealed.of(NUMBER) == NUMBER
    assert value != Sealed.of("1") and value != None and value != 5  # noqa: E711
    assert len({value, Sealed.of(NUMBER)}) == 1
    assert value and not Sealed.of("")


def test_a_damaged_value_is_told_and_breaks_no_page():
    assert NUMBER not in str(Sealed("sm4$00000000$AAAA", last_four))


def test_the_database_holds_ciphertext_and_the_attribute_is_sealed(clerk):
    draft = Draft.objects.create(account=clerk, form="f", values=NUMBER)
    assert isinstance(draft.values, Sealed) and NUMBER not in str(draft.values)
    stored = Draft.objects.get().values
    assert stored.raw.startswith("sm4$") and stored.plain() == NUMBER
    assert [type(row["values"]) for row in Draft.objects.values("values")] == [Sealed]


def test_what_is_unchanged_keeps_its_ciphertext(clerk):
    Draft.objects.create(account=clerk, form="f", values=NUMBER)
    before = Draft.objects.get()
    before.form = "g"
    before.save()
    assert Draft.objects.get().values.raw == before.values.raw


def test_what_is_saved_after_a_change_of_keys_has_the_new_key(clerk):
    Draft.objects.create(account=clerk, form="f", values=NUMBER)
    draft = Draft.objects.get()
    key = keyring.add_sealing_key()
    draft.save()
    assert Draft.objects.get().values.key_id == key and Draft.objects.get().values == NUMBER


def test_bulk_writing_and_deferring_seal_too(clerk):
    Draft.objects.bulk_create(Draft(account=clerk, form=str(n), values=f"{n}") for n in range(3))
    rows = list(Draft.objects.order_by("form"))
    for row in rows:
        row.values = f"new {row.form}"
    Draft.objects.bulk_update(rows, ["values"])
    Draft.objects.filter(form="2").update(values="by update")
    found = [row.values.plain() for row in Draft.objects.defer("values").order_by("form")]
    assert found == ["new 0", "new 1", "by update"]
    assert all(row.raw.startswith("sm4$") for row in Draft.objects.values_list("values", flat=True))


@pytest.mark.parametrize("lookup", ["values", "values__contains", "values__in", "values__startswith"])
def test_a_sealed_field_cannot_be_searched_by_its_text(lookup, db):
    with pytest.raises(FieldError):
        Draft.objects.filter(**{lookup: NUMBER}).exists()
    assert not Draft.objects.filter(values__isnull=False).exists()


def test_a_form_that_sends_the_mask_back_changes_nothing(clerk):
    field = SealedField(mask=last_four)
    field.set_attributes_from_name("values")
    draft = Draft(account=clerk, form="f", values="****")
    draft.__dict__["values"] = Sealed.of(NUMBER, last_four)
    field.save_form_data(draft, "**************1234")
    assert draft.values == NUMBER
    field.save_form_data(draft, "421281197311055678")
    assert draft.values == "421281197311055678"


def test_full_clean_checks_the_plain_text_and_leaves_the_value_sealed(clerk):
    draft = Draft(account=clerk, form="f", values=NUMBER)
    draft.full_clean()
    assert isinstance(draft.values, Sealed) and draft.values == NUMBER


def test_dumping_and_loading_carries_ciphertext_only(clerk, tmp_path):
    Draft.objects.create(account=clerk, form="f", values=NUMBER)
    dump = tmp_path / "dump.json"
    call_command("dumpdata", "core.draft", output=str(dump), verbosity=0)
    assert NUMBER not in dump.read_text()
    Draft.objects.all().delete()
    call_command("loaddata", str(dump), verbosity=0)
    assert Draft.objects.get().values == NUMBER


def test_a_field_can_be_rebuilt_for_a_migration_without_its_mask():
    _name, path, _args, kwargs = SealedField(mask=last_four, null=True).deconstruct()
    assert path == "core.vault.SealedField" and kwargs == {"null": True}


def test_keys_are_readable_by_their_owner_only(keys):
    assert (keys / "keyring.json").stat().st_mode & 0o077 == 0 and keys.stat().st_mode & 0o077 == 0


def test_keys_are_never_overwritten():
    before = keyring.path().read_text()
    assert keyring.make() is False
    with pytest.raises(SystemExit) as end:
        call_command("make_keys", "--json")
    assert end.value.code == 2 and keyring.path().read_text() == before


def test_production_does_not_start_without_keys_but_can_make_them(settings, tmp_path, capsys):
    settings.IS_DEMO, settings.KEYS_DIR = False, tmp_path / "new"
    with pytest.raises(ImproperlyConfigured, match="make_keys"):
        vault.seal(NUMBER)
    assert [error.id for error in keyring.keys_are_there(None)] == ["core.E001"]
    call_command("make_keys", "--json")
    assert json.loads(capsys.readouterr().out)["ok"] and vault.unseal(vault.seal(NUMBER)) == NUMBER
    assert keyring.keys_are_there(None) == []


def test_what_has_a_blind_index_is_not_written_while_the_indexes_change(clerk, monkeypatch):
    monkeypatch.setattr(Draft, "digests", {}, raising=False)
    draft = Draft.objects.create(account=clerk, form="f", values=NUMBER)
    keyring.begin_digest_change()
    with pytest.raises(Refused, match="keys_changing"):
        vault.digest(NUMBER, "identity")
    with pytest.raises(Refused, match="keys_changing"), transaction.atomic():
        draft.save()
    draft.form = "g"
    draft.save(update_fields=["form"])
    assert Draft.objects.get().values == NUMBER
    keyring.finish_digest_change()
    draft.save()


def test_drafts_are_kept_while_the_indexes_change(clerk):
    keyring.begin_digest_change()
    Draft.objects.create(account=clerk, form="f", values=NUMBER)
