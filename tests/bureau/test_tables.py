"""Ad-hoc tables: what the list would give this reader and never more; kept as a recipe, shared, told when it has aged."""

from io import BytesIO

import openpyxl
import pytest
from django.http import QueryDict
from django.test import RequestFactory
from django.urls import get_resolver, reverse
from hypothesis import given
from hypothesis import strategies as st

from bureau.actions.tables import discard_table, save_table
from bureau.breakdown import dimensions
from bureau.models import SavedTable
from bureau.recipes import OWN, Recipe, Table, lists_of, offered
from core.actions import NotAllowed, Refused
from core.documents import cell
from core.models import Event
from tests.builders import build_account, build_network, build_person
from tests.cast import *  # noqa: F403
from veterans.models import Person

PEOPLE = "veterans:people"
ADDRESS = f"/reports/tables/of/{PEOPLE}/"


def asked_by(user, address="/", **given):
    request = RequestFactory().get(address, given)
    request.user, request.session, request.htmx = user, {}, False
    return request


def table(user, listed=PEOPLE, **parts):
    return Table(Recipe(listed, **parts), asked_by(user))


def recipe(**parts):
    return {"columns": [], "filters": {}, "sort": "", "by": [], **parts}


def keep(by, title="各村名册", **parts):
    given = {"title": title, "is_shared": False, "listed": PEOPLE, "recipe": recipe()}
    return save_table(by=by, **{**given, **parts})


def sheet_of(answer):
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    return [[value.value for value in row] for row in book.active.rows]


@pytest.fixture
def people(clerk, outsider):
    """Three at home, two in the other town."""
    at_home = [build_person(clerk, name=name) for name in ("涂一", "涂二", "涂三")]
    return at_home, [build_person(outsider, name=name) for name in ("毕一", "毕二")]


# never more than the list


