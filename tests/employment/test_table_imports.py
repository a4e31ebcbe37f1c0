"""Employers, posts, enrolments, mentors, bases through the import centre: counted, written once, returned, undone."""

import io
import re
from dataclasses import dataclass
from datetime import timedelta

import openpyxl
import pytest
from django.urls import reverse

from core.actions import NotAllowed
from core.imports import actions, mend, showing
from core.imports.models import BatchState
from core.imports.plan import sheet_of
from core.imports.undo import report
from core.models import Event
from employment.models import Base, Employer, Enrolment, Mentor, Post
from stations.actions import load_divisions, system_account
from tests.builders import TODAY, build_person, identity_number
from tests.employment import made_market as market
from tests.employment import made_placement as made
from tests.imports.centre import plan, undo, write
from tests.imports.tables import on_disk, planned, reasons, said, table

EMPLOYER = {"name": "赤壁市砖茶有限公司", "kind": "民企", "contact_name": "孟经理", "contact_phone": "12600000911"}
MENTOR = {"name": "雷勇", "field": "现代农业", "appointed_on": "2025年3月1日"}
BASE = {"name": "维达力实践基地", "kind": "实践", "partner": "维达力公司", "opened_on": "2024-05-01"}


def employers(_officer):
    return [EMPLOYER | {"credit_code": market.credit_code()}, EMPLOYER | {"credit_code": market.credit_code()}]


def posts(officer):
    code = market.build_employer(officer).credit_code
    one = {
        "credit_code": code,
        "title": "装配工",
        "trade": "装配",
        "openings": "3",
        "pay_from": "4000",
        "pay_to": "5,000元",
    }
    return [one, one | {"title": "叉车工", "trade": "仓储", "skills": "叉车证", "workplace": "羊楼洞村委会"}]


def enrolments(officer):
    course = made.build_course(officer)
    people = [build_person(officer, name=name) for name in ("但家旺", "雷家喜")]
    return [
        {"name": one.name, "id_no": one.id_no.plain(), "course": course.title, "enrolled_on": "2026-11-10"}
        for one in people
    ]


@dataclass(frozen=True)
class Table:
    """One sheet under test: two good rows, and what one of them changes to."""

    kind: str
    model: type
    rows: object
    change: dict
    field: str
    verb: str


TABLES = [
    Table("employment.employers", Employer, employers, {"kind": "国企"}, "kind", "employer.add"),
    Table("employment.posts", Post, posts, {"openings": "9"}, "openings", "post.add"),
    Table("employment.enrolments", Enrolment, enrolments, {"enrolled_on": "2026-11-11"}, "enrolled_on", "training.enrol"),
    Table("employment.mentors", Mentor, lambda by: [MENTOR, MENTOR | {"name": "但家旺"}], {"firm": "砖茶厂"}, "firm",
          "enterprise.keep"),
    Table("employment.bases", Base, lambda by: [BASE, BASE | {"kind": "孵化基地"}], {"places": "30"}, "places",
          "enterprise.keep"),
]  # fmt: skip
every_table = pytest.mark.parametrize("one", TABLES, ids=lambda one: one.kind)


@every_table
def test_rows_are_planned_written_once_changed_and_undone(officer, one):
    rows = one.rows(officer)
    batch = planned(officer, one.kind, *rows)
    assert (batch.created, batch.rows) == (2, 2), said(batch)
    assert not one.model.objects.exists()
    write(officer, batch)
    assert batch.state == BatchState.APPLIED and one.model.objects.count() == 2
    assert Event.objects.filter(verb=one.verb, subject_type=one.model._meta.label_lower).count() == 2
    again = planned(officer, one.kind, *rows)
    assert (again.unchanged, again.rows) == (2, 2), said(again)
    changing = planned(officer, one.kind, rows[0] | one.change, rows[1])
    assert (changing.changed, changing.unchanged) == (1, 1)
    assert changing.plan_rows.get(outcome="changed").touched == f" {one.field} "
    write(officer, changing)
    undo(officer, changing)
    back = planned(officer, one.kind, *rows)
    assert back.unchanged == 2, "what was there before is there again"
    undo(officer, batch)
    assert not one.model.objects.exists() and not report(batch)["kept"]


