"""The pages of the import centre: upload, columns, plan, rows, confirmation, result, undoing; who may see what."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from core import jobs
from core.actions import Refused
from core.imports import actions, mend
from core.imports.models import Batch, BatchState, RememberedMapping
from core.models import Job, JobState
from tests.builders import build_person, identity_number
from tests.imports.centre import HEADINGS, VILLAGE, WRONG_NUMBER, finish_job, line, plan, undo, workbook, write
from veterans.models import Person

PAGES = ("batch", "columns", "rows", "mend", "returned", "absent")
POSTS = ("confirm", "discard", "go_on", "stop", "undo")


def address(page, batch):
    return reverse(f"bureau:{page}", args=[batch.pk])


def upload(client, content, name="花名册.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("bureau:upload"), {"file": file, "kind": "veterans.roster"})


@pytest.fixture
def dirty(town_admin):
    wrong = line("雷家喜", WRONG_NUMBER)
    return plan(town_admin, line(), wrong, line("宋全保", village="石桥新村"), line("田福来", 入伍时间=1976.1))


def test_a_roster_goes_all_the_way(enter, town_admin):
    client = enter(town_admin)
    response = upload(client, workbook(line(), line("雷家喜", village="石桥新村")))
    batch = Batch.objects.get()
    assert response.status_code == 302 and response["Location"] == batch.get_absolute_url()
    assert "读取" in client.get(batch.get_absolute_url()).content.decode() or batch.state == BatchState.PLANNING
    finish_job(batch)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "石桥新村" in page and 'id="confirm"' in page
    assert client.post(address("confirm", batch)).status_code == 302
    finish_job(batch)
    assert batch.state == BatchState.APPLIED and Person.objects.count() == 1
    assert client.get(batch.get_absolute_url()).status_code == 200
    assert client.post(address("undo", batch)).status_code == 302
    finish_job(batch)
    assert batch.state == BatchState.UNDONE and not Person.objects.live().exists()
    assert client.get(batch.get_absolute_url()).status_code == 200


def test_the_five_outcomes_are_written_out_and_add_up(enter, town_admin, dirty):
    page = enter(town_admin).get(dirty.get_absolute_url()).content.decode()
    assert "2 + 0 + 0 + 1 + 1 = <strong>4" in page


def test_no_personal_number_stands_on_any_page(enter, town_admin, network):
    known = build_person(town_admin, network[VILLAGE], name="涂传英")
    number, wrong = identity_number(), WRONG_NUMBER
    batch = plan(
        town_admin, line("雷家喜", number, village="石桥新村"), line("宋全保", wrong, 联系电话="12000000777"),
        line("涂传英", known.id_no.plain(), 联系电话="12000000888"),
    )  # fmt: skip
    client = enter(town_admin)
    for page in ("batch", "columns", "rows"):
        text = client.get(address(page, batch)).content.decode()
        for secret in (number, wrong, "12000000777", "12000000888", known.id_no.plain()):
            assert secret not in text, page
    token = "question:village_unknown:village"
    text = client.get(address("mend", batch), {"cause": token}).content.decode()
    assert number not in text and "雷家喜" in text


def test_columns_that_nobody_knows_are_shown_before_the_plan(enter, town_admin):
    client = enter(town_admin)
    headings = ["本镇编码", *HEADINGS[1:]]
    batch = plan(town_admin, content=workbook(line(), headings=headings))
    response = client.get(batch.get_absolute_url())
    assert response["Location"] == address("columns", batch)
    page = client.get(address("columns", batch))
    assert "本镇编码" in page.content.decode()
    chosen = {f"c{index}": column["key"] or "" for index, column in enumerate(page.context["layout"]["columns"])}
    assert client.post(address("columns", batch), chosen).status_code == 302
    assert client.get(batch.get_absolute_url()).status_code == 200
    again = plan(town_admin, content=workbook(line(), headings=headings))
    assert again.columns == batch.columns


def test_a_corrected_column_is_read_again_and_remembered(enter, town_admin):
    client = enter(town_admin)
    content = workbook(line(现住址="羊楼洞大街"), headings=[h if h != "现住址" else "落脚处" for h in HEADINGS])
    batch = plan(town_admin, content=content)
    layout = client.get(address("columns", batch)).context["layout"]["columns"]
    chosen = {f"c{index}": column["key"] or "" for index, column in enumerate(layout)}
    chosen[f"c{[column['heading'] for column in layout].index('落脚处')}"] = "addr"
    client.post(address("columns", batch), chosen)
    write(town_admin, finish_job(batch))
    assert Person.objects.get().addr == "羊楼洞大街" and RememberedMapping.objects.count() == 1
    assert plan(town_admin, content=content).unchanged == 1


def test_two_columns_cannot_be_the_same(enter, town_admin, dirty):
    client = enter(town_admin)
    layout = client.get(address("columns", dirty)).context["layout"]["columns"]
    chosen = {f"c{index}": "addr" for index, _column in enumerate(layout)}
    response = client.post(address("columns", dirty), chosen)
    assert response.status_code == 422 and 'aria-invalid="true"' in response.content.decode()


def test_rows_are_answered_one_after_another(enter, town_admin, dirty):
    client, token = enter(town_admin), "ask:date_ambiguous:enlist_date"
    row = mend.waiting(dirty, token).get()
    where = f"{address('mend', dirty)}?cause={token}"
    assert client.get(where).status_code == 200
    response = client.post(where, {"row": row.pk, "token": token, "answer": "1976-10"})
    assert response["Location"] == dirty.get_absolute_url()
    assert client.post(where, {"row": row.pk, "token": token, "answer": "1976-10"}).status_code == 302
    assert not mend.waiting(dirty, token).exists()


def test_an_empty_answer_says_so(enter, town_admin, dirty):
    token = "error:id_checksum:id_no"
    row = mend.waiting(dirty, token).get()
    where = f"{address('mend', dirty)}?cause={token}"
    response = enter(town_admin).post(where, {"row": row.pk, "token": token, "answer": ""})
    assert response.status_code == 422


@pytest.mark.parametrize(
    "query", ["?outcome=rejected", "?cause=error:id_checksum:id_no", "?field=addr", "?moves=1", "?kept=1"]
)
def test_rows_are_listed_by_outcome_reason_and_field(enter, town_admin, dirty, query):
    response = enter(town_admin).get(address("rows", dirty) + query)
    assert response.status_code == 200
    if "rejected" in query or "id_checksum" in query:
        assert "雷家喜" in response.content.decode() and "田福来" not in response.content.decode()


def test_the_lists_ask_little_of_the_database(enter, town_admin, dirty, django_assert_max_num_queries):
    client = enter(town_admin)
    for where in (reverse("bureau:imports"), address("rows", dirty)):
        client.get(where)
        with django_assert_max_num_queries(12):
            client.get(where)


def test_the_returned_workbook_is_the_same_with_reasons(enter, town_admin, dirty):
    response = enter(town_admin).get(address("returned", dirty))
    sheet = openpyxl.load_workbook(io.BytesIO(response.content)).active
    assert sheet["A1"].value == "退役军人花名册" and sheet.max_row == 6
    reasons = [sheet.cell(row, sheet.max_column).value for row in range(3, 7)]
    assert reasons[1] and reasons[2] and not reasons[0]


def test_the_returned_workbook_can_be_uploaded_again(enter, town_admin, dirty):
    content = enter(town_admin).get(address("returned", dirty)).content
    again = plan(town_admin, content=content)
    assert again.counts == dirty.counts


def test_the_template_is_read_without_questions(enter, town_admin):
    content = enter(town_admin).get(reverse("bureau:template", args=["veterans.roster"])).content
    batch = plan(town_admin, content=content)
    assert batch.rejected == 0


def test_who_is_on_file_and_not_in_a_complete_roster(enter, town_admin, network):
    known = [build_person(town_admin, network[VILLAGE], name=name) for name in ("涂传英", "骆承义")]
    batch = plan(town_admin, line("涂传英", known[0].id_no.plain()), is_complete=True)
    page = enter(town_admin).get(address("absent", batch)).content.decode()
    assert "骆承义" in page and "涂传英" not in page


def test_a_village_whose_rows_are_all_new_is_covered_and_a_returned_row_lists_its_person(enter, town_admin, network):
    left_out = build_person(town_admin, network[VILLAGE], name="赵明")
    nameless = build_person(town_admin, network[VILLAGE], name="钱亮")
    batch = plan(town_admin, line("生人"), line("", nameless.id_no.plain()), is_complete=True)
    page = enter(town_admin).get(address("absent", batch)).content.decode()
    assert left_out.name in page and nameless.name not in page and "口人" not in page


def test_outsiders_find_nothing(enter, town_admin, outsider, dirty):
    client = enter(outsider)
    for page in PAGES:
        assert client.get(address(page, dirty)).status_code == 404, page
    for page in POSTS:
        assert client.post(address(page, dirty)).status_code == 404, page
    assert dirty.file_name not in client.get(reverse("bureau:imports")).content.decode()


def test_the_city_sees_the_batches_of_its_towns(enter, city_admin, dirty):
    client = enter(city_admin)
    assert dirty.file_name in client.get(reverse("bureau:imports")).content.decode()
    assert client.get(dirty.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("role", ["leader", "auditor", "system_admin"])
def test_other_roles_may_not(enter, request, dirty, role):
    client = enter(request.getfixturevalue(role))
    for where in (reverse("bureau:imports"), reverse("bureau:upload"), reverse("bureau:compare")):
        assert client.get(where).status_code == 403
    assert client.post(address("confirm", dirty)).status_code in (403, 404)


def test_a_town_learns_nothing_of_people_elsewhere(enter, town_admin, network, city_admin):
    held = build_person(city_admin, network["毕畈村委会"], name="但家旺", addr="毕畈村")
    batch = plan(town_admin, line("但家旺", held.id_no.plain()))
    assert batch.questioned == 1
    client = enter(town_admin)
    for page in ("batch", "rows"):
        text = client.get(address(page, batch)).content.decode()
        assert "毕畈" not in text and "神山" not in text
    write(town_admin, batch)
    held.refresh_from_db()
    assert (held.station, held.addr) == (network["毕畈村委会"], "毕畈村")


@pytest.mark.parametrize("page", POSTS)
def test_what_changes_something_is_posted(enter, town_admin, dirty, page):
    assert enter(town_admin).get(address(page, dirty)).status_code in (200, 405)
    dirty.refresh_from_db()
    assert dirty.state == BatchState.PLANNED


def test_a_file_that_is_none_says_what_to_do(enter, town_admin):
    client = enter(town_admin)
    upload(client, b"%PDF-1.4 nothing", "花名册.xls")
    batch = finish_job(Batch.objects.get())
    assert batch.state == BatchState.FAILED
    assert batch.failure in client.get(batch.get_absolute_url()).content.decode()


def test_a_plan_put_aside_leaves_nothing(enter, town_admin, dirty):
    client = enter(town_admin)
    client.post(address("discard", dirty))
    dirty.refresh_from_db()
    assert dirty.state == BatchState.DISCARDED and not dirty.plan_rows.exists()
    assert client.get(dirty.get_absolute_url()).status_code == 200


def test_what_was_stopped_goes_on_and_nothing_is_done_twice(enter, town_admin):
    client = enter(town_admin)
    batch = plan(town_admin, line(), line("雷家喜"))
    client.post(address("confirm", batch))
    client.post(address("stop", batch))
    batch.refresh_from_db()
    assert Job.objects.get(pk=batch.job).state == JobState.CANCELLED
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "继续" in page and "中途停下" in page and "正在写入" not in page
    assert "已停下" in (listed := client.get("/imports/").content.decode()) and "写入中</td>" not in listed
    client.post(address("go_on", batch))
    assert finish_job(batch).state == BatchState.APPLIED and Person.objects.count() == 2


def test_the_progress_moves_on_by_itself(enter, town_admin):
    client = enter(town_admin)
    batch = plan(town_admin, line())
    client.post(address("confirm", batch))
    part = client.get(batch.get_absolute_url(), headers={"HX-Request": "true"})
    assert b"<html" not in part.content and b'id="progress"' in part.content
    finish_job(batch)
    part = client.get(batch.get_absolute_url(), headers={"HX-Request": "true"})
    assert part["HX-Redirect"] == batch.get_absolute_url()


def test_what_stays_after_an_undoing_is_listed_by_name(enter, town_admin):
    batch = write(town_admin, plan(town_admin, line("涂传英")))
    Person.objects.update(version=9, note="核实过")
    undo(town_admin, batch)
    client = enter(town_admin)
    page = client.get(address("rows", batch), {"kept": "1"}).content.decode()
    assert "涂传英" in page and "保留不撤：备注。" in page
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "照常写入" not in page and "要改，请到档案里改" in page


def test_nothing_is_asked_any_more_when_the_import_is_undone(enter, town_admin, dirty):
    undo(town_admin, write(town_admin, dirty))
    client, token = enter(town_admin), "error:id_checksum:id_no"
    assert "/mend/" not in client.get(address("rows", dirty)).content.decode()
    assert "照常写入" not in client.get(dirty.get_absolute_url()).content.decode()
    assert client.get(f"{address('mend', dirty)}?cause={token}")["Location"] == dirty.get_absolute_url()


def test_a_comparison_writes_nothing_and_gives_a_workbook(enter, town_admin, network, city_admin):
    ours = build_person(town_admin, network[VILLAGE], name="涂传英")
    held = build_person(city_admin, network["毕畈村委会"], name="但家旺")
    rows = [line("涂传英", ours.id_no.plain(), 现住址="别处"), line("但家旺", held.id_no.plain()), line("雷家喜")]
    batch = plan(town_admin, *rows, kind="veterans.compare")
    assert (batch.created, batch.changed, batch.questioned) == (2, 1, 0)
    client = enter(town_admin)
    assert client.get(batch.get_absolute_url()).status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(client.get(address("compared", batch)).content))
    assert len(book.worksheets) == 5
    assert client.post(address("confirm", batch)).status_code == 422
    batch.refresh_from_db()
    assert batch.state == BatchState.PLANNED and Person.objects.count() == 2


def test_a_comparison_speaks_of_a_list_and_not_of_writing(enter, town_admin, network):
    ours = build_person(town_admin, network[VILLAGE], name="涂传英")
    row = line("涂传英", ours.id_no.plain(), 联系电话="123", 现住址="别处")
    batch = plan(town_admin, row, line("生人"), kind="veterans.compare")
    client = enter(town_admin)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "名单里" in page and "改成" not in page and "照常写入" not in page
    page = client.get(address("rows", batch)).content.decode()
    assert "档案里没有" in page and "在册，有不一致" in page and "新增" not in page and "更新" not in page


def test_a_file_that_says_nothing_new_does_not_speak_of_writing(enter, town_admin):
    row = line()
    write(town_admin, plan(town_admin, row))
    page = enter(town_admin).get(plan(town_admin, row).get_absolute_url()).content.decode()
    assert "每一行都可以写入" not in page and "不用写入" in page


def test_finished_jobs_are_not_run_again(town_admin):
    batch = write(town_admin, plan(town_admin, line()))
    with pytest.raises(Exception, match="job_taken"):
        jobs.run_here(Job.objects.get(pk=batch.job))


def test_two_who_go_on_with_one_batch_start_one_job(town_admin):
    batch = plan(town_admin, line())
    first, second = Batch.objects.get(pk=batch.pk), Batch.objects.get(pk=batch.pk)
    actions.plan_again(by=town_admin, batch=first)
    started = Job.objects.count()
    with pytest.raises(Refused):
        actions.plan_again(by=town_admin, batch=second)
    assert Job.objects.count() == started
    assert finish_job(batch).plan_rows.count() == batch.rows == 1


def test_two_who_take_up_a_stopped_writing_start_one_job(town_admin):
    batch = actions.confirm(by=town_admin, batch=plan(town_admin, line()))
    actions.stop(by=town_admin, batch=batch)
    first, second = Batch.objects.get(pk=batch.pk), Batch.objects.get(pk=batch.pk)
    actions.go_on(by=town_admin, batch=first)
    second_job = Job.objects.filter(pk=first.job)
    second_job.update(state=JobState.CANCELLED)
    with pytest.raises(Refused):
        actions.give_to_job(second, "import.apply", town_admin, state=second.state)


def test_an_answer_that_is_wrong_again_is_said_beside_what_was_typed(enter, town_admin, dirty):
    token = "error:id_checksum:id_no"
    row = mend.waiting(dirty, token).get()
    client, where = enter(town_admin), f"{address('mend', dirty)}?cause={token}"
    response = client.post(where, {"row": row.pk, "token": token, "answer": WRONG_NUMBER[:-2]})
    page = response.content.decode()
    assert response.status_code == 422 and "现在 16 位" in page and f'value="{WRONG_NUMBER[:-2]}"' in page
    again = "error:id_length:id_no"
    response = client.post(f"{address('mend', dirty)}?cause={again}", {"row": row.pk, "token": again, "answer": "1"})
    assert response.status_code == 422 and "现在 1 位" in response.content.decode()
    right = {"row": row.pk, "token": again, "answer": identity_number(serial=8001)}
    assert client.post(f"{address('mend', dirty)}?cause={again}", right).status_code == 302


def test_a_field_to_be_typed_may_be_left_as_it_is(enter, town_admin):
    batch = plan(town_admin, line(联系电话="1380013"))
    row = batch.plan_rows.get()
    token, client = row.codes.strip(), enter(town_admin)
    where = f"{address('mend', batch)}?cause={token}"
    assert (
        '<button class="btn sm" type="submit" name="answer" value="-">这一项先不动'
        in client.get(where).content.decode()
    )
    typed_and_left = {"row": row.pk, "token": token, "answer": ["1380013", "-"]}  # the button stands behind the field
    assert client.post(where, typed_and_left)["Location"] == batch.get_absolute_url()
    assert not mend.waiting(batch, token).exists()


def test_a_text_too_long_for_an_answer_is_not_lost(enter, town_admin, dirty):
    token = "error:id_checksum:id_no"
    row = mend.waiting(dirty, token).get()
    where = f"{address('mend', dirty)}?cause={token}"
    response = enter(town_admin).post(where, {"row": row.pk, "token": token, "answer": "长" * 201})
    assert response.status_code == 422 and "长" * 201 in response.content.decode()


def test_a_very_long_cell_does_not_push_the_columns_off_the_page(enter, town_admin):
    batch = plan(town_admin, content=workbook([*line(), "很长" * 300, "A"], headings=[*HEADINGS, "备注", "血型"]))
    page = enter(town_admin).get(address("columns", batch)).content.decode()
    assert "很长很长" in page and "很长" * 30 not in page


def test_a_file_of_headings_alone_says_that_nobody_is_in_it(enter, town_admin):
    page = enter(town_admin).get(plan(town_admin).get_absolute_url()).content.decode()
    assert "表头下面没有数据行" in page and "每一行都可以写入" not in page and "所有行都" not in page


def test_on_a_phone_every_reason_can_be_answered_from_the_plan(enter, town_admin, dirty):
    page = enter(town_admin).get(dirty.get_absolute_url()).content.decode()
    assert page.count("/mend/?cause=error%3Aid_checksum%3Aid_no") == 2  # for the wide screen and for the phone