@pytest.fixture(scope="module")
def ground(django_db_setup, django_db_blocker):
    """People of both towns and the readers who see one, the other or both; rolled back after the module."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        network = build_network()
        at_home = build_account("a", network["羊楼洞村委会"], "station_clerk")
        far = build_account("b", network["毕畈村委会"], "station_clerk")
        both = build_account("c", network["赤壁市"], "bureau_officer")
        for place, by in enumerate((at_home, at_home, far, far, far)):
            build_person(by, categories=["SELF_EMPLOYED_PATH"] if place % 2 else [], name=f"人{place}")
        yield at_home, far, both
        transaction.set_rollback(True)


COLUMNS = st.lists(
    st.sampled_from(["name", "id_no", "mobile", "service", "town", "birth_year", "birth_date", "secret"])
)
FILTERS = st.dictionaries(
    st.sampled_from(["town", "village", "category", "status", "age", "name", "station__in"]),
    st.sampled_from(["1", "3", "7", "KEY", "SELF_EMPLOYED_PATH", "60", "x", "' OR 1=1"]),
    max_size=3,
)
BY = st.lists(
    st.sampled_from(["town", "village", "category", "status", "updated_month", "enlisted_year", "id_no"]), max_size=2
)


@given(place=st.sampled_from([0, 1, 2]), columns=COLUMNS, filters=FILTERS, by=BY)
def test_a_table_never_holds_a_row_or_a_column_that_the_list_would_not(
    ground, django_db_blocker, place, columns, filters, by
):
    user = ground[place]
    with django_db_blocker.unblock():
        made = table(user, columns=tuple(columns), filters=filters, by=tuple(by))
        of_list = lists_of(get_resolver())[PEOPLE]()
        of_list.setup(asked_by(user))
        seen = {row.pk: row for row in of_list.rows}
        given_away = [column for column in of_list.look.listing.columns if column.exported]
        assert {row.pk for row in made.look.rows} <= seen.keys()
        assert {column.key for column in made.columns} <= {column.key for column in given_away}
        shown = {tuple(value for value, _css in row) for row in made.few}
        assert shown <= {tuple(cell(column.of(row)) for column in made.columns) for row in seen.values()}
        if made.cross:
            assert made.cross.sums.total == made.look.total <= len(seen)
            assert not made.cross.adds_up or sum(line.total for line in made.cross.rows) == made.look.total


def test_every_list_makes_a_table_and_can_be_counted_by_each_of_its_dimensions(officer, people):
    lists = [name for _department, group in offered(officer) for name, _title in group]
    assert len(lists) > 30
    for name in lists:
        made = table(officer, name)
        assert made.columns and not made.problems, name
        assert not OWN & set(made.look.filterset.filters if made.look.filterset else ()), name
        found = list(dimensions(made.look))
        for by in (found[place : place + 2] for place in range(0, min(len(found), 6), 2)):
            counted = table(officer, name, by=tuple(by))
            assert not counted.problems and counted.cross.sums.total == made.look.total, (name, by)


def test_only_lists_that_may_be_opened_and_taken_away_are_offered(officer, auditor, system_admin):
    for user in (officer, auditor, system_admin):
        for _department, group in offered(user):
            for name, _title in group:
                page = lists_of(get_resolver())[name]
                assert user.may(page.needs) and user.may(page.export)
    assert offered(auditor) and PEOPLE not in str(offered(auditor))


# building one


def test_counts_by_village_and_category_add_up_and_open_their_lists(officer, people):
    cross = table(officer, by=("town", "status")).cross
    assert [(line.label, line.total) for line in cross.rows] == [("赵李桥镇", 3), ("神山镇", 2)]
    assert cross.sums.total == 5 and cross.adds_up
    assert cross.rows[0].address.startswith("/veterans/?town=")
    overlapping = table(officer, by=("category",)).cross
    assert not overlapping.adds_up and overlapping.sums.total == 5


def test_the_page_shows_the_first_rows_and_live_answers_are_the_part_alone(enter, clerk, people):
    client = enter(clerk)
    page = client.get(ADDRESS, {"col": ["name", "id_no"], "order": "id_no,name"}).content.decode()
    assert "涂一" in page and "毕一" not in page and "*" in page and "各村" not in page
    assert page.index("身份证号</th>") if "身份证号</th>" in page else page.index(">身份证号<") < page.rindex(">姓名<")
    part = client.get(ADDRESS, {"col": ["name"]}, HTTP_HX_REQUEST="true").content.decode()
    assert "<html" not in part and 'id="table"' in part and 'hx-swap-oob="true"' in part


def test_a_dimension_too_wide_for_columns_is_told_and_the_rows_stay(officer, people, monkeypatch):
    monkeypatch.setattr("bureau.breakdown.MOST_COLUMNS", 1)
    made = table(officer, by=("town", "village"))
    assert made.cross is None and any("列" in text for text in made.problems) and made.few


def test_the_text_of_a_search_is_never_part_of_a_recipe(enter, clerk, people):
    client = enter(clerk)
    found = client.post("/veterans/", {"q": "涂一"}).url
    dialog = client.get(f"{found}&status=1&export=ask").content.decode()
    assert f'href="{ADDRESS}?status=1"' in dialog
    asked = Recipe.asked(PEOPLE, QueryDict("s=abc&q=涂一&town=3&csrfmiddlewaretoken=x&n=50"))
    assert asked.filters == {"town": "3"}


def test_a_list_that_is_not_open_to_the_role_is_refused(enter, officer):
    assert enter(officer).get("/reports/tables/of/stations:ledger/").status_code == 403
    assert enter(officer).get("/reports/tables/of/no:list/").status_code == 403


# taking it away


def test_the_workbook_is_exactly_the_table_masked_with_a_line_in_the_ledger(enter, clerk, people):
    answer = enter(clerk).post(f"{ADDRESS}?col=id_no&col=name&order=id_no,name&o=name", {"export": "1"})
    rows = sheet_of(answer)
    assert rows[0] == ["身份证号", "姓名"] and len(rows) == 4
    assert all("*" in row[0] and not row[0].isdigit() for row in rows[1:])
    assert Event.objects.filter(verb="person.export").count() == 1


def test_full_numbers_ask_what_the_list_asks(enter, clerk, officer, city_clerk, people):
    address, wanted = f"{ADDRESS}?col=id_no", {"export": "1", "plain": "1", "reason": "核对"}
    for user in (clerk, officer, city_clerk):
        answer = enter(user).post(address, wanted)
        if user.may("person.export_plain"):
            assert sheet_of(answer)[1][0].isalnum()
            assert "核对" in Event.objects.filter(verb="person.export_plain").latest("pk").note
        else:
            assert answer.status_code == 403
    answer = enter(officer).post(address, wanted | {"reason": ""})
    assert "*" in sheet_of(answer)[1][0]


def test_counts_are_taken_away_with_their_totals(enter, officer, people):
    answer = enter(officer).post(f"{ADDRESS}?by=town", {"export": "1"})
    assert sheet_of(answer) == [["镇（街道）", "合计"], ["赵李桥镇", 3], ["神山镇", 2], ["合计", 5]]
    assert Event.objects.filter(verb="person.export").exists()


# keeping and sharing


def test_what_is_kept_is_the_recipe_and_it_opens_with_todays_rows(enter, clerk, people):
    client = enter(clerk)
    given = {"title": "本村名册", "recipe": "col=name&col=mobile&status=1&town=999&s=abc&by=nonsense"}
    made = SavedTable.objects.get(title="本村名册") if client.post(ADDRESS, given).status_code == 302 else None
    assert made.recipe["columns"] == ["name", "mobile"] and made.recipe["by"] == []
    assert "town" not in made.recipe["filters"] and "s" not in made.recipe["filters"]
    build_person(clerk, name="后来人")
    assert "后来人" in client.get(made.get_absolute_url()).content.decode()
    assert Event.objects.filter(verb="table.save", subject_id=str(made.pk)).exists()


def test_a_title_stands_once_and_is_asked_for(enter, clerk):
    client = enter(clerk)
    keep(clerk)
    for title in ("", "各村名册"):
        answer = client.post(ADDRESS, {"title": title, "recipe": "col=name"})
        assert answer.status_code == 422 and 'class="err"' in answer.content.decode()
    assert SavedTable.objects.count() == 1


def test_one_changes_ones_own_and_takes_copies_of_others(enter, officer, clerk, people):
    made = keep(officer, is_shared=True)
    with pytest.raises(Refused):
        keep(clerk, title="改名", saved=made)
    with pytest.raises(Refused):
        discard_table(by=clerk, row=made)
    client = enter(clerk)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "复制一份" in page and f"saved={made.pk}" not in page
    client.post(ADDRESS, {"title": "我的一份", "recipe": "col=name", "saved": made.pk})
    made.refresh_from_db()
    assert made.title == "各村名册" and SavedTable.objects.get(title="我的一份").made_by == clerk
    client = enter(officer)
    client.post(ADDRESS, {"title": "各村名册二", "recipe": "col=name", "saved": made.pk})
    made.refresh_from_db()
    assert made.title == "各村名册二" and not made.is_shared


def test_a_shared_table_is_read_at_the_station_and_below_each_with_their_own_rows(
    enter, officer, town_clerk, clerk, outsider, people
):
    private, shared = keep(officer, title="自用"), keep(officer, title="共享", is_shared=True)
    for user, own, foreign in ((clerk, "涂一", "毕一"), (outsider, "毕一", "涂一")):
        page = enter(user).get(shared.get_absolute_url()).content.decode()
        assert own in page and foreign not in page
        assert enter(user).get(private.get_absolute_url()).status_code == 404
    of_town = keep(town_clerk, title="镇里的", is_shared=True)
    assert enter(clerk).get(of_town.get_absolute_url()).status_code == 200
    for stranger in (outsider, officer):
        assert enter(stranger).get(of_town.get_absolute_url()).status_code == 404


def test_what_a_recipe_asks_for_in_vain_is_told_in_words(enter, officer, clerk, network, people):
    far = network["神山镇"].pk
    aged = recipe(columns=["name", "vanished"], filters={"town": str(far), "colour": "1"}, by=["vanished"])
    made = keep(officer, is_shared=True, recipe=aged)
    page = enter(officer).get(made.get_absolute_url()).content.decode()
    assert "“vanished”这一列" in page and "条件“colour”" in page and "不能按“vanished”分组" in page and "毕一" in page
    page = enter(clerk).get(made.get_absolute_url()).content.decode()
    assert "没有按它筛选" in page and "涂一" in page and "毕一" not in page
    gone = keep(officer, title="旧", listed="veterans:gone")
    page = enter(officer).get(gone.get_absolute_url())
    assert page.status_code == 200 and "名单已取消" in page.content.decode()


def test_a_table_of_a_list_the_reader_may_not_take_away_shows_nothing(enter, officer, city_admin, people):
    made = keep(officer, is_shared=True, listed="appeals:appeals")
    page = enter(city_admin).get(made.get_absolute_url()).content.decode()
    assert city_admin.may("appeal.export") or "您不能查看或导出这份名单" in page


def test_administrators_have_no_tables(auditor, system_admin, security_admin):
    for user in (auditor, system_admin, security_admin):
        with pytest.raises(NotAllowed):
            keep(user)
    assert not SavedTable.objects.exists() and not Event.objects.filter(verb="table.save").exists()


def test_taking_a_table_away_leaves_the_people(enter, clerk, people):
    made = keep(clerk)
    assert enter(clerk).post(reverse("bureau:table_discard", args=[made.pk])).status_code == 302
    assert not SavedTable.objects.exists() and Person.objects.count() == 5
    assert Event.objects.filter(verb="table.discard").exists()


def test_the_pages_stay_within_their_queries(enter, officer, people, django_assert_max_num_queries):
    client, made = enter(officer), keep(officer)
    for address in (ADDRESS, f"{ADDRESS}?by=town&then=status", made.get_absolute_url(), "/reports/tables/"):
        client.get(address)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
