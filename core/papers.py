"""Official papers as .docx in the layout of GB/T 9704-2012 (handbook §10.6), and gap-free document numbers.

    letter(Letter(title="关于…的答复", number="赤退信复〔2026〕12号", addressee="张三：", paragraphs=[…], …)) -> bytes

Fonts are named, not embedded; each names the one to take where it is missing (`INSTEAD`).
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from io import BytesIO

from django.db import models
from django.db.models import F
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SONG_TITLE, FANGSONG, HEI, KAI, SONG = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312", "宋体"
INSTEAD = {SONG_TITLE: "宋体,SimSun", FANGSONG: "仿宋,FangSong", KAI: "楷体,KaiTi", HEI: "SimHei", SONG: "SimSun"}
RED = "B01F17"
LEVELS = (HEI, KAI)
AFTER = ("w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents", "w:suppressOverlap", "w:jc")
FOLLOWING = {"autoSpaceDE": AFTER, "autoSpaceDN": AFTER, "outlineLvl": ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr")}
NUMERALS = tuple("一二三四五六七八九十")
SECOND, THIRD, FOURTH = Pt(22), Pt(16), Pt(14)  # 二号 三号 四号
LINE = Pt(28.8)
EM = Pt(16)
A_FEW_LINES = 140  # characters of a last paragraph that moves as a whole
CLOSER = -5  # twentieths of a point between characters of 三号, so that 28 of them stand in 156 mm


class NumberSeries(models.Model):
    """The last number given in a series (a kind of paper and a year). Each department has its own table of these.

    A number is taken inside the transaction that writes the paper: the row stays locked until it commits, and a
    transaction that fails gives its number back. So the numbers have no gap and no double, however many sign at once.
    """

    key = models.CharField(max_length=60, unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.key} {self.last}"

    @classmethod
    def take(cls, key):
        """The next number of the series; call it inside the transaction that uses it."""
        cls.objects.get_or_create(key=key)
        cls.objects.filter(key=key).update(last=F("last") + 1)
        return cls.objects.values_list("last", flat=True).get(key=key)


def document_number(word, year, number):
    """赤退信〔2026〕12号: the year in 〔〕, no leading zero, no 第 (GB/T 9704-2012 §7.2.5)."""
    return f"{word}〔{year}〕{number}号"


@dataclass(frozen=True)
class Letter:
    """What a paper says. A paragraph that begins with 一、 or （一） is a heading of its level."""

    title: str
    paragraphs: tuple
    issuer: str
    on: date
    number: str = ""
    addressee: str = ""
    attachments: tuple = ()
    facts: tuple = field(default_factory=tuple)
    notes: tuple = ()  # 附注, below the date
    has_head: bool = True  # False for a report, whose title stands at the top of the page


HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff“”‘’《》〔〕（）、。，；：！？%％"
WIDE = str.maketrans(",;:?!", "，；：？！")
BESIDE_HAN = re.compile(rf"(?<=[{HAN}])[,;:?!]|[,;:?!](?=[{HAN}])")
BRACKETS = re.compile(r"\(([^()]*)\)")
IN_HAN = re.compile(rf"[{HAN}]")


def full_width(text):
    """The marks of a Chinese sentence as official papers write them (GB/T 15834): ，；：（）. Those within numbers, times,
    addresses and foreign words stay as they are."""

    def brackets(found):
        before = text[found.start() - 1 : found.start()]
        is_han = IN_HAN.search(found[1]) or IN_HAN.search(before)
        return f"（{found[1]}）" if is_han else found[0]

    text = BRACKETS.sub(brackets, text)
    return BESIDE_HAN.sub(lambda found: found[0].translate(WIDE), text)


def wide(paper):
    """The paper with the marks of all its words in full width."""
    many = {name: tuple(full_width(text) for text in getattr(paper, name)) for name in ("paragraphs", "notes")}
    return replace(paper, title=full_width(paper.title), addressee=full_width(paper.addressee), **many)


def letter(paper):
    """The paper as the bytes of a .docx."""
    paper, book = wide(paper), Document()
    _page(book)
    _head(book, paper)
    if paper.addressee:
        _line(book, paper.addressee)
    if paper.facts:
        _table(book, paper.facts)
    for text in paper.paragraphs:
        _paragraph(book, text)
    _foot(book, paper)
    _properties(book, paper)
    _fonts(book)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def chinese_date(day):
    """2026年11月23日: Arabic numerals, no leading zeros (§7.3.5)."""
    return f"{day.year}年{day.month}月{day.day}日"


def _page(book):
    """A4 with a type area of 156 × 225 mm, 22 lines of 28 characters; odd pages number on the right, even on the left."""
    section = book.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    book.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(footer, side):
    """— 1 — in 四号 宋体, one character in from the edge."""
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    inset = "right_indent" if side == WD_ALIGN_PARAGRAPH.RIGHT else "left_indent"
    setattr(paragraph.paragraph_format, inset, FOURTH)
    _dress(paragraph.add_run("— "), SONG, FOURTH)
    run = paragraph.add_run()
    _dress(run, SONG, FOURTH)
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)
    _dress(paragraph.add_run(" —"), SONG, FOURTH)


def _head(book, paper):
    """The issuer's name in red, the number, the red rule, the title; of a report its title alone."""
    if not paper.has_head:
        _line(book, paper.title, font=SONG_TITLE, size=SECOND, align=WD_ALIGN_PARAGRAPH.CENTER, line=Pt(35))
        _line(book, "", line=LINE)
        return
    _line(book, paper.issuer, font=SONG_TITLE, size=Pt(30), align=WD_ALIGN_PARAGRAPH.CENTER, colour=RED, line=Pt(44))
    number = _line(book, paper.number or " ", align=WD_ALIGN_PARAGRAPH.CENTER)
    _rule(number)
    _line(book, "", line=LINE)
    _line(book, paper.title, font=SONG_TITLE, size=SECOND, align=WD_ALIGN_PARAGRAPH.CENTER, line=Pt(35))
    _line(book, "", line=LINE)


