"""The ledger for the auditor: masks only, filters, export, and who reads unusually much."""

import io
from datetime import timedelta

import openpyxl
import pytest
from django.utils import timezone

from core import audit
from core.models import Event
from stations.reading import unusual_reading
from tests.builders import TODAY, build_account, build_person
from tests.cast import *  # noqa: F403
from veterans.actions import amend_person


def text_of(response):
    return response.content.decode()


def read(account, count, days_ago=0, hour=10, start=0):
    """`count` different records opened by an account on one day."""
    at = timezone.localtime().replace(hour=hour, minute=0) - timedelta(days=days_ago)
    for number in range(start, start + count):
        Event.objects.create(
            **audit.line("person.view", audit.Subject("veterans.person", number), by=account, at=at)._asdict()
        )


def test_the_auditor_sees_who_did_what_and_no_number(enter, auditor, clerk):
    person = build_person(clerk, mobile="12000000777")
    number, before = person.id_no.plain(), str(person.mobile)
    amend_person(by=clerk, person=person, values={"mobile": "12000000888"}, version=person.version, today=TODAY)
    client = enter(auditor)
    page = text_of(client.get("/ledger/"))
    assert before in page and clerk.full_name in page
    for secret in (number, "12000000777", "12000000888"):
        assert secret not in page


def test_opening_the_ledger_is_itself_a_line(enter, auditor):
    enter(auditor).get("/ledger/")
    assert Event.objects.filter(verb="ledger.view", by=auditor).count() == 1


@pytest.mark.parametrize("who", ["clerk", "officer", "leader", "system_admin", "security_admin", "city_admin"])
def test_nobody_else_reads_it(request, enter, who):
    client = enter(request.getfixturevalue(who))
    assert client.get("/ledger/").status_code == 403
    assert client.post("/ledger/verify/").status_code == 403


def rows_of(client, query):
    return list(client.get(f"/ledger/?{query}").context["page"].look.page)


def test_the_filters_leave_what_they_say(enter, auditor, clerk):
    build_person(clerk)
    audit.record("person.view", clerk, by=clerk)
    audit.record("account.login", clerk, by=None, result="refused")
    client = enter(auditor)
    assert {row.verb for row in rows_of(client, "kind=read")} == {"person.view"}
    assert {row.verb.partition(".")[0] for row in rows_of(client, "kind=access")} == {"account"}
    assert {row.result for row in rows_of(client, "result=failed")} == {"refused"}
    assert {row.by_id for row in rows_of(client, f"by={clerk.pk}")} == {clerk.pk}
    Event.objects.filter(verb="person.view").update(at=timezone.now() - timedelta(days=8))
    assert not rows_of(client, "kind=read&period=7")


def test_the_export_is_masked_and_leaves_a_line(enter, auditor, clerk):
    number = build_person(clerk).id_no.plain()
    response = enter(auditor).post("/ledger/", {"export": "1"})
    assert response.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(response.getvalue()))
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row]
    assert clerk.full_name in cells
    assert not any(number in cell for cell in cells)
    assert Event.objects.filter(verb="ledger.export", by=auditor).exists()


# ——— unusual reading ———


def test_three_times_the_usual_day_is_unusual(clerk):
    for day in range(1, 6):
        read(clerk, 12, days_ago=day)
    read(clerk, 40)
    (one,) = unusual_reading(timezone.now() + timedelta(hours=14))
    assert (one.by, one.count, one.usual, one.is_night) == (clerk.pk, 40, 12, False)


def test_a_busy_desk_and_the_same_record_again_are_not(clerk, outsider):
    for day in range(12):
        read(clerk, 40, days_ago=day)
    for _time in range(40):
        read(outsider, 1)
    assert not unusual_reading(timezone.now() + timedelta(hours=14))


def test_reading_at_night_is_unusual(clerk):
    read(clerk, 5, days_ago=1, hour=23)
    (one,) = unusual_reading(timezone.now())
    assert one.is_night


def test_the_page_names_who_read_so_much(enter, auditor, clerk, network):
    busy = build_account("busy", network["毕畈村委会"], "station_clerk", full_name="但启明")
    read(busy, 35, days_ago=1)
    assert "但启明" in text_of(enter(auditor).get("/ledger/?kind=access"))


def test_every_line_is_told_in_words_not_in_codes(enter, auditor, clerk):
    build_person(clerk)
    client = enter(auditor)
    client.get("/ledger/")
    rows = rows_of(client, "")
    assert {"人员", "账号"} & {row.kind for row in rows}
    assert not [row.said for row in rows if "." in row.said] and not [row.kind for row in rows if "." in row.kind]
