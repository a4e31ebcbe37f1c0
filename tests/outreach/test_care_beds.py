"""The care centre: which beds are free, who lies in the others as far as the reader may see them, who waits."""

import io
import re

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from outreach.actions.care import withdraw_request
from outreach.forms.care import RequestForm
from outreach.models import CarePlacement
from tests.builders import TODAY, build_person
from tests.outreach.made_entitlements import build_bed, build_placement, build_request

pytestmark = pytest.mark.usefixtures("on_the_day")


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def guests(officer, clerk, outsider):
    """Two beds that are taken, by somebody of the clerk's village and by a stranger to it, and a free one."""
    for label, by, name, group in (("101-1", clerk, "吴守成", "half"), ("101-2", outsider, "邓长远", "dementia")):
        bed, person = build_bed(officer, label), build_person(by, name=name)
        build_placement(officer, build_request(by, person, bed.institution, group=group), bed)
    return build_bed(officer, "102-1"), CarePlacement.objects.get(person__name="吴守成").person


def test_the_list_of_beds_names_who_lies_there_and_what_care_they_need(enter, officer, guests):
    page = text_of(enter(officer).get(reverse("outreach:beds")))
    assert f'<a href="{guests[1].get_absolute_url()}?tab=care">吴守成</a>' in page
    assert "邓长远" in page and "半失能" in page and "失智" in page


def test_the_list_of_beds_does_not_name_who_is_out_of_sight(enter, clerk, guests):
    client = enter(clerk)
    page = text_of(client.get(reverse("outreach:beds")))
    assert "吴守成" in page and "邓长远" not in page and "失智" not in page and page.count("已住") == 2
    answer = client.post(reverse("outreach:beds"), {"export": "1"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [cell.value for row in sheet.iter_rows() for cell in row]
    assert "吴守成" in cells and "邓长远" not in cells and "失智" not in cells and cells.count("已住") == 2


def test_who_has_left_lies_in_no_bed(enter, officer, guests):
    placement = CarePlacement.objects.get(person=guests[1])
    said = {"out_on": TODAY.isoformat(), "out_reason": "回家"}
    enter(officer).post(reverse("outreach:leave", args=[placement.pk]), said)
    assert "吴守成" not in text_of(enter(officer).get(reverse("outreach:beds")))


def found_by(client, words):
    """The list of beds after somebody typed into its search."""
    return client.post(reverse("outreach:beds"), {"q": words}, follow=True)


@pytest.mark.parametrize("words", ["吴守成", "守成", "101-1"])
def test_a_bed_is_found_by_who_lies_there_or_by_its_label(enter, officer, guests, words):
    page = text_of(found_by(enter(officer), words))
    assert "吴守成" in page and "101-1" in page and "邓长远" not in page and "101-2" not in page


def test_a_search_of_the_beds_finds_nobody_out_of_sight(enter, clerk, guests):
    client = enter(clerk)
    assert [bed.label for bed in found_by(client, "吴守成").context["look"].page] == ["101-1"]
    strange = found_by(client, "邓长远")
    assert strange.context["look"].page == [] and strange.context["look"].total == 0


def test_a_search_of_the_beds_finds_nobody_who_has_left(enter, officer, guests):
    said = {"out_on": TODAY.isoformat(), "out_reason": "回家"}
    client = enter(officer)
    client.post(reverse("outreach:leave", args=[CarePlacement.objects.get(person=guests[1]).pk]), said)
    assert found_by(client, "吴守成").context["look"].total == 0


@pytest.mark.parametrize("below", ["record", "list"])
def test_a_request_is_withdrawn_on_the_record_or_in_the_list_and_one_stays_there(enter, officer, clerk, below):
    row = build_request(clerk, build_person(clerk, name="吴守成"), build_bed(officer).institution)
    record, waiting = f"{row.person.get_absolute_url()}?tab=care", f"{reverse('outreach:waiting')}?q=1"
    page, client, address = {"record": record, "list": waiting}[below], enter(clerk), withdrawal_of(row)
    assert address in client.get(record).content.decode()
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    answer = client.post(address, {"reason": "家属决定在家照料"}, headers=headers)
    assert answer["HX-Redirect"] == page
    row.refresh_from_db()
    assert row.state == "withdrawn"
    assert address not in client.get(record).content.decode()


def test_without_a_page_below_a_withdrawal_leads_to_the_waiting_list(enter, officer, clerk):
    row = build_request(clerk, build_person(clerk), build_bed(officer).institution)
    assert enter(clerk).post(withdrawal_of(row), {"reason": "家属照料"})["Location"] == reverse("outreach:waiting")


def withdrawal_of(row):
    return reverse("outreach:withdraw_request", args=[row.pk])


@pytest.fixture
def request_withdrawn(officer, clerk):
    row = build_request(clerk, build_person(clerk, name="吴守成"), build_bed(officer).institution)
    return withdraw_request(by=clerk, request=row, reason="家属决定在家照料", today=TODAY)


def test_why_a_request_was_withdrawn_is_found_again(enter, clerk, request_withdrawn):
    client = enter(clerk)
    assert "家属决定在家照料" in text_of(client.get(f"{request_withdrawn.person.get_absolute_url()}?tab=care"))
    answer = client.post(f"{reverse('outreach:waiting')}?state=withdrawn", {"export": "1"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert "家属决定在家照料" in [cell.value for row in sheet.iter_rows() for cell in row]


def test_the_history_of_the_record_says_it_in_words(enter, clerk, request_withdrawn):
    page = text_of(enter(clerk).get(f"{request_withdrawn.person.get_absolute_url()}?tab=changes"))
    line = page.partition('id="c-all"')[2].partition("撤回入住申请")[2].partition("</li></ul>")[0]
    assert "状态" in line and "轮候中" in line and "已撤回" in line
    assert not {"state", "waiting", "withdrawn"} & set(re.findall("[a-z]+", line))


def test_the_only_care_centre_is_chosen_already(officer, clerk):
    centre = build_bed(officer).institution
    assert RequestForm(user=clerk, today=TODAY, row=build_person(clerk))["institution"].value() == centre.pk
