"""The lists of contracts and of the care centre: what has ended is told apart, on a phone and in the export too."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from outreach.actions import care, doctors
from tests.builders import TODAY, build_person
from tests.outreach.made_entitlements import build_bed, build_contract, build_placement, build_request

pytestmark = pytest.mark.usefixtures("on_the_day")


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_of_contracts_and_its_export_say_when_and_why_one_was_ended(enter, clerk):
    contract = build_contract(clerk, build_person(clerk), starts_on=TODAY)
    doctors.end_contract(by=clerk, contract=contract, ended_on=TODAY, reason="迁往武汉", today=TODAY)
    client, contracts = enter(clerk), f"{reverse('outreach:contracts')}?view=over"
    assert "提前终止" in text_of(client.get(contracts))
    answer = client.post(contracts, {"export": "1"})
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    cells = [str(cell.value) for row in sheet.iter_rows() for cell in row]
    assert "迁往武汉" in cells and TODAY.isoformat() in cells and contract.ends_on.isoformat() not in cells


def test_on_a_phone_too_it_shows_who_no_longer_waits_and_who_has_left(enter, officer, clerk):
    """What stands in a wide column is not seen on a phone: there it stands below the name."""
    centre = build_bed(officer).institution
    row = build_request(clerk, build_person(clerk), centre)
    care.withdraw_request(by=clerk, request=row, reason="家属照料", today=TODAY)
    page = text_of(enter(clerk).get(f"{reverse('outreach:waiting')}?state=withdrawn"))
    assert 'class="phone note"><br>已撤回' in page
    placement = build_placement(officer, build_request(clerk, build_person(clerk), centre), in_on=TODAY)
    care.leave(by=officer, placement=placement, out_on=TODAY, out_reason="回家", today=TODAY)
    page = text_of(enter(clerk).get(f"{reverse('outreach:residents')}?state=all"))
    assert f'class="phone note"><br>{TODAY:%m-%d} 离开' in page
