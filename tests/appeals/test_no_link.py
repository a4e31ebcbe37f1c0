"""Nothing in the database leads from an answer to a person: every table and column is looked at."""

import json
from io import BytesIO

import pytest
from django.apps import apps
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, models
from django.urls import reverse
from openpyxl import load_workbook

from appeals.models import Batch, Remark, Response, Slip, Survey
from core.models import Event
from stations.models import Account
from tests.appeals import made_surveys as made
from tests.cast import *  # noqa: F403

# All that a sheet and an opinion are made of. Whoever adds a column here has to read docs/decisions/0010 first.
SHEET = {"id", "batch", "on", "source", "is_valid", "answers"}
OPINION = {"id", "batch", "question", "text", "category", "sorted_on", "appeal", "issue"}
SLIP = {"id", "batch", "digest"}
TO_NOBODY = {"appeals.batch", "appeals.question", "appeals.category", "appeals.appeal", "appeals.issue"}


def columns(model):
    return {field.name for field in model._meta.get_fields() if field.concrete}


def everything(without=()):
    """{table: rows} of the whole database, as text."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table not in without:
                cursor.execute(f'SELECT * FROM "{table}"')
                found[table] = sorted(json.dumps([str(value) for value in row]) for row in cursor.fetchall())
    return found


@pytest.fixture
def batch(clerk):
    return made.build_batch(clerk)


def test_a_sheet_has_no_column_that_could_lead_anywhere():
    assert columns(Response) == SHEET
    assert columns(Remark) == OPINION
    assert columns(Slip) == SLIP


def test_sheets_opinions_and_codes_refer_to_no_person_account_address_session_job_or_line():
    for model in (Response, Remark, Slip):
        for field in model._meta.get_fields():
            if field.is_relation and field.concrete:
                assert field.related_model._meta.label_lower in TO_NOBODY, field
            assert not isinstance(field, models.DateTimeField | models.GenericIPAddressField | models.TimeField), field


def test_no_table_refers_to_a_sheet_a_code_or_an_opinion():
    referring = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model in (Response, Remark, Slip)
    ]
    assert referring == []


def test_words_are_kept_apart_from_the_ticks_beside_them(batch):
    made.send(batch, q1=1, q2=4, q4="路灯不亮。")
    assert "路灯" not in json.dumps(Response.objects.get().answers, ensure_ascii=False)
    assert not {field.name for field in Remark._meta.get_fields() if field.is_relation} & {
        "response",
        "sheet",
        "sheets",
    }


@pytest.mark.parametrize("with_code", [False, True])
def test_an_answer_from_a_phone_changes_no_other_row_of_the_whole_database(client, clerk, batch, with_code):
    """Only the sheets' own tables differ afterwards; of a code only that its row is gone."""
    from appeals.actions import sheets

    slip = sheets.make_slips(by=clerk, batch=batch, today=made.TODAY)[7] if with_code else ""
    Survey.objects.update(starts_on="2020-01-01", ends_on="2099-01-01")
    address = reverse("appeals:answer", args=[batch.code])
    client.get(address)
    own = ("appeals_response", "appeals_remark", *(["appeals_slip"] if with_code else []))
    before, codes = everything(without=own), Slip.objects.count()
    form = {"q1": "1", "q2": "4", "q3": ["1"], "q4": "希望多宣传。", "slip": slip, "once": "abc"}
    answer = client.post(address, form, REMOTE_ADDR="203.0.113.77", HTTP_USER_AGENT="MicroMessenger 8.0")
    assert answer["Location"] == reverse("appeals:answered", args=[batch.code])
    assert Response.objects.count() == Remark.objects.count() == 1
    assert everything(without=own) == before
    assert Slip.objects.count() == codes - with_code
    whole = json.dumps(everything())
    assert "203.0.113.77" not in whole and "MicroMessenger" not in whole


def test_only_the_form_s_own_cookie_is_set_and_no_session(client, batch):
    Survey.objects.update(starts_on="2020-01-01", ends_on="2099-01-01")
    answer = client.get(reverse("appeals:answer", args=[batch.code]))
    assert set(answer.cookies) <= {"portal_csrf"}


def test_a_used_code_is_gone_and_does_not_hold_again(clerk, batch):
    from appeals.actions import sheets
    from core.actions import Refused

    codes = sheets.make_slips(by=clerk, batch=batch, today=made.TODAY)
    batch = Batch.objects.get(pk=batch.pk)
    made.send(batch, q2=1, slip=codes[0].lower())
    assert Slip.objects.count() == len(codes) - 1
    for wrong in (codes[0], "", "AAAA"):
        with pytest.raises(Refused) as refusal:
            made.send(batch, q2=1, slip=wrong)
        assert refusal.value.code == "slip"
    assert Response.objects.count() == 1


