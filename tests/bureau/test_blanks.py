"""The superior's form: filled in place, cell by cell the same but for what was asked; numbers from the rows in sight only."""

import zipfile
from copy import copy
from datetime import date
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from bureau.actions.blanks import add_blank, clear_cells, discard_blank, fill_blank, map_cells
from bureau.cells import write
from bureau.choices import Over, Wording
from bureau.demo.tables import FIRST, TITLE, province_form
from bureau.filling import as_cell, days_of, in_words, said
from bureau.grids import Form, Places
from bureau.models import Blank, BlankCell, Filling
from core import sealed_files
from core.actions import NotAllowed, Refused
from core.figures import FIGURES, Period, Value
from core.jobs import run_here
from core.models import Event, Job
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403
from tests.outreach.made_visits import build_visit

TOWNS = ["赵李桥镇", "神山镇"]
NOVEMBER = {"first_on": date(2026, 11, 1), "last_on": date(2026, 11, 30), "today": TODAY}


@pytest.fixture
def content():
    return province_form(TOWNS)


@pytest.fixture
def blank(officer, content):
    return keep(officer, content)


def keep(by, content, **more):
    given = {"title": TITLE, "file_name": "附件1.xlsx", "is_shared": True, "today": TODAY}
    return add_blank(by=by, content=content, **{**given, **more})


def grid_of(blank):
    return Form(sealed_files.content(blank.place)).grids[0]


def tell(blank, at, figure="", station=None, by=None, **values):
    """Say what a cell is to hold; a town's column from here down when no station is named."""
    grid = grid_of(blank)
    values = {"figure": figure, "words": "", "over": Over.PERIOD, "wording": Wording.EXACT, **values}
    by = by or blank.made_by
    return map_cells(by=by, blank=blank, sheet=grid.name, spots=[(grid.at(at), station)], values=values)


def down(blank, at, figure, stations, **values):
    grid = grid_of(blank)
    values = {"figure": figure, "words": "", "over": Over.PERIOD, "wording": Wording.EXACT, **values}
    spots = grid.below(grid.at(at), Places(stations))
    return map_cells(by=blank.made_by, blank=blank, sheet=grid.name, spots=spots, values=values)


def filled(filling):
    return openpyxl.load_workbook(BytesIO(sealed_files.content(filling.place))).worksheets[0]


def towns(network):
    return [network[name] for name in TOWNS]


# in place


def parts_of(content):
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def looks_of(sheet):
    """Everything of a sheet but its values: formats of every cell, merges, sizes, print settings."""
    styles = {
        place: [
            copy(getattr(cell, part)) for part in ("font", "border", "fill", "alignment", "protection", "number_format")
        ]
        for place, cell in sheet._cells.items()
    }
    return {
        "styles": styles,
        "merges": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {letter: (size.width, size.min, size.max) for letter, size in sheet.column_dimensions.items()},
        "heights": {number: size.height for number, size in sheet.row_dimensions.items()},
        "print": (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight),
        "margins": vars(sheet.page_margins),
        "titles": (sheet.print_title_rows, sheet.freeze_panes, sheet.sheet_properties.pageSetUpPr.fitToPage),
    }


def test_the_filled_form_is_the_form_but_for_the_cells_that_were_asked(blank, content, network, officer):
    down(blank, "C5", "station.villages", towns(network))
    down(blank, "D5", "station.staffed", towns(network), wording=Wording.RATE)
    tell(blank, "A2", words="填报单位：{单位}")
    filling = fill_blank(by=officer, blank=blank, **NOVEMBER)
    after = sealed_files.content(filling.place)
    old, new = (openpyxl.load_workbook(BytesIO(data)).worksheets[0] for data in (content, after))
    changed = {"C5": 3, "C6": 1, "D5": 0, "D6": 0, "A2": "填报单位：赤壁市退役军人服务中心"}
    assert looks_of(old) == looks_of(new)
    for row in old.iter_rows():
        for cell in row:
            assert new[cell.coordinate].value == changed.get(cell.coordinate, cell.value), cell.coordinate
    assert new["C7"].value == "=SUM(C5:C6)"
    before, now = parts_of(content), parts_of(after)
    assert before.keys() == now.keys()
    touched = {name for name in before if before[name] != now[name]}
    assert touched == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}
    assert b'fullCalcOnLoad="1"' in now["xl/workbook.xml"]
    assert Blank.objects.get().place == blank.place and sealed_files.content(blank.place) == content


