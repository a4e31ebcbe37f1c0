"""Numbers cannot be rebuilt from any masked page, export or answer (handbook §10.4)."""

import io
import re

import openpyxl
import pytest

from core.models import Event
from core.validators import PartialDate
from tests.builders import TODAY, build_person
from veterans.actions import add_related, amend_person

pytestmark = pytest.mark.django_db

PAGES = ("", "{pk}/", "{pk}/?tab=service", "{pk}/?tab=family", "{pk}/?tab=work", "{pk}/?tab=honours", "{pk}/?tab=changes",
         "{pk}/amend/", "{pk}/form/", "call-list/", "{pk}/reveal/", "{pk}/correction/", "{pk}/merge/", "{pk}/merge/{other}/",
         "?export=ask")  # fmt: skip


@pytest.fixture
def person(clerk):
    person = build_person(
        clerk,
        name="雷家喜",
        mobile="12233334444",
        phone_other="0715-5350099",
        emergency_phone="12255556666",
        account_no="6228480000000003307",
        group="第玖拾组",
        addr="羊楼洞村九组一百零八号",
        birth_date=PartialDate(1957, 4, 17),
    )
    add_related(
        by=clerk,
        person=person,
        kind="family",
        values={
            "relation": "配偶",
            "name": "饶桂芝",
            "id_no": "990001196305182223",
            "birth_date": PartialDate(1963, 5, 18),
        },
    )
    amend_person(
        by=clerk, person=person, values={"addr": "羊楼洞村九组一百零九号"}, version=person.version, today=TODAY
    )
    return person


def secrets(person):
    """What must not be there: the numbers, the birth date in any writing, the house."""
    number = person.id_no.plain()
    yield from (number, number[:14], number[6:14], "12233334444", "5350099", "12255556666", "6228480000000003307")
    yield from ("990001196305182223", "19630518", "1963-05-18", "1963年5月18日", "一百零八号", "一百零九号", "第玖拾组")
    for year, month, day in (("1958", "03", "12"), ("1957", "04", "17")):
        yield from (
            f"{year}-{month}-{day}",
            f"{year}年{int(month)}月{int(day)}日",
            f"{year}{month}{day}",
            f"{year}-{month}",
        )


@pytest.mark.parametrize("path", PAGES)
def test_pages_of_everybody_else(enter, officer, clerk, person, path):
    other = build_person(clerk, name="雷家喜", birth_date=None)
    answer = enter(officer).get("/veterans/" + path.format(pk=person.pk, other=other.pk))
    assert answer.status_code == 200
    text = answer.content.decode()
    assert [secret for secret in secrets(person) if secret in text] == []


def test_the_export_is_masked_and_logged(enter, officer, person):
    answer = enter(officer).post("/veterans/", {"export": "1"})
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    text = " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
    assert "雷家喜" in text
    assert [secret for secret in secrets(person) if secret in text] == []
    assert Event.objects.filter(verb="person.export", by=officer).count() == 1


def test_full_numbers_leave_only_with_reason_and_permission(enter, officer, clerk, person):
    wanted = {"export": "1", "plain": "1", "reason": "上级核查"}
    assert enter(clerk).post("/veterans/", wanted).status_code == 403
    answer = enter(officer).post("/veterans/", wanted)
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    text = " ".join(str(cell.value) for row in book.active.iter_rows() for cell in row)
    assert person.id_no.plain() in text
    assert "上级核查" in Event.objects.get(verb="person.export_plain").note


def test_the_own_clerk_works_unmasked_and_each_opening_is_a_line(enter, clerk, person):
    client = enter(clerk)
    for path in ("", "amend/"):
        assert person.id_no.plain() in client.get(f"/veterans/{person.pk}/{path}").content.decode()
    verbs = list(Event.objects.filter(subject_id=person.pk, by=clerk).values_list("verb", flat=True))
    assert "person.view_plain" in verbs and "person.form" in verbs
    assert person.id_no.plain() not in client.get("/veterans/").content.decode()


def test_a_reveal_needs_a_reason_and_opens_one_record(enter, officer, clerk, person):
    client, other = enter(officer), build_person(clerk)
    assert client.post(f"/veterans/{person.pk}/reveal/", {"reason": ""}).status_code == 422
    assert person.id_no.plain() not in client.get(f"/veterans/{person.pk}/").content.decode()
    client.post(f"/veterans/{person.pk}/reveal/", {"reason": "抚恤补助核对"})
    assert person.id_no.plain() in client.get(f"/veterans/{person.pk}/").content.decode()
    assert other.id_no.plain() not in client.get(f"/veterans/{other.pk}/").content.decode()
    assert Event.objects.get(verb="person.reveal").note == "抚恤补助核对"


def test_a_call_list_is_plain_for_the_own_station_and_one_line(enter, clerk, person):
    text = enter(clerk).get("/veterans/call-list/").content.decode()
    assert "12233334444" in text
    assert Event.objects.filter(verb="person.call_list").count() == 1


def test_no_address_carries_a_number(enter, officer, person):
    answer = enter(officer).post("/veterans/", {"q": person.id_no.plain()})
    assert not re.search(r"\d{6}", answer["Location"])
