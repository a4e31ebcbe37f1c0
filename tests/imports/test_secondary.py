"""The smaller tables through the same pages and job: what a resource refuses, the plan says; what it writes, undo takes back."""

import io

import openpyxl
import pytest
from django.urls import reverse

from core.actions import NotAllowed
from core.imports import actions, mend
from core.imports.models import Batch, BatchState, Outcome
from core.imports.plan import kinds
from core.imports.undo import report
from core.models import Event
from stations.actions import add_staff, amend_staff
from stations.models import StaffMember, Station
from tests.builders import TODAY, build_account
from tests.imports.centre import OTHER_VILLAGE, VILLAGE, finish_job, plan, undo, write
from tests.rosters.make import xlsx

STAFF_HEADS = ["区划代码", "姓名", "职务", "办公电话", "到岗时间", "是否专职", "是否退役军人"]
STATION_HEADS = ["区划代码", "站点名称", "站长", "服务电话", "地址", "开放时间", "成立日期"]


def code_of(network, name):
    return network[name].division.code


def staff(network, name="但家旺", village=VILLAGE, **changes):
    row = dict(
        zip(STAFF_HEADS, [code_of(network, village), name, "站长", "0715-5350000", "2020-06", "是", "否"], strict=True)
    )
    return list((row | changes).values())


def planned(by, *rows, heads=STAFF_HEADS, kind="stations.staff"):
    return plan(by, content=xlsx({"名单": [heads, *rows]}), kind=kind, name="名单.xlsx")


def reasons(batch):
    return [said["code"] for row in batch.plan_rows.order_by("pk") for said in row.findings]


def test_staff_are_planned_written_and_planned_again_without_a_change(town_admin, network):
    rows = [staff(network), staff(network, "雷家喜", OTHER_VILLAGE, 是否专职="否")]
    batch = planned(town_admin, *rows)
    assert (batch.created, batch.rows) == (2, 2) and not StaffMember.objects.exists()
    assert not Event.objects.filter(verb="staff.amend").exists()
    write(town_admin, batch)
    assert batch.state == BatchState.APPLIED
    member = StaffMember.objects.get(name="但家旺")
    assert (member.station, str(member.since), member.is_full_time) == (network[VILLAGE], "2020-06", True)
    assert Event.objects.filter(verb="staff.amend").count() == 2
    again = planned(town_admin, *rows)
    assert (again.unchanged, again.rows) == (2, 2)
    write(town_admin, again)
    assert Event.objects.filter(verb="staff.amend").count() == 2


def test_a_change_names_the_field_and_a_blank_cell_changes_nothing(town_admin, network):
    write(town_admin, planned(town_admin, staff(network)))
    batch = planned(town_admin, staff(network, 职务="副站长", 办公电话=""))
    assert batch.changed == 1 and batch.plan_rows.get().touched == " post "
    write(town_admin, batch)
    member = StaffMember.objects.get()
    assert (member.post, member.phone) == ("副站长", "0715-5350000")


def test_bad_rows_are_returned_with_their_reasons_and_the_good_ones_written(town_admin, network):
    batch = planned(
        town_admin, staff(network), staff(network, "甲", 到岗时间="去年"), staff(network, "乙", 是否专职="也许"),
        staff(network, ""), staff(network), staff(network, "丙", 职务="长" * 60),
    )  # fmt: skip
    assert (batch.created, batch.rejected, batch.rows) == (1, 5, 6)
    assert reasons(batch)[2:4] == ["missing", "twice"]
    write(town_admin, batch)
    assert StaffMember.objects.count() == 1


def test_the_returned_workbook_names_the_reasons(enter, town_admin, network):
    batch = planned(town_admin, staff(network), staff(network, "甲", 到岗时间="去年"))
    content = enter(town_admin).get(reverse("bureau:returned", args=[batch.pk])).content
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    assert "到岗时间" in sheet.cell(3, sheet.max_column).value and not sheet.cell(2, sheet.max_column).value