def test_a_cell_that_was_not_there_takes_the_format_of_its_column():
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("表")
    sheet.set_column("B:B", 10, book.add_format({"bold": True, "num_format": "0.00"}))
    sheet.write("A1", "x")
    sheet.write("A5", "y")
    book.close()
    done = write(out.getvalue(), {("表", 3, 2): 7, ("表", 1, 3): "&<甲>  ", ("表", 9, 1): Decimal("1.50")})
    sheet = openpyxl.load_workbook(BytesIO(done)).active
    assert (sheet["B3"].value, sheet["B3"].font.b, sheet["B3"].number_format) == (7, True, "0.00")
    assert sheet["C1"].value == "&<甲>  " and sheet["A9"].value == 1.5
    assert [row[0].row for row in sheet.iter_rows() if row[0].value] == [1, 5, 9]


# what a cell may hold


def test_one_act_maps_a_column_whose_rows_name_towns(blank, network):
    down(blank, "C5", "station.villages", towns(network))
    cells = BlankCell.objects.order_by("row")
    assert [(cell.row, cell.station.place) for cell in cells] == [(5, "赵李桥镇"), (6, "神山镇")]


@pytest.mark.parametrize(
    ("at", "code"), [("B5", "filled"), ("C7", "formula"), ("B3", "filled"), ("B1", "covered"), ("B4", "covered")]
)
def test_what_is_written_computed_or_merged_away_is_refused_with_a_sentence(blank, at, code):
    with pytest.raises(Refused) as refusal:
        tell(blank, at, "station.villages")
    assert refusal.value.code == code and at in refusal.value.message
    assert not BlankCell.objects.exists()


def test_words_may_only_carry_on_what_stands_there(blank):
    tell(blank, "A2", words="填报单位：{单位}")
    with pytest.raises(Refused):
        tell(blank, "G2", words="别的话")


def test_a_wording_that_does_not_fit_the_figure_is_refused(blank):
    for figure, wording in (("station.villages", "rate"), ("station.villages", "wan"), ("grant.money", "among")):
        with pytest.raises(Refused):
            tell(blank, "E5", figure, wording=wording)


def test_places_are_known_by_every_spelling_and_a_name_that_two_bear_by_its_town(network):
    places = Places(network.values())
    assert places.named(["赵李桥"]) == network["赵李桥镇"]
    assert places.named(["毕畈村"]) == network["毕畈村委会"] and places.named(["１", "无此地"]) is None
    twin = copy(network["毕畈村委会"])
    twin.pk, twin.parent = 999_999, network["赵李桥镇"]
    both = Places([*network.values(), twin])
    assert both.named(["毕畈村"]) is None
    assert both.named(["毕畈村", "神山镇"]) == network["毕畈村委会"]


@pytest.mark.parametrize(
    ("number", "among", "how", "is_percent", "written"),
    [
        (83, None, Wording.OVER, False, "80余"),
        (298, None, Wording.NEAR, False, "近300"),
        (5973800, None, Wording.WAN, False, Decimal("597.38")),
        (199, 200, Wording.RATE, False, Decimal("99.5")),
        (1999, 2000, Wording.RATE, True, Decimal("0.999")),
        (200, 200, Wording.RATE, False, Decimal(100)),
        (0, 0, Wording.RATE, False, None),
        (199, 205, Wording.AMONG, False, 205),
        (0, None, Wording.EXACT, False, 0),
    ],
)
def test_how_a_number_is_written(number, among, how, is_percent, written):
    figure = FIGURES["honour.plaques" if among is not None else "visit.times"]
    assert as_cell(Value(figure, number, among), how, is_percent) == written


