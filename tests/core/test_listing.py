"""Lists: search that leaves no trace in addresses, order, pages at any depth, and the export of what is shown."""

from io import BytesIO

import openpyxl
import pytest
from django.utils import translation

from core import documents, listing, vault
from core.models import Event
from core.pages import lists
from core.roles import StationClerk
from core.validators import PartialDate
from tests.core.conftest import open_account, open_station
from tests.core.room import open_room
from veterans.models import Person

pytestmark = pytest.mark.urls("tests.core.room")
HTMX = {"HTTP_HX_REQUEST": "true"}
NUMBER = "429901195803120933"


@pytest.fixture(autouse=True)
def room(monkeypatch):
    open_room(monkeypatch)


@pytest.fixture
def inside(client, clerk):
    client.force_login(clerk)
    return client


@pytest.fixture
def people(station):
    """Twelve people; every third without a birth date, two of the same name."""
    rows = [
        Person(
            station=station,
            name=f"涂{number}",
            pinyin=f"tu{number // 2:02}",
            sex="12"[number % 2],
            birth_date=None if number % 3 == 0 else PartialDate(1950 + number),
        )
        for number in range(12)
    ]
    return Person.objects.bulk_create(rows)


def names(answer):
    return [row.name for row in answer.context["look"].page]


def sheet_of(answer):
    file = BytesIO(b"".join(answer.streaming_content))
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(file).active.rows]


# search


def test_what_is_searched_for_never_stands_in_an_address(inside, people):
    answer = inside.post("/room/", {"q": "涂3", "sex": "2"})
    assert answer.status_code == 302
    assert "涂" not in answer.url and "%E6" not in answer.url
    assert names(inside.get(answer.url)) == ["涂3"]


def test_it_is_kept_sealed(inside, people):
    inside.post("/room/", {"q": NUMBER})
    (sealed,) = inside.session["searches"].values()
    assert NUMBER not in sealed and vault.unseal(sealed) == NUMBER


def test_a_live_search_answers_with_the_list_and_a_clean_address(inside, people):
    answer = inside.post("/room/", {"q": "涂3"}, **HTMX)
    page = answer.content.decode()
    assert "<html" not in page and "涂3" in page and 'hx-swap-oob="true"' in page
    assert answer["HX-Push-Url"].startswith("/room/?s=")


def test_the_same_search_has_the_same_address(inside, people):
    assert inside.post("/room/", {"q": "涂3"}).url == inside.post("/room/", {"q": "涂3"}).url


def test_only_the_latest_searches_are_kept(inside, people, monkeypatch):
    monkeypatch.setattr(listing, "KEPT_SEARCHES", 2)
    first = inside.post("/room/", {"q": "涂1"}).url
    for text in ("涂2", "涂3"):
        inside.post("/room/", {"q": text})
    assert len(inside.session["searches"]) == 2
    assert len(names(inside.get(first))) == 5


def test_nothing_found_offers_ways_out(inside, people):
    page = inside.get(inside.post("/room/", {"q": "无此人", "sex": "1"}).url).content.decode()
    assert 'class="blank"' in page and "性别" in page and 'href="/room/add/"' in page


# order and pages


def test_the_default_order_and_the_other_way_round(inside, people):
    assert names(inside.get("/room/")) == ["涂0", "涂1", "涂2", "涂3", "涂4"]
    assert names(inside.get("/room/?o=-name"))[0] == "涂11"


@pytest.mark.parametrize("order", ["birth", "-birth"])
def test_what_is_missing_comes_last_in_both_directions(inside, people, order):
    last = names(inside.get(f"/room/?o={order}&n=20"))[-4:]
    assert set(last) == {"涂0", "涂3", "涂6", "涂9"}


@pytest.mark.parametrize(
    "asked", ["o=secret", "o=nonsense", "n=7", "n=x", "page=x", "page=0", "page=999", "after=x", "after=0"]
)
def test_nonsense_in_the_address_does_no_harm(inside, people, asked):
    assert inside.get(f"/room/?{asked}").status_code == 200


@pytest.mark.parametrize("order", ["name", "-name", "birth", "-birth"])
def test_paging_past_the_cap_shows_every_row_once(inside, people, order, monkeypatch):
    """Numbered pages up to the cap, then by the last row seen: together exactly the whole list."""
    whole = names(inside.get(f"/room/?o={order}&n=20"))
    monkeypatch.setattr(listing, "COUNT_CAP", 5)
    address, seen = f"/room/?o={order}", []
    while address:
        answer = inside.get(address)
        seen += names(answer)
        link = answer.context["look"].next_link
        address = f"/room/{link}" if link else None
    assert seen == whole