@every_table
def test_a_table_that_was_taken_away_is_read_back_unchanged_and_shows_no_number(enter, officer, one):
    write(officer, planned(officer, one.kind, *one.rows(officer)))
    content = enter(officer).get(reverse("bureau:export", args=[one.kind])).content
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    texts = " ".join(str(cell.value) for line in page.rows for cell in line)
    assert not re.search(r"12600000911|\b99\d{15}[\dX]", texts)
    again = plan(officer, content=content, kind=one.kind)
    assert again.rows == 2 and again.unchanged == 2, said(again)


@every_table
def test_the_empty_template_names_every_column_and_a_file_of_it_is_planned(enter, officer, one):
    content = enter(officer).get(reverse("bureau:template", args=[one.kind])).content
    heads = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).worksheets[0][1]]
    assert heads == [column.heading for column in sheet_of(one.kind).columns]


@every_table
def test_a_required_cell_that_is_empty_and_a_row_twice_are_returned(officer, one):
    rows = one.rows(officer)
    needed = [column.key for column in sheet_of(one.kind).columns if column.is_required][-1]
    batch = planned(officer, one.kind, rows[0], rows[0], rows[1] | {needed: ""})
    assert (batch.created, batch.rejected, batch.rows) == (1, 2, 3)
    assert reasons(batch)[1:] == [["twice"], ["missing"]]


def test_who_may_not_enter_employers_may_not_upload_them(leader):
    content = table("employment.employers", EMPLOYER | {"credit_code": market.credit_code()})
    with pytest.raises(NotAllowed):
        actions.receive(by=leader, kind="employment.employers", file_name="a.xlsx", content=content)


# ——— employers and posts ———


def test_a_wrong_credit_code_says_what_is_wrong_and_is_mended_on_the_page(officer):
    good = market.credit_code()
    batch = planned(officer, "employment.employers", EMPLOYER | {"credit_code": good[:-1]})
    row = batch.plan_rows.get()
    assert reasons(batch) == [["credit_length"]]
    token = mend.token_of(row.findings[0])
    assert mend.question(batch, row, token).value == good[:-1]
    mend.mend(by=officer, batch=batch, row=row, token=token, answer=good, today=TODAY)
    batch.refresh_from_db()
    write(officer, batch)
    assert Employer.objects.get().credit_code == good


def test_digits_that_excel_has_lost_are_not_guessed(officer):
    batch = planned(officer, "employment.employers", EMPLOYER | {"credit_code": 914212810000000000})
    assert reasons(batch) == [["lost_digits"]]


def test_a_telephone_is_sealed_in_the_plan_and_masked_on_its_pages(enter, officer):
    rows = employers(officer)
    batch = planned(officer, "employment.employers", rows[0], rows[1] | {"kind": "猜"})
    assert "12600000911" not in on_disk()
    waiting = batch.plan_rows.get(outcome="rejected")
    shown = mend.shown_cells(batch, waiting)
    assert "126****0911" in str(shown) and "12600000911" not in str(shown)
    write(officer, batch)
    assert Employer.objects.get().contact_phone.plain() == "12600000911"
    again = planned(officer, "employment.employers", rows[0] | {"contact_phone": "12600000912"})
    assert [(one.old, one.new) for one in showing.changes(again.plan_rows.get())] == [("126****0911", "126****0912")]


def test_an_employer_out_of_sight_and_one_that_does_not_exist_are_refused_alike(officer, clerk, outsider):
    foreign = market.build_employer(outsider)
    row = posts(officer)[0]
    batch = planned(
        clerk,
        "employment.posts",
        row | {"credit_code": foreign.credit_code},
        row | {"credit_code": market.credit_code()},
    )
    first, second = (one.findings for one in batch.plan_rows.order_by("pk"))
    assert batch.rejected == 2 and first == second


def test_a_village_name_that_two_towns_have_is_asked_for_its_town(officer, network):
    load_divisions(
        by=system_account(), today=TODAY,
        rows=[{"code": "421281106299", "name": "蓼坪村委会", "tier": "village", "parent_code": "421281106000"}],
    )  # fmt: skip
    one, other = posts(officer)
    one, other = one | {"workplace": "蓼坪村委会"}, other | {"workplace": "神山镇 蓼坪村委会"}
    batch = planned(officer, "employment.posts", one, other)
    assert reasons(batch) == [["places"], []]
    write(officer, batch)
    assert Post.objects.get().workplace.division.code == "421281106299"


