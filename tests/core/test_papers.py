"""The marks of a Chinese sentence in official papers are full-width; numbers, times, addresses keep theirs."""

from datetime import date
from io import BytesIO

import pytest
from docx import Document
from docx.oxml.ns import qn

from core.papers import Letter, full_width, letter


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("对全市、镇、村(社区)服务站和企业,进行走访;", "对全市、镇、村（社区）服务站和企业，进行走访；"),
        ("帮扶资金1,597.38万元,11,432人", "帮扶资金1,597.38万元，11,432人"),
        ("安置率100%,参训率100%", "安置率100%，参训率100%"),
        ("“八进”活动,开展30余场", "“八进”活动，开展30余场"),
        ("时间:2026年11月23日10:30", "时间：2026年11月23日10:30"),
        ("3人(含家属)到位", "3人（含家属）到位"),
        ("第(3)项", "第（3）项"),
        ("见 https://example.org/a?b=1,2 (GB/T 9704)", "见 https://example.org/a?b=1,2 (GB/T 9704)"),
        ("（一）主要做法", "（一）主要做法"),
    ],
)
def test_marks_as_official_papers_write_them(text, paper):
    assert full_width(text) == paper
    assert full_width(paper) == paper


# ——— pages ———


@pytest.fixture
def book():
    paper = Letter(
        title="工作报告",
        paragraphs=("导语。", "一、服务保障", "（一）主要做法", "正文。", "结语。"),
        issuer="赤壁市退役军人事务局",
        on=date(2026, 11, 23),
        attachments=("名单",),
        has_head=False,
    )
    return Document(BytesIO(letter(paper)))


def line(book, text):
    return next(paragraph for paragraph in book.paragraphs if paragraph.text == text)


def test_a_heading_never_stands_alone_at_the_end_of_a_page(book):
    levels = {}
    for text in ("一、服务保障", "（一）主要做法"):
        assert line(book, text).paragraph_format.keep_with_next
        levels[text] = line(book, text)._p.pPr.find(qn("w:outlineLvl")).get(qn("w:val"))
    assert levels == {"一、服务保障": "0", "（一）主要做法": "1"}
    assert not line(book, "正文。").paragraph_format.keep_with_next


def test_issuer_and_date_never_stand_on_a_page_without_text(book):
    texts = [paragraph.text for paragraph in book.paragraphs]
    closing = book.paragraphs[texts.index("结语。") : texts.index("2026年11月23日")]
    assert len(closing) > 4 and all(paragraph.paragraph_format.keep_with_next for paragraph in closing)
    assert not line(book, "2026年11月23日").paragraph_format.keep_with_next


def test_the_issuer_is_centred_over_a_date_without_gaps_beside_its_digits(book):
    for text in ("赤壁市退役军人事务局", "2026年11月23日"):
        gaps = [
            line(book, text)._p.pPr.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("autoSpaceDE", "autoSpaceDN")
        ]
        assert gaps == ["0", "0"]


def test_fonts_that_a_machine_lacks_have_others_named_and_the_words_are_chinese(book):
    fonts = next(str(part.blob, "utf-8") for part in book.part.package.iter_parts() if "fontTable" in part.partname)
    for name, other in (("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体"), ("方正小标宋简体", "宋体")):
        assert f'<w:font w:name="{name}"><w:altName w:val="{other}' in fonts
    languages = book.styles.element.find(f".//{qn('w:lang')}")
    assert languages.get(qn("w:eastAsia")) == "zh-CN"
    run = line(book, "正文。").runs[0]
    assert run._r.rPr.rFonts.get(qn("w:hint")) == "eastAsia", "“ ” take the width of a character"
