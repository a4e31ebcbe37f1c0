"""The lists of contracts and of the care centre: what has ended is told apart, on a phone and in the export too."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from outreach.actions import doctors
from tests.builders import TODAY, build_person
from tests.outreach.made_entitlements import build_contract

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