def test_what_the_model_forbids_is_said_beside_its_column(officer):
    one = posts(officer)[0]
    batch = planned(
        officer, "employment.posts", one | {"pay_from": "6000"}, one | {"title": "保洁", "is_welfare": "是"}
    )
    found = [row.findings[0] for row in batch.plan_rows.order_by("pk")]
    assert [(said["code"], said["column"]) for said in found] == [
        ("backwards", "月薪止（元）"),
        ("no_funder", "资金来源"),
    ]


def test_a_post_that_somebody_has_taken_since_is_not_undone(officer, clerk):
    batch = write(officer, planned(officer, "employment.posts", *posts(officer)))
    post = Post.objects.get(title="装配工")
    market.build_referral(officer, build_person(clerk), post)
    undo(officer, batch)
    assert list(Post.objects.all()) == [post]
    assert [one["code"] for one in report(batch)["kept"]] == ["kept_referred"]


# ——— people named by number ———


def test_somebody_out_of_sight_and_somebody_unknown_are_answered_alike(clerk, outsider, officer):
    course = made.build_course(officer)
    foreign = build_person(outsider, name="外乡人")
    row = {"course": course.title, "enrolled_on": "2026-11-10"}
    batch = planned(
        clerk, "employment.enrolments",
        row | {"id_no": foreign.id_no.plain()}, row | {"id_no": identity_number()}, row | {"record": str(foreign.pk)},
        row | {"record": "999999"}, row | {"name": "无号码"},
    )  # fmt: skip
    found = [one.findings for one in batch.plan_rows.order_by("pk")]
    assert found[0] == found[1] and found[2] == found[3] and found[0][0]["code"] == "person_unknown"
    assert reasons(batch)[4] == ["person_missing"]


def test_a_number_of_somebody_else_is_found_out_by_the_name(clerk, officer):
    course = made.build_course(officer)
    person = build_person(clerk, name="但家旺")
    row = {"id_no": person.id_no.plain(), "course": course.title, "enrolled_on": "2026-11-10"}
    assert reasons(planned(clerk, "employment.enrolments", row | {"name": "但家望"})) == [["other_name"]]
    assert planned(clerk, "employment.enrolments", row | {"name": " 但 家旺（已故）"}).created == 1


def test_an_identity_number_stands_nowhere_in_the_plan(enter, clerk, officer):
    course = made.build_course(officer)
    person = build_person(clerk)
    number = person.id_no.plain()
    good = {"id_no": number, "course": course.title, "enrolled_on": "2026-11-10"}
    batch = planned(clerk, "employment.enrolments", good, good | {"course": "没有的班"})
    assert number not in on_disk()
    row = batch.plan_rows.get(outcome="rejected")
    page = enter(clerk).get(f"{reverse('bureau:mend', args=[batch.pk])}?cause={mend.token_of(row.findings[0])}")
    assert number not in page.content.decode() and number[-4:] in page.content.decode()


def test_a_full_or_finished_course_is_refused_row_by_row(clerk, officer):
    over = made.build_course(officer, title="已结束的班", ends_on=TODAY - timedelta(days=5))
    person = build_person(clerk)
    row = {"id_no": person.id_no.plain(), "course": over.title}
    assert reasons(planned(clerk, "employment.enrolments", row | {"enrolled_on": "2026-11-20"})) == [["over"]]
    write(clerk, planned(clerk, "employment.enrolments", row | {"enrolled_on": "2026-11-12"}))
    assert Enrolment.objects.get().enrolled_on.day == 12


def test_two_courses_of_one_title_are_told_apart_by_their_first_day(clerk, officer):
    first = made.build_course(officer)
    second = made.build_course(officer, first.provider, starts_on=TODAY)
    person = build_person(clerk)
    row = {"id_no": person.id_no.plain(), "course": first.title, "enrolled_on": "2026-11-23"}
    batch = planned(clerk, "employment.enrolments", row, row | {"begins": TODAY.isoformat()})
    assert reasons(batch) == [["courses"], []]
    write(clerk, batch)
    assert Enrolment.objects.get().course == second
