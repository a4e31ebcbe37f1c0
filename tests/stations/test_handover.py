"""A clerk leaves: what they have in hand goes to the successor and the account is disabled, in one step or not at all."""

import pytest

from appeals.actions import files
from appeals.models import Appeal
from core import handover
from core.actions import Refused
from core.models import Event
from stations.actions import hand_over
from stations.models import Account, AccountSession, StandIn
from tests.appeals.conftest import categories  # noqa: F401 (an autouse fixture)
from tests.appeals.made import build_appeal, build_petition, fresh
from tests.builders import TODAY, build_account
from tests.cast import *  # noqa: F403


@pytest.fixture
def colleague(network):
    return build_account("colleague", network["赤壁市"], "bureau_officer", full_name="魏国强")


@pytest.fixture
def case(officer):
    """A case that the officer answers for, with a promise made in it."""
    case = build_petition(officer)
    Appeal.objects.filter(pk=case.pk).update(officer=officer)
    files.promise(by=officer, appeal=case, text="下周回访", due_on=TODAY, today=TODAY)
    return fresh(case)


def test_cases_and_promises_are_counted_before(officer, case, enter, system_admin):
    assert {kind.key: count for kind, count in handover.on_the_desk(officer)} == {"cases": 1, "promises": 1}
    page = enter(system_admin).get(f"/accounts/{officer.pk}/hand-over/").content.decode()
    assert "<b>1</b>" in page


def test_everything_goes_over_and_the_account_is_disabled(officer, colleague, case, system_admin):
    hand_over(by=system_admin, account=officer, successor=colleague)
    officer.refresh_from_db()
    assert (officer.is_active, officer.handed_over_to) == (False, colleague)
    assert fresh(case).officer == colleague
    assert fresh(case).version == case.version + 1
    assert case.promises.get().by == colleague
    assert not handover.on_the_desk(officer)
    assert colleague.notices.filter(kind="handover").count() == 1
    assert Event.objects.filter(verb="appeal.hand_over", subject_id=case.pk).count() == 2
    assert Event.objects.get(verb="account.hand_over").note == "cases 1 promises 1"


def test_who_is_no_officer_gets_the_work_on_the_desk_of_the_station(officer, city_clerk, case, system_admin):
    hand_over(by=system_admin, account=officer, successor=city_clerk)
    assert fresh(case).officer is None


def test_finished_work_stays_in_the_name_of_who_did_it(officer, colleague, case, system_admin):
    Appeal.objects.filter(pk=case.pk).update(state="closed")
    hand_over(by=system_admin, account=officer, successor=colleague)
    assert fresh(case).officer == officer


def test_sessions_and_stand_ins_end(officer, colleague, leader, system_admin):
    AccountSession.objects.create(account=officer, session_key="one")
    StandIn.objects.create(absent=officer, substitute=colleague, starts_on=TODAY, ends_on=TODAY, made_by=leader)
    hand_over(by=system_admin, account=officer, successor=colleague)
    assert not officer.sessions.exists()
    assert StandIn.objects.get().ended_at is not None


@pytest.mark.parametrize(
    ("successor", "code"),
    [("clerk", "out_of_sight"), ("outsider", "out_of_sight"), ("auditor", "no_records"), ("officer", "no_successor")],
)
def test_who_cannot_see_the_work_does_not_get_it(request, officer, case, system_admin, successor, code):
    with pytest.raises(Refused) as refusal:
        hand_over(by=system_admin, account=officer, successor=request.getfixturevalue(successor))
    assert refusal.value.code == code
    officer.refresh_from_db()
    assert officer.is_active
    assert fresh(case).officer == officer


def test_what_breaks_on_the_way_leaves_nothing_behind(officer, colleague, case, system_admin, monkeypatch):
    def broken(*_arguments):
        raise RuntimeError

    monkeypatch.setitem(
        handover.OPEN_WORK, "zz", handover.OpenWork("zz", "zz", count=lambda account: 1, reassign=broken)
    )
    with pytest.raises(RuntimeError):
        hand_over(by=system_admin, account=officer, successor=colleague)
    assert fresh(case).officer == officer
    assert Account.objects.get(pk=officer.pk).is_active
    assert not Event.objects.filter(verb__endswith="hand_over").exists()


def test_the_page_hands_over(enter, officer, colleague, case, system_admin):
    client, address = enter(system_admin), f"/accounts/{officer.pk}/hand-over/"
    assert client.post(address, {"successor": ""}).status_code == 422
    response = client.post(address, {"successor": colleague.pk}, follow=True)
    assert "2 " in response.content.decode()
    assert fresh(case).officer == colleague


def test_the_page_offers_only_who_reaches_the_station(enter, clerk, town_clerk, outsider, system_admin):
    page = enter(system_admin).get(f"/accounts/{clerk.pk}/hand-over/").content.decode()
    assert "徐婧" in page
    assert "但家旺" not in page


def test_others_may_not(enter, officer, security_admin):
    assert enter(security_admin).get(f"/accounts/{officer.pk}/hand-over/").status_code == 403


def test_a_case_of_the_station_is_on_nobodys_desk(clerk):
    build_appeal(clerk)
    assert handover.on_the_desk(clerk) == []