def test_the_days_a_cell_looks_at():
    first, last = date(2026, 8, 1), date(2026, 11, 23)
    assert days_of(Over.PERIOD, first, last) == Period(first, last)
    assert days_of(Over.MONTH, first, last) == Period(date(2026, 11, 1), date(2026, 11, 30))
    assert days_of(Over.QUARTER, first, last) == Period(date(2026, 10, 1), last)
    assert days_of(Over.YEAR, first, last) == Period(date(2026, 1, 1), last)
    assert days_of(Over.AS_OF, first, last).last == last
    assert said(date(2026, 2, 1), date(2026, 2, 28)) == "2026年2月"
    assert said(date(2026, 1, 1), date(2026, 12, 31)) == "2026年"
    assert said(first, last) == "2026年8月1日至11月23日"


# numbers from the rows in sight


def test_the_same_form_says_to_each_what_each_sees(blank, network, officer, town_clerk, outsider, clerk):
    build_visit(clerk, on=date(2026, 11, 9))
    build_visit(outsider, on=date(2026, 11, 9))
    tell(blank, "E5", "visit.times")
    down(blank, "F5", "visit.times", towns(network))
    of_city = filled(fill_blank(by=officer, blank=blank, **NOVEMBER))
    assert (of_city["E5"].value, of_city["F5"].value, of_city["F6"].value) == (2, 1, 1)
    filling = fill_blank(by=town_clerk, blank=blank, **NOVEMBER)
    of_town = filled(filling)
    assert (of_town["E5"].value, of_town["F5"].value, of_town["F6"].value) == (1, 1, None)
    assert [line["at"] for line in filling.written if line["reason"]] == ["F6"]


def test_each_number_opens_its_rows_and_nobody_elses(enter, blank, network, officer, clerk, outsider, town_clerk):
    mine, other = build_person(clerk, name="涂走访"), build_person(outsider, name="毕走访")
    build_visit(clerk, mine, on=date(2026, 11, 9))
    build_visit(outsider, other, on=date(2026, 11, 9))
    tell(blank, "E5", "visit.times")
    filling = fill_blank(by=officer, blank=blank, **NOVEMBER)
    rows = reverse("bureau:filling_rows", args=[filling.pk, 1])
    page = enter(officer).get(rows).content.decode()
    assert "涂走访" in page and "毕走访" in page
    for stranger in (town_clerk, outsider):
        assert enter(stranger).get(rows).status_code == 404
    assert enter(officer).get(reverse("bureau:filling_rows", args=[filling.pk, 9])).status_code == 404


def test_a_figure_that_is_gone_is_told_and_its_cell_left_empty(blank, officer):
    tell(blank, "E5", "visit.times")
    BlankCell.objects.update(figure="visit.vanished")
    filling = fill_blank(by=officer, blank=blank, **NOVEMBER)
    assert filled(filling)["E5"].value is None and "统计已取消" in str(filling.written[0]["reason"])


# pages


def upload(client, content, name="附件1.xlsx"):
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("bureau:blank_add"), {"file": file, "title": TITLE})


def test_from_the_upload_to_the_download(enter, officer, content, network):
    client = enter(officer)
    blank = Blank.objects.get(pk=upload(client, content).url.split("/")[-2])
    assert content[:4] not in sealed_path(blank).read_bytes()
    page = client.get(blank.get_absolute_url()).content.decode()
    assert 'colspan="11"' in page and 'rowspan="2"' in page and "赵李桥镇" in page
    cell = reverse("bureau:blank_cell", args=[blank.pk, 1, f"C{FIRST}"])
    form = client.get(cell).content.decode()
    assert "认出了 2 行的地名（到 C6）" in form and "村级服务站" in form
    given = {"figure": "station.villages", "whose": "row", "down": "on", "over": "period", "wording": "exact"}
    assert client.post(cell, given).status_code == 302
    period = {"first_on": "2026-11-01", "last_on": "2026-11-30"}
    made = client.post(reverse("bureau:blank_fill", args=[blank.pk]), period)
    job = Job.objects.get()
    assert made.url == reverse("core:job", args=[job.pk])
    assert run_here(job).url == Filling.objects.get().get_absolute_url()
    filling = Filling.objects.get()
    assert filling.get_absolute_url() in client.get(made.url).content.decode()
    assert ">3</a>" in client.get(filling.get_absolute_url()).content.decode()
    answer = client.get(reverse("bureau:filling_file", args=[filling.pk]))
    sheet = openpyxl.load_workbook(BytesIO(answer.getvalue())).active
    assert (sheet["C5"].value, sheet["C6"].value) == (3, 1)
    for verb in ("blank.add", "blank.map", "blank.fill", "blank.export"):
        assert Event.objects.filter(verb=verb).count() == 1, verb