def test_counts_stop_at_the_cap(inside, people, monkeypatch):
    monkeypatch.setattr(listing, "COUNT_CAP", 5)
    look = inside.get("/room/").context["look"]
    assert (look.count, look.is_capped, look.last) == ("5+", True, 1)


def test_a_page_costs_few_queries(inside, people, django_assert_max_num_queries):
    inside.get("/room/")
    with django_assert_max_num_queries(12):
        inside.get("/room/?sex=1")


def test_links_keep_what_was_asked(inside, people):
    look = inside.get("/room/?sex=1&o=-name&n=20").context["look"]
    assert look.link(page=2) == "?sex=1&o=-name&n=20&page=2"
    assert look.link(o="name") == "?sex=1&n=20"
    assert look.without[0][1] == "?o=-name&n=20"


def test_the_head_says_how_it_is_ordered(inside, people):
    assert 'aria-sort="descending"' in inside.get("/room/?o=-name").content.decode()


# scope


def test_a_list_and_its_filters_hold_what_the_user_sees(inside, people):
    far = open_station("421281200000", "神山镇")
    Person.objects.create(station=far, name="外乡人", pinyin="a")
    answer = inside.get("/room/?n=20")
    assert "外乡人" not in names(answer)
    assert "神山镇" not in answer.content.decode()
    assert "外乡人" not in names(inside.get(f"/room/?station={far.pk}&n=20"))


def test_a_page_after_somebody_elses_row_begins_anew(inside, people):
    far = open_station("421281200000", "神山镇")
    other = Person.objects.create(station=far, name="外乡人", pinyin="tu02")
    assert names(inside.get(f"/room/?after={other.pk}")) == names(inside.get("/room/"))


# export


def test_the_export_is_what_is_shown(inside, people):
    with translation.override("zh-hans"):
        rows = sheet_of(inside.post("/room/?sex=2&o=-name", {"export": "1"}))
    assert rows[0] == ["姓名", "证号", "出生", "站"]
    assert [row[0] for row in rows[1:]] == ["涂11", "涂9", "涂7", "涂5", "涂3", "涂1"]


def test_numbers_leave_masked(inside, station):
    Person.objects.create(station=station, name="廖国清", pinyin="l", id_no=NUMBER)
    asked = inside.get("/room/?export=ask").content.decode()
    assert "plain" not in asked
    assert sheet_of(inside.post("/room/", {"export": "1"}))[1][1] == "**************0933"
    assert Event.objects.filter(verb="room.export").count() == 1


def test_full_numbers_need_the_permission_and_a_reason(inside, station):
    Person.objects.create(station=station, name="廖国清", pinyin="l", id_no=NUMBER)
    whole = {"export": "1", "plain": "1", "reason": "上级核对"}
    assert inside.post("/room/", whole).status_code == 403
    StationClerk.may.add("room.export_plain")
    assert sheet_of(inside.post("/room/", {**whole, "reason": " "}))[1][1].startswith("*")
    assert sheet_of(inside.post("/room/", whole))[1][1] == NUMBER
    assert "上级核对" in Event.objects.get(verb="room.export_plain").note


def test_who_may_not_export_gets_nothing(client, people):
    StationClerk.may.discard("room.export")
    client.force_login(open_account("other", people[0].station))
    assert "export" not in client.get("/room/").content.decode()
    assert client.post("/room/", {"export": "1"}).status_code == 403
    assert client.get("/room/?export=ask").status_code == 403


def test_what_is_too_long_for_a_workbook_is_refused(inside, people, monkeypatch):
    monkeypatch.setattr(lists, "EXPORT_CAP", 11)
    answer = inside.post("/room/", {"export": "1"}, HTTP_REFERER="http://testserver/room/", follow=True)
    assert "11" in next(iter(answer.context["messages"])).message
    assert inside.post("/room/?sex=1", {"export": "1"}).status_code == 200


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "http://example.cn", "0012"])
def test_no_cell_becomes_a_formula_or_a_link(text):
    file = BytesIO()
    column = listing.Column("name", "姓名")
    documents.write_sheet(file, "表", [column], [[documents.cell(text)]])
    cell = openpyxl.load_workbook(file).active["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    "query", ["page=²", "n=²", "after=²", "page=99999999999999999999", "after=99999999999999999999"]
)
def test_a_page_that_is_no_number_is_the_first_one(inside, people, query):
    assert inside.get(f"/room/?{query}").status_code == 200


@pytest.mark.parametrize("title", ["名册/明细", "[甲]:*?乙\\", "'丙'"])
def test_any_title_names_a_sheet(title):
    file = BytesIO()
    documents.write_sheet(file, title, [listing.Column("name", "姓名")], [["涂"]])
    assert openpyxl.load_workbook(file).active["A2"].value == "涂"