def test_numbers_of_sheets_are_not_in_the_order_of_their_coming(clerk, batch):
    for _sheet in range(12):
        made.send(batch, q2=1)
    keys = list(Response.objects.values_list("pk", flat=True))
    assert len(set(keys)) == 12 and max(keys) - min(keys) > 10**9


def test_closing_writes_every_sheet_anew_in_chance_order(clerk, batch):
    for number in range(30):
        made.send(batch, q1=1 + number // 10, q2=1, q4=f"意见{number:02d}")
    before = set(Response.objects.values_list("pk", flat=True)) | set(Remark.objects.values_list("pk", flat=True))
    made.close(batch, clerk)
    after = set(Response.objects.values_list("pk", flat=True)) | set(Remark.objects.values_list("pk", flat=True))
    assert not before & after
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT text FROM appeals_remark ORDER BY {order}")
        texts = [row[0] for row in cursor.fetchall()]
    assert len(texts) == 30 and texts != sorted(texts)


def test_not_even_the_transaction_tells_which_words_stood_on_which_sheet(clerk, batch):
    """PostgreSQL numbers its transactions in the rows: all of a closed batch carry the same number. SQLite has none."""
    for number in range(8):
        made.send(batch, q1=1 + number % 3, q2=1, q4=f"意见{number}")
    made.close(batch, clerk)
    mark = "xmin::text" if connection.vendor == "postgresql" else "1"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {mark} FROM appeals_response UNION SELECT {mark} FROM appeals_remark")
        assert len(cursor.fetchall()) == 1


def test_the_preview_of_a_filled_workbook_writes_nothing_anywhere_and_the_taking_only_a_total(enter, clerk, batch):
    """No row of the file, no name of it, no job: the plan is the page (docs/decisions/0014)."""
    client, address = enter(clerk), reverse("appeals:take_sheets", args=[batch.pk])
    book = load_workbook(BytesIO(client.get(reverse("appeals:sheet_workbook", args=[batch.pk])).getvalue()))
    book.active.append([2, 1, None, "只有我会这样写。"])
    book.active.append([9, 1, None, "这一份不符。"])
    file = BytesIO()
    book.save(file)
    before, files = everything(), sorted(settings.MEDIA_ROOT.rglob("*"))
    seen = client.post(address, {"file": SimpleUploadedFile("涂长林填的.xlsx", file.getvalue())})
    assert seen.context["total"] == 2 and everything() == before
    client.post(address, {"sheets": seen.context["carried"]})
    own = {"appeals_response", "appeals_remark", "appeals_batch", "core_event", "django_session"}
    assert everything(without=own) == {table: rows for table, rows in before.items() if table not in own}
    assert Event.objects.filter(verb="survey.key").get().changes == {"imported": [None, 1]}
    whole = json.dumps(everything(), ensure_ascii=False)
    assert "涂长林填的" not in whole and "这一份不符" not in whole
    assert sorted(settings.MEDIA_ROOT.rglob("*")) == files


def test_keying_leaves_no_line_for_a_sheet_but_counting_and_closing_do(clerk, batch):
    made.count(batch, clerk, 2)
    lines = Event.objects.count()
    made.key(batch, clerk, "1", "2")
    made.key(batch, clerk, is_valid=False)
    assert Event.objects.count() == lines
    made.close(batch, clerk)
    said = Event.objects.get(verb="survey.close_batch").changes
    assert said == {"distributed": [None, 50], "returned": [None, 2], "valid": [None, 1]}


def test_opinions_are_not_readable_while_sheets_come_in(enter, clerk, batch):
    made.send(batch, q2=1, q4="只有我一个人写了。")
    address = reverse("appeals:remarks", args=[batch.survey_id])
    assert "只有我一个人写了" not in enter(clerk).get(address).content.decode()
    made.close(batch, clerk)
    assert "只有我一个人写了" in enter(clerk).get(address).content.decode()


def test_no_account_is_named_on_what_follows_from_the_words(enter, clerk):
    from appeals.actions import remarks
    from appeals.models import Category

    remark = made.build_remark(clerk)
    taken = remarks.make_appeal(by=clerk, remark=remark, category=Category.objects.first(), today=made.TODAY)
    assert taken.appeal.is_anonymous and taken.appeal.person is None and taken.appeal.channel == "survey"
    assert Account.objects.exists()