def test_a_returned_row_is_mended_in_the_browser(town_admin, network):
    batch = planned(town_admin, staff(network, "甲", 是否专职="也许"))
    row = batch.plan_rows.get()
    token = mend.token_of(row.findings[0])
    assert [value for value, _label in mend.question(batch, row, token).options] == ["是", "否"]
    mend.mend(by=town_admin, batch=batch, row=row, token=token, answer="否", today=TODAY)
    batch.refresh_from_db()
    write(town_admin, batch)
    assert StaffMember.objects.get().is_full_time is False


def test_stations_out_of_sight_and_stations_that_do_not_exist_are_refused_alike(town_admin, network):
    foreign, nowhere = staff(network, village="毕畈村委会"), staff(network, 区划代码="990000000000")
    batch = planned(town_admin, foreign, nowhere)
    first, second = (row.findings for row in batch.plan_rows.order_by("pk"))
    assert batch.rejected == 2 and first == second
    stations = planned(
        town_admin, [code_of(network, "毕畈村委会"), "改名", "", "", "", "", ""], ["990000000000", "改名", "", "", "", "", ""],
        heads=STATION_HEADS, kind="stations.stations",
    )  # fmt: skip
    first, second = (row.findings for row in stations.plan_rows.order_by("pk"))
    assert stations.rejected == 2 and first == second


def test_stations_are_amended_and_restored(town_admin, network):
    station = network[VILLAGE]
    before = station.address
    row = [station.division.code, "", "涂站长", "0715-5351111", "羊楼洞明清石板街 8 号", "", "2019-05-20"]
    batch = planned(town_admin, row, heads=STATION_HEADS, kind="stations.stations")
    assert batch.changed == 1
    write(town_admin, batch)
    station = Station.objects.get(pk=station.pk)
    assert (station.head_name, str(station.opened_on)) == ("涂站长", "2019-05-20") and station.version == 2
    assert Event.objects.filter(verb="station.amend").count() == 1
    undo(town_admin, batch)
    station.refresh_from_db()
    assert (station.address, station.head_name) == (before, network[VILLAGE].head_name)


def test_undoing_removes_new_staff_and_keeps_what_was_edited_since(town_admin, network):
    batch = write(town_admin, planned(town_admin, staff(network), staff(network, "雷家喜")))
    edited = StaffMember.objects.get(name="雷家喜")
    amend_staff(by=town_admin, row=edited, values={"post": "政策宣传员"})
    undo(town_admin, batch)
    assert list(StaffMember.objects.all()) == [edited]
    assert [one["code"] for one in report(batch)["kept"]] == ["kept_edited"]


def test_a_row_whose_ground_has_moved_waits(town_admin, network):
    batch = planned(town_admin, staff(network), staff(network, "雷家喜"))
    add_staff(by=town_admin, station=network[VILLAGE], values={"name": "但家旺", "post": "别的"})
    write(town_admin, batch)
    assert (batch.created, batch.questioned) == (1, 1)
    assert StaffMember.objects.get(name="但家旺").post == "别的"
    assert "stale" in batch.plan_rows.get(outcome=Outcome.QUESTIONED).codes


def test_a_row_of_which_no_cell_is_wrong_is_asked_nothing(enter, town_admin, network):
    write(town_admin, planned(town_admin, staff(network)))
    twin = StaffMember.objects.get()
    twin.pk = None
    twin.save(force_insert=True)
    batch = planned(town_admin, staff(network, 是否专职="否"))
    page = enter(town_admin).get(batch.get_absolute_url()).content.decode()
    assert batch.rejected == 1 and "不止一条记录" in page
    assert "对照证件改" not in page and "/mend/" not in page


def test_a_file_of_another_kind_is_told_the_headings_of_this_one(town_admin):
    batch = plan(town_admin, content=xlsx({"名单": [["身份证号", "村组"], ["1", "2"]]}), kind="stations.staff")
    assert batch.state == BatchState.FAILED
    assert "“服务站工作人员”" in batch.failure and "“区划代码”“姓名”" in batch.failure and "身份证" not in batch.failure


