"""A file for each kind of dirt of the handbook's §2.5, and ways to make more. Every maker returns (file name, bytes)."""

import csv
import io
import zipfile
from dataclasses import astuple, dataclass

import openpyxl
import xlsxwriter
import xlwt

from core.validators.identity import identity_check_digit

HEADINGS = (
    "序号", "姓名", "身份证号", "性别", "出生日期", "民族", "村（社区）", "联系电话", "入伍时间", "退役时间", "备注",
)  # fmt: skip
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"
GIVEN = ("建国", "长林", "秀英", "志强", "桂兰", "小明", "国庆", "援朝", "文革", "红军")
VILLAGES = ("羊楼洞村", "花亭村", "十八里畈村")
ROSTERS = {}


def roster(make):
    """Register a maker under its name, so that tests can go through all of them."""
    ROSTERS[make.__name__] = make
    return make


@dataclass(frozen=True)
class Someone:
    """A person who does not exist, as a roster writes one."""

    seq: int
    name: str
    id_no: str
    sex: str
    birth: str
    ethnic: str
    village: str
    phone: str
    enlisted: str
    discharged: str
    note: str = ""


def identity(number, year=1958):
    """The identity number of the person with this running number: valid, in a district that does not exist."""
    first17 = f"990000{year:04}{number // 28 % 12 + 1:02}{number % 28 + 1:02}{number % 1000:03}"
    return first17 + identity_check_digit(first17)