def _foot(book, paper):
    """附件说明 one line below the text, then issuer and date: the date four characters from the right, the issuer's
    name centred over it, both on a page with text (§7.3.5); 附注 in brackets below."""
    last = len(book.paragraphs) - 1
    first = last if len(book.paragraphs[last].text) <= A_FEW_LINES else last + 1
    if paper.attachments:
        _line(book, "")
        for place, name in enumerate(paper.attachments, start=1):
            _line(book, f"附件：{place}. {name}" if place == 1 else f"　　　{place}. {name}", indent=True)
    _line(book, "")
    _line(book, "")
    day = chinese_date(paper.on)
    for text in (paper.issuer, day):
        paragraph = _line(book, text, align=WD_ALIGN_PARAGRAPH.RIGHT)
        paragraph.paragraph_format.right_indent = max(0, int((4 - (_width(text) - _width(day)) / 2) * EM))
        _mark(paragraph, autoSpaceDE=0, autoSpaceDN=0)
    for paragraph in book.paragraphs[first:-1]:
        paragraph.paragraph_format.keep_with_next = True
    for note in paper.notes:
        _line(book, f"（{note}）", indent=True)


def _width(text):
    """In characters: a digit takes half of one."""
    return sum(0.5 if sign.isascii() else 1 for sign in text)


def _properties(book, paper):
    book.core_properties.title = paper.title
    book.core_properties.author = paper.issuer
    for part, name in ((book.styles, "w:lang"), (book.settings, "w:themeFontLang")):
        for language in part.element.iter(qn(name)):
            language.set(qn("w:eastAsia"), "zh-CN")


def _fonts(book):
    """Which font stands in where one is missing."""
    part = next(part for part in book.part.package.iter_parts() if part.partname.endswith("/fontTable.xml"))
    named = (f'<w:font w:name="{name}"><w:altName w:val="{other}"/></w:font>' for name, other in INSTEAD.items())
    part._blob = part.blob.replace(b"</w:fonts>", f"{''.join(named)}</w:fonts>".encode())


def _mark(paragraph, **marks):
    """Properties that python-docx has no name for, in the order of the schema."""
    properties = paragraph._p.get_or_add_pPr()
    for name, value in marks.items():
        mark = OxmlElement(f"w:{name}")
        mark.set(qn("w:val"), str(value))
        properties.insert_element_before(mark, *FOLLOWING[name])


def _paragraph(book, text):
    """A paragraph of the text; a heading stays with what it heads."""
    font = _font_of(text)
    paragraph = _line(book, text, indent=True, font=font)
    if font in LEVELS:
        paragraph.paragraph_format.keep_with_next = True
        _mark(paragraph, outlineLvl=LEVELS.index(font))


def _font_of(text):
    """一、 黑体; （一） 楷体; everything else 仿宋."""
    if text[:1] in NUMERALS and text[1:2] == "、":
        return HEI
    is_second = text[:1] in ("（", "(") and text[1:2] in NUMERALS and text[2:3] in ("）", ")")
    return KAI if is_second else FANGSONG


def _line(
    book, text, *, font=FANGSONG, size=THIRD, align=WD_ALIGN_PARAGRAPH.JUSTIFY, indent=False, colour="", line=LINE
):
    paragraph = book.add_paragraph()
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, line
    paragraph.alignment = align
    if indent:
        form.first_line_indent = 2 * EM
    _dress(paragraph.add_run(text), font, size, colour)
    return paragraph


def _dress(run, font, size, colour=""):
    """`font.name` alone sets the Latin face only: the East Asian one is named too."""
    run.font.name, run.font.size = font, size
    if size == THIRD:
        spacing = OxmlElement("w:spacing")
        spacing.set(qn("w:val"), str(CLOSER))
        run._r.get_or_add_rPr().insert_element_before(spacing, "w:w", "w:kern", "w:position", "w:sz", "w:szCs")
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for slot in ("w:eastAsia", "w:ascii", "w:hAnsi"):
        fonts.set(qn(slot), font)
    if font != SONG:  # “ ” and … are as wide as a character
        fonts.set(qn("w:hint"), "eastAsia")
    if colour:
        run.font.color.rgb = RGBColor.from_string(colour)


def _rule(paragraph):
    """The red line under the number."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "6"), ("color", RED)):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    properties = paragraph._p.get_or_add_pPr()
    properties.insert_element_before(borders, "w:spacing", "w:ind", "w:jc")


def _table(book, facts):
    """Label and value, as registration forms and receipts print them."""
    table = book.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    for label, value in facts:
        cells = table.add_row().cells
        cells[0].width, cells[1].width = Mm(40), Mm(116)
        for cell, text, font in ((cells[0], label, HEI), (cells[1], value, FANGSONG)):
            paragraph = cell.paragraphs[0]
            _dress(paragraph.add_run(str(text)), font, FOURTH)
    _line(book, "")
