"""From template to text: sentences, what the figures say, and what of it is printed."""

import re
from dataclasses import dataclass

from django.utils import timezone

from bureau.choices import Level
from bureau.models import Answer
from bureau.rules import SLOT
from bureau.slots import SLOTS
from bureau.wording import word
from core.papers import Letter, letter
from stations.models import Station

MARKS = {"# ": Level.CHAPTER, "## ": Level.SECTION}
SENTENCE = re.compile(r"[^。]*。”?|[^。]+$")
# A number as somebody types it; Chinese numerals only before a word of counting
TYPED = re.compile(r"\d[\d,.]*[%余]?|[一二三四五六七八九十百千]+(?=[余多]?[个名份条篇户件场人次项万])")


def parse_template(text):
    """The sentences of a template: {paragraph, level, template, text} each. A line is a paragraph; # and ## head it."""
    for paragraph, line in enumerate(text.strip().split("\n"), start=1):
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        level, line = MARKS.get(mark, Level.TEXT), line.removeprefix(mark)
        for sentence in [line] if level else SENTENCE.findall(line):
            yield {"paragraph": paragraph, "level": level, "template": sentence, "text": sentence}


# ——— what the figures say ———


def evaluate(report, by, *, with_rows=False):
    """{row: Answer} of every slot, within the report's own station, as far as `by` may see."""
    return {row: answer(report, slot, by, with_rows=with_rows) for row, slot in SLOTS.items()}


def answer(report, slot, by, *, with_rows=False):
    figure, period = slot.declared, slot.period(report.first_on, report.last_on)
    value = figure.evaluate(by, period, report.station, slot.names or None)
    names = names_of(value.parts) if slot.names else ""
    return Answer(
        report=report,
        row=slot.row,
        figure=slot.figure,
        first_on=period.first,
        last_on=period.last,
        number=value.number,
        among=value.among,
        words=names or word(slot.wording, value.number, value.among) or "",
        rows=[listed(row) for row in figure.rows(by, period, report.station)] if with_rows else None,
    )


def names_of(parts):
    """The towns of a breakdown, as a sentence names them: 陆水湖、官塘、神山."""
    towns = Station.objects.filter(pk__in=[key for key in parts if key]).select_related("division")
    return "、".join(town.division.name for town in towns.order_by("division__code"))


def listed(row):
    """One row behind a number: its key, what it is called, where it is."""
    return [row.pk, str(row), row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""]


# ——— what is printed ———


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: plain words, a figure's answer, or a number that somebody typed."""

    words: str
    answer: Answer | None = None
    is_typed: bool = False


def pieces(sentence, answers):
    """The sentence in parts, or none when a figure in it has nothing to say (then it is left out)."""
    parts, end = [], 0
    for slot in SLOT.finditer(sentence.text):
        parts += plain(sentence, sentence.text[end : slot.start()])
        said = answers.get(slot[1])
        if said is None or not said.words:
            return []
        parts.append(Piece(said.words, said))
        end = slot.end()
    return parts + plain(sentence, sentence.text[end:])


def plain(sentence, text):
    """Words between slots; numbers that the template did not have are marked as typed by hand."""
    if sentence.text == sentence.template:
        return [Piece(text)] if text else []
    parts, end = [], 0
    for number in TYPED.finditer(text):
        if number[0] not in sentence.template:
            parts += [Piece(text[end : number.start()]), Piece(number[0], is_typed=True)]
            end = number.end()
    return [part for part in (*parts, Piece(text[end:])) if part.words]


@dataclass(frozen=True)
class Paragraph:
    level: int
    sentences: list

    @property
    def text(self):
        return "".join(part.words for _sentence, parts in self.sentences for part in parts)


def paragraphs(report):
    """The report as it reads now: paragraphs of (sentence, pieces). What has nothing to say is left out."""
    answers = {answer.row: answer for answer in report.answers.defer("rows")}
    found = {}
    for sentence in report.sentences.all():
        if parts := pieces(sentence, answers):
            found.setdefault((sentence.paragraph, sentence.level), []).append((sentence, parts))
    return [Paragraph(level, sentences) for (_number, level), sentences in found.items()]


def left_out(report):
    """The sentences that a figure of zero keeps out."""
    answers = {answer.row: answer for answer in report.answers.defer("rows")}
    return [sentence for sentence in report.sentences.all() if not pieces(sentence, answers)]


def as_word(report, issuer, day):
    """The report as the bytes of a .docx in official layout (GB/T 9704-2012, handbook §10.6)."""
    lines = tuple(paragraph.text for paragraph in paragraphs(report))
    on = timezone.localtime(report.published_at).date() if report.is_published else day
    return letter(Letter(title=report.title, paragraphs=lines, issuer=issuer, on=on))
