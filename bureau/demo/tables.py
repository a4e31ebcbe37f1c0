"""Two tables that the bureau keeps, and the province's form with merged cells, mapped once and filled for last month."""

from datetime import timedelta
from io import BytesIO

import xlsxwriter

from bureau.actions.blanks import add_blank, fill_blank, map_cells
from bureau.actions.tables import save_table
from bureau.choices import Over, Wording
from bureau.grids import Form, Places
from bureau.models import Blank, Filling, SavedTable
from core.figures import Period
from stations.choices import Tier
from stations.models import Account, Station

TITLE = "各镇（街道）退役军人服务保障情况统计表"
FIRST = 5  # the row of the first town
# column, its figure, over which days, in which wording
MEANINGS = (
    ("C", "station.villages", Over.PERIOD, Wording.EXACT),
    ("D", "station.staffed", Over.PERIOD, Wording.RATE),
    ("E", "visit.households", Over.PERIOD, Wording.EXACT),
    ("F", "visit.people", Over.PERIOD, Wording.EXACT),
    ("G", "visit.money", Over.PERIOD, Wording.WAN),
    ("H", "grant.people", Over.YEAR, Wording.EXACT),
    ("I", "grant.money", Over.YEAR, Wording.WAN),
    ("J", "talk.evening", Over.YEAR, Wording.EXACT),
)
WORDS = (("A2", "填报单位：{单位}"), ("G2", "填报时段：{时段}"))
TABLES = (
    ("各镇重点优抚对象分类别人数", "veterans:people", {"category": "KEY"}, ("town", "category"), ()),
    (
        "本年走访慰问明细（报办公室）",
        "outreach:visits",
        {"when": "year"},
        (),
        ("on", "who", "place", "occasion", "money"),
    ),
)


HEADS = (
    ("A3:A4", "序号"), ("B3:B4", "镇（街道）"), ("C3:D3", "服务网络"), ("E3:G3", "走访慰问"), ("H3:I3", "帮扶援助（当年）"),
    ("J3:J4", "村湾夜话\n（场）"), ("K3:K4", "备注"),
)  # fmt: skip
BELOW = ("村级服务站（个）", "人员到位率", "户", "人", "慰问金（万元）", "人", "资金（万元）")


def province_form(towns):
    """The empty form as the province sends it: title and heads merged, sums as formulas, notes below, a text box beside."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out)
    sheet = book.add_worksheet("附件1")
    looks = formats(book)
    _heads(sheet, looks)
    _lines(sheet, looks, towns)
    _notes(sheet, looks, FIRST + len(towns))
    for columns, width in (("A:A", 6), ("B:B", 14), ("C:K", 11)):
        sheet.set_column(columns, width)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2, 3)
    sheet.freeze_panes(4, 2)
    sheet.insert_textbox(f"L{FIRST}", "加盖公章后扫描上报")
    book.close()
    return out.getvalue()


def formats(book):
    """The formats of such forms, by what they are for."""
    letters = {"font_name": "仿宋_GB2312", "font_size": 11, "valign": "vcenter"}
    cell = {**letters, "border": 1, "align": "center"}
    made = {
        "title": {"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"},
        "plain": letters,
        "red": {**letters, "font_color": "#C00000"},
        "cell": cell,
        "head": {**cell, "text_wrap": True, "bold": True},
        "money": {**cell, "num_format": "0.00"},
        "rate": {**cell, "num_format": "0.0%"},
    }
    return {name: book.add_format(look) for name, look in made.items()}


def _heads(sheet, looks):
    sheet.merge_range("A1:K1", TITLE, looks["title"])
    sheet.merge_range("A2:F2", "填报单位：", looks["plain"])
    sheet.merge_range("G2:K2", "填报时段：", looks["plain"])
    for area, text in HEADS:
        sheet.merge_range(area, text, looks["head"])
    for place, text in enumerate(BELOW, start=2):
        sheet.write_string(3, place, text, looks["head"])
    sheet.set_row(0, 32)
    sheet.set_row(3, 34)


def _lines(sheet, looks, towns):
    for place, name in enumerate(towns):
        row = FIRST - 1 + place
        sheet.write_number(row, 0, place + 1, looks["cell"])
        sheet.write_string(row, 1, name, looks["cell"])
        for column in range(2, 11):
            look = {3: "rate", 6: "money", 8: "money"}.get(column, "cell")
            sheet.write_blank(row, column, None, looks[look])


def _notes(sheet, looks, last):
    """The line of sums, and what stands below it."""
    sheet.merge_range(f"A{last}:B{last}", "合计", looks["head"])
    for column in "CEFGHIJ":
        look = looks["money" if column in "GI" else "cell"]
        sheet.write_formula(f"{column}{last}", f"=SUM({column}{FIRST}:{column}{last - 1})", look)
    for column in "DK":
        sheet.write_blank(f"{column}{last}", None, looks["cell"])
    plain, red = looks["plain"], looks["red"]
    sheet.merge_range(f"A{last + 1}:K{last + 1}", "", plain)
    said = (plain, "填表说明：本表由各县（市、区）汇总，", red, "每月5日前", plain, "报省厅。")
    sheet.write_rich_string(f"A{last + 1}", *said, plain)
    sheet.write_string(f"A{last + 2}", "单位负责人：", plain)
    sheet.write_string(f"I{last + 2}", "填表人：", plain)


def load(today, _rng):
    """Make them once; a second load adds nothing."""
    officer = Account.objects.filter(username="yewu").first()
    if officer is None or SavedTable.objects.filter(is_demo=True).exists():
        return {}
    for title, listed, filters, by, columns in TABLES:
        recipe = {"columns": list(columns), "filters": filters, "sort": "", "by": list(by)}
        save_table(by=officer, title=title, is_shared=True, listed=listed, recipe=recipe)
    SavedTable.objects.filter(made_by=officer).update(is_demo=True)
    blank = mapped(officer, today)
    month = Period.month(today.replace(day=1) - timedelta(days=1))
    fill_blank(by=officer, blank=blank, first_on=month.first, last_on=month.last, today=today)
    return {"tables": len(TABLES), "forms": 1}


def mapped(officer, today):
    """The province's form with its meaning, shared with the towns."""
    stations = Station.objects.filter(parent=officer.station, closed_on__isnull=True).select_related("division")
    towns = [station for station in stations.order_by("division__code") if station.tier == Tier.TOWN]
    content = province_form([town.place for town in towns])
    blank = add_blank(
        by=officer, title=TITLE, file_name="附件1 统计表（空表）.xlsx", content=content, is_shared=True, today=today
    )
    grid, places = Form(content).grids[0], Places(towns)
    for column, figure, over, wording in MEANINGS:
        spots = grid.below(grid.at(f"{column}{FIRST}"), places)
        values = {"figure": figure, "words": "", "over": over, "wording": wording}
        map_cells(by=officer, blank=blank, sheet=grid.name, spots=spots, values=values)
    for at, words in WORDS:
        values = {"figure": "", "words": words, "over": Over.PERIOD, "wording": Wording.EXACT}
        map_cells(by=officer, blank=blank, sheet=grid.name, spots=[(grid.at(at), None)], values=values)
    Blank.objects.filter(pk=blank.pk).update(is_demo=True)
    return blank


def remove():
    """Take them away again."""
    Filling.objects.filter(blank__is_demo=True).delete()
    Blank.objects.filter(is_demo=True).delete()
    SavedTable.objects.filter(is_demo=True).delete()