def test_who_may_not_amend_staff_may_not_upload_them(leader, network):
    with pytest.raises(NotAllowed):
        actions.receive(by=leader, kind="stations.staff", file_name="a.xlsx", content=xlsx({"a": [STAFF_HEADS]}))
    assert not Batch.objects.exists()


def test_the_pages_offer_the_kinds_and_lead_to_the_result(enter, town_admin, network):
    client = enter(town_admin)
    page = client.get(reverse("bureau:upload")).content.decode()
    assert "stations.staff" in page and reverse("bureau:export", args=["stations.stations"]) in page
    batch = planned(town_admin, staff(network), staff(network, "甲", 到岗时间="去年"))
    for name in ("batch", "columns", "rows"):
        assert client.get(reverse(f"bureau:{name}", args=[batch.pk])).status_code in (200, 302)
    assert client.post(reverse("bureau:confirm", args=[batch.pk])).status_code == 302
    finish_job(batch)
    for name in ("batch", "rows", "absent"):
        assert client.get(reverse(f"bureau:{name}", args=[batch.pk])).status_code == 200


@pytest.mark.parametrize("kind", ["stations.staff", "stations.stations"])
def test_what_is_taken_away_is_read_back_unchanged(enter, town_admin, network, kind):
    write(town_admin, planned(town_admin, staff(network), staff(network, "=cmd()", 是否专职="否")))
    content = enter(town_admin).get(reverse("bureau:export", args=[kind])).content
    assert Event.objects.filter(verb="station.export").count() == 1
    again = plan(town_admin, content=content, kind=kind)
    assert again.rows and again.unchanged == again.rows, reasons(again)


def test_an_export_shows_the_own_area_only(enter, town_admin, officer, network):
    add_staff(by=officer, station=network["毕畈村委会"], values={"name": "外乡人"})
    add_staff(by=officer, station=network[VILLAGE], values={"name": "本乡人"})
    content = enter(town_admin).get(reverse("bureau:export", args=["stations.staff"])).content
    text = str([[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(content)).active.rows])
    assert "本乡人" in text and "外乡人" not in text


def test_the_empty_template_is_read_without_a_question(enter, town_admin):
    content = enter(town_admin).get(reverse("bureau:template", args=["stations.staff"])).content
    batch = plan(town_admin, content=content, kind="stations.staff")
    assert batch.state == BatchState.PLANNED and batch.rejected == 0


def test_exports_of_other_kinds_are_not_there(enter, town_admin, network):
    client = enter(town_admin)
    assert client.get(reverse("bureau:export", args=["veterans.roster"])).status_code == 404
    assert client.get(reverse("bureau:export", args=["nothing"])).status_code == 404
    auditor = build_account("looker", network["赤壁市"], "auditor")
    assert enter(auditor).get(reverse("bureau:export", args=["stations.staff"])).status_code in (403, 404)


def test_a_lost_connection_is_no_reason_to_return_a_row(town_admin, network, monkeypatch):
    from django.db import OperationalError

    from core import jobs
    from core.models import Job, JobState
    from stations import actions as verbs

    def lost(**_about):
        raise OperationalError("server closed the connection unexpectedly")

    batch = planned(town_admin, staff(network))
    actions.confirm(by=town_admin, batch=batch)
    with monkeypatch.context() as patch:
        patch.setattr(verbs, "add_staff", lost)
        assert jobs.run_here(Job.objects.get(pk=batch.job)).state == JobState.RUNNING
    assert not StaffMember.objects.exists() and Batch.objects.get().questioned == 0
    Job.objects.filter(pk=batch.job).update(lease_until="2020-01-01T00:00Z")
    finish_job(batch)
    assert StaffMember.objects.count() == 1 and batch.state == BatchState.APPLIED


def test_a_file_is_the_roster_of_people_unless_somebody_says_otherwise(city_admin):
    assert kinds(city_admin)[0].kind == "veterans.roster"
    assert len(kinds(city_admin)) > 1