def somebody(number):
    id_no = identity(number, 1950 + number // 336 % 50)
    birth = f"{id_no[6:10]}-{id_no[10:12]}-{id_no[12:14]}"
    sex = "男" if int(id_no[16]) % 2 else "女"
    name = SURNAMES[number % len(SURNAMES)] + GIVEN[number // len(SURNAMES) % len(GIVEN)]
    village, phone = VILLAGES[number % len(VILLAGES)], f"120{number:08}"
    return Someone(number, name, id_no, sex, birth, "汉", village, phone, "1976-11", "1981-01")


def people(count):
    """The rows of a clean roster."""
    return [astuple(somebody(number)) for number in range(1, count + 1)]


# ——— ways to make a file ———


def xlsx(sheets, *, merges=(), hidden=(), styles=None):
    """Bytes of an .xlsx. `sheets` {name: rows}; `styles` {(sheet, row, column): number format}; merges are A1:B2."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None and value != "":
                    cell = page.cell(number, column, value)
                    cell.data_type = "s" if isinstance(value, str) else cell.data_type
        page.sheet_state = "hidden" if name in hidden else "visible"
        for merge in merges:
            page.merge_cells(merge)
    for (name, row, column), look in (styles or {}).items():
        book[name].cell(row, column).number_format = look
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def written(fill, **options):
    """Bytes of an .xlsx that XlsxWriter makes: `fill(book)` writes it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, options)
    fill(book)
    book.close()
    return out.getvalue()


def xls(sheets, *, merges=(), formats=None):
    """Bytes of a real .xls; `formats` {(row, column): number format}, counted from 0."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        page = book.add_sheet(name, cell_overwrite_ok=True)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                look = xlwt.easyxf(num_format_str=(formats or {}).get((number, column), "General"))
                page.write(number, column, value, look)
        for merge in merges:
            page.merge(*merge)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def delimited(rows, encoding="utf-8", delimiter=","):
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode(encoding)


def html(rows, title=""):
    cells = ("".join(f"<td>{value}</td>" for value in row) for row in rows)
    body = "".join(f"<tr>{row}</tr>" for row in cells)
    return f"<html><head><meta charset=gbk></head><body><table>{title}{body}</table></body></html>".encode("gb18030")


def repacked(data, change):
    """An .xlsx with its parts rewritten: `change(name, content)` gives each part's new content."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
    return out.getvalue()


# ——— the twelve kinds of dirt ———


@roster
def titles_and_two_row_header():
    """1: merged titles, 填报单位, and a header of two rows with groups."""
    width = len(HEADINGS)
    groups = ["序号", "基本情况", "", "", "", "", "", "", "服役情况", "", "备注"]
    lower = ["", *HEADINGS[1:-1], ""]
    rows = [
        ["赵李桥镇退役军人花名册"],
        ["填报单位：赵李桥镇退役军人服务站", *[""] * 6, "填报时间：2024年3月"],
        groups,
        lower,
        *people(4),
    ]
    merges = ("A1:K1", "A2:G2", "H2:K2", "A3:A4", "B3:H3", "I3:J3", "K3:K4")
    assert len(groups) == len(lower) == width
    return "花名册.xlsx", xlsx({"花名册": rows}, merges=merges)


@roster
def numeric_identity():
    """2: identity numbers and phones typed as numbers: Excel has made the last three digits zeros."""
    rows = [list(row) for row in people(3)]
    for row in rows:
        row[2], row[7] = float(row[2][:15] + "000"), int(row[7])
    return "数字身份证.xlsx", xlsx({"花名册": [HEADINGS, *rows]})


@roster
def partial_dates():
    """3: every way to write a month, in text, numbers and the date formats of a Chinese Excel."""
    texts = ("1985.3", "1985.03", "1985年3月", "198503", "1985-3", "85.3", "85年冬", "1985/3/1", 31107, 1985.1)

    def fill(book):
        page = book.add_worksheet("花名册")
        page.write_row(0, 0, HEADINGS)
        looks = [27, 28, 31, 36, 50, 52, 57, 58, 14, 17, 'yyyy"年"m"月"', "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "yyyy.mm"]
        for number, row in enumerate(people(len(looks)), 1):
            page.write_row(number, 0, row)
            page.write(number, 8, texts[number % len(texts)])
            page.write_number(number, 9, 31107, book.add_format({"num_format": looks[number - 1]}))

    return "日期.xlsx", written(fill)


@roster
def full_width():
    """4: full-width digits, padded names, remarks in the name cell, dots of minority names."""
    wide = str.maketrans("0123456789", "０１２３４５６７８９")
    rows = [list(row) for row in people(5)]
    names = ("张　三", "李 四(已故)", "王五（党员）", "阿依古丽·买买提", "\u00a0赵六\u3000")
    for row, name in zip(rows, names, strict=True):
        row[1], row[2], row[7] = name, row[2].translate(wide), f"\u3000{row[7].translate(wide)}\u00a0"
    return "全角.xlsx", xlsx({"花名册": [[f" {text}\n*：" for text in HEADINGS], *rows]})


@roster
def csv_gb18030():
    """5: CSV as Excel saves it on a Chinese Windows, with a character GBK does not have."""
    rows = people(3)
    return "花亭村.csv", delimited([HEADINGS, *rows, (4, "王\U00020bb7", identity(4), *rows[0][3:])], "gb18030")


@roster
def csv_utf8_with_mark():
    """5: UTF-8 with a byte order mark, semicolons, a line break within a cell."""
    rows = [[*row[:-1], "第一行\n第二行"] for row in people(3)]
    return "花亭村.csv", delimited([HEADINGS, *rows], "utf-8-sig", ";")


@roster
def text_called_xls():
    """5: tab-separated text under the name .xls, in UTF-16."""
    return "导出.xls", delimited([HEADINGS, *people(3)], "utf-16", "\t")


@roster
def html_called_xls():
    """5: an HTML table under the name .xls, with a merged title and a merged village."""
    title = f"<tr><td colspan={len(HEADINGS)}>优抚对象花名册</td></tr>"
    return "导出.xls", html([HEADINGS, *people(3)], title)


@roster
def real_xls():
    """5: an old workbook as such."""
    rows = [list(row) for row in people(3)]
    for row in rows:
        row[8] = 31107
    formats = {(number, 8): 'yyyy"年"m"月"' for number in (1, 2, 3)}
    return "花名册.xls", xls({"羊楼洞村": [HEADINGS, *rows]}, formats=formats)


@roster
def sheet_per_village():
    """6: one sheet per village, one of them hidden, and a sheet that is no table."""
    tables = {village: [HEADINGS, *people(2)] for village in VILLAGES}
    return "各村.xlsx", xlsx({**tables, "说明": [["本表由各村填写"]]}, hidden=VILLAGES[2:])


@roster
def merged_village():
    """6: the village merged down the left, an empty spacer column, a formula with its value, blank rows between."""

    def fill(book):
        page = book.add_worksheet("花名册")
        page.write_row(0, 0, ("所在村", "姓名", "", "身份证号", "联系电话", "备注"))
        for number, row in enumerate(people(5), 1):
            line = number + 1 if number > 3 else number
            page.write_row(line, 1, (row[1], "", row[2]))
            page.write_formula(line, 4, f'=TEXT({row[7]},"0")', None, row[7])
        page.merge_range(1, 0, 3, 0, "羊楼洞村")
        page.merge_range(4, 0, 9, 0, "花亭村")
        page.set_row(2, None, None, {"hidden": True})

    return "合并.xlsx", written(fill)


@roster
def footers():
    """7: sums, signatures and notes below, and between, the rows."""
    rows = people(4)
    below = [
        ["合计", "", "4人"],
        ["填表人：王某", "", "审核人：李某 电话：12000000001", "", "", "", "站长（签字）："],
        ["注：本表一式两份"],
        ["", "备注：1.以上人员均在世"],
    ]
    return "页脚.xlsx", xlsx({"花名册": [HEADINGS, *rows[:2], ["小计", "2人"], *rows[2:], *below]})


@roster
def repeated_header():
    """8: titles and headings copied with every page; the same people on another sheet."""
    title = ["赵李桥镇退役军人花名册"]
    rows = people(4)
    pages = [title, HEADINGS, *rows[:2], title, HEADINGS, *rows[2:]]
    return "分页.xlsx", xlsx({"一": pages, "二": [HEADINGS, rows[0]]})


@roster
def nulls_and_dittos():
    """9: words for nothing, and marks for the value above."""
    rows = [list(row) for row in people(6)]
    for row, mark in zip(rows[1:], ("同上", "″", "〃", '"', "/"), strict=True):
        row[6] = mark
    for row, word in zip(rows, ("无", "/", "-", "——", "不详", "清空"), strict=True):
        row[8] = word
    rows[3][1] = "同上"
    return "同上.xlsx", xlsx({"花名册": [HEADINGS, *rows]})


@roster
def yes_and_no():
    """10: yes and no in every notation, levels in every numeral."""
    answers = ("是", "√", 1, "有", True, "否", "×", 2, "无", False)
    levels = ("10级", "十级", "拾级", "Ⅹ", "10", "1级", "一级", "壹级", "Ⅰ", 1)
    rows = [(*row[:3], answer, level) for row, answer, level in zip(people(10), answers, levels, strict=True)]
    return "是否.xlsx", xlsx({"花名册": [(*HEADINGS[:3], "是否享受低保", "伤残等级"), *rows]})


@roster
def village_names():
    """11: one village by many names."""
    names = ("羊楼洞", "羊楼洞村", "羊楼洞村委会", "羊楼洞村民委员会", "赵李桥镇羊楼洞村", "羊楼洞村3组")
    rows = [(*row[:6], name, *row[7:]) for row, name in zip(people(6), names, strict=True)]
    return "村名.xlsx", xlsx({"花名册": [HEADINGS, *rows]})


@roster
def apostrophes_and_breaks():
    """12: leading apostrophes, line breaks within cells, a protected sheet, error cells."""

    def fill(book):
        page = book.add_worksheet("花名册")
        page.protect("密码")
        page.write_row(0, 0, [text.replace("身份", "身份\n") for text in HEADINGS])
        for number, row in enumerate(people(3), 1):
            page.write_row(number, 0, (row[0], f"{row[1]}\n", f"'{row[2]}", *row[3:-1]))
            page.write_formula(number, 10, "=NA()", None, "#N/A")

    return "杂项.xlsx", written(fill)


def locked():
    """12: a workbook locked with a password, as far as anyone without it can see."""
    return "加密.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode(
        "utf-16-le"
    ) + bytes(512)


def ghost_rows(count=1_000_000):
    """6: three people, and formatted blank rows to the bottom of the sheet."""
    name, data = "幽灵行.xlsx", xlsx({"花名册": [HEADINGS, *people(3)]})
    ghosts = b"".join(b'<row r="%d"><c r="A%d" s="0"/><c r="K%d" s="0"/></row>' % (r, r, r) for r in range(5, count))

    def change(part, content):
        return content.replace(b"</sheetData>", ghosts + b"</sheetData>") if part.endswith("sheet1.xml") else content

    return name, repacked(data, change)