def sealed_path(blank):
    from pathlib import Path

    from django.conf import settings

    return Path(settings.MEDIA_ROOT) / blank.place


ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]><x/>'


def with_part(content, name, data):
    changed = BytesIO(content)
    with zipfile.ZipFile(changed, "a") as package:
        package.writestr(name, data)
    return changed.getvalue()


def too_wide():
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write("CZ1", "远")
    book.close()
    return out.getvalue()


def test_what_is_no_form_is_refused_beside_the_field(enter, officer, content):
    client = enter(officer)
    with_macro, entity = with_part(content, "xl/vbaProject.bin", b"x"), with_part(content, "xl/odd.xml", ENTITY)
    for data, name in (
        (b"\xff\xfe nonsense", "a.xlsx"), ("姓名\n甲".encode(), "a.csv"),
        (with_macro, "a.xlsm"), (entity, "a.xlsx"),
        (content[: len(content) // 2], "a.xlsx"), (too_wide(), "a.xlsx"),
    ):  # fmt: skip
        answer = upload(client, data, name)
        assert answer.status_code == 422 and 'id="id_file-err"' in answer.content.decode()
    assert not Blank.objects.exists() and not Event.objects.filter(verb="blank.add").exists()


def test_a_cell_may_be_changed_and_left_empty_again(enter, officer, blank):
    cell = reverse("bureau:blank_cell", args=[blank.pk, 1, "E5"])
    client, given = enter(officer), {"whose": "all", "over": "year", "wording": "exact"}
    assert client.post(cell, given).status_code == 422
    assert client.post(cell, {**given, "figure": "visit.times", "words": "也写"}).status_code == 422
    assert client.post(cell, {**given, "figure": "visit.times", "whose": "other"}).status_code == 422
    client.post(cell, {**given, "figure": "visit.times"})
    client.post(cell, {**given, "figure": "visit.people"})
    assert BlankCell.objects.get().figure == "visit.people"
    client.post(cell, {**given, "clear": "on"})
    assert not BlankCell.objects.exists()
    for at in ("C7", "ZZ99", "B5"):
        answer = client.post(reverse("bureau:blank_cell", args=[blank.pk, 1, at]), {**given, "figure": "visit.times"})
        assert answer.status_code in (302, 404, 422) and not BlankCell.objects.exists()


def test_a_shared_form_is_filled_below_and_changed_by_its_owner_alone(enter, officer, clerk, outsider, blank, content):
    with pytest.raises(Refused):
        fill_blank(by=officer, blank=blank, **NOVEMBER)
    tell(blank, "E5", "visit.times")
    private = keep(officer, content, is_shared=False)
    for user in (clerk, outsider):
        client = enter(user)
        assert client.get(blank.get_absolute_url()).status_code == 200
        assert client.get(private.get_absolute_url()).status_code == 404
        assert client.post(reverse("bureau:blank_cell", args=[blank.pk, 1, "F5"])).status_code == 404
        with pytest.raises(Refused):
            discard_blank(by=user, blank=blank)
        with pytest.raises(Refused):
            clear_cells(by=user, blank=blank, sheet="附件1", spots=[(grid_of(blank).at("E5"), None)])
        assert client.post(reverse("bureau:blank_fill", args=[blank.pk]), {"first_on": "x"}).status_code == 422
    discard_blank(by=officer, blank=blank)
    assert not BlankCell.objects.exists()


def test_roles_without_records_have_no_forms(auditor, city_admin, content):
    for user in (auditor, city_admin):
        with pytest.raises(NotAllowed):
            keep(user, content)
    assert not Blank.objects.exists()


def test_words_are_put_in(network):
    text = in_words("{单位} {时段} {日期} {other}", network["赵李桥镇"], date(2026, 10, 1), date(2026, 10, 31), TODAY)
    assert text == "赵李桥镇退役军人服务站 2026年10月 2026年11月23日 {other}"
