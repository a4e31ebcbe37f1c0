"""From template to text: sentences, what the figures say, and what of it is printed."""

import re
from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from bureau.choices import Level
from bureau.models import Answer
from bureau.parts import breakdowns_of, marked, marks_of, parts_of
from bureau.slots import SLOTS, period_before
from bureau.wording import CLAIM, NUMBER, SLOT, TYPED, word
from core.figures import FIGURES, Period
from core.papers import Letter, letter
from stations.models.network import short_names
from veterans.desk import named
from veterans.models.naming import Names

MARKS = {"# ": Level.CHAPTER, "## ": Level.SECTION}
# What the report calls the ways in which points were raised (handbook §9 row 11)
WAYS = {
    "chat": "拉家常",
    "evening_talk": "村湾夜话",
    "symposium": "搞座谈",
    "survey": "无记名问卷",
    "heart_to_heart": "交心谈心",
    "visit": "入户走访",
}
SENTENCE = re.compile(r"[^。]*。”?|[^。]+$")
NAMES = {"town": short_names, "source": lambda keys: {key: WAYS[key] for key in keys if key in WAYS}}


def parse_template(text):
    """The sentences of a template: {paragraph, level, template, text} each. A line is a paragraph; # and ## head it."""
    for paragraph, line in enumerate(text.strip().split("\n"), start=1):
        mark = next((mark for mark in MARKS if line.startswith(mark)), "")
        level, line = MARKS.get(mark, Level.TEXT), line.removeprefix(mark)
        for sentence in [line] if level else SENTENCE.findall(line):
            yield {"paragraph": paragraph, "level": level, "template": sentence, "text": sentence}


# ——— what the figures say ———


def evaluate(report, by, *, with_rows=False, told=None):
    """{row: Answer} of every slot, within the report's own station, as far as `by` may see. `told`: hears after each how
    many are done."""
    found = {}
    for row, slot in SLOTS.items():
        found[row] = answer(report, slot, by, with_rows=with_rows)
        if told:
            told(len(found))
    return found


def answer(report, slot, by, *, with_rows=False):
    period, station = slot.period(report.first_on, report.last_on), report.station
    value, words = said(slot, by, period, station)
    before, before_words = said(slot, by, slot.period(*period_before(report.first_on, report.last_on)), station)
    rows = slot.declared.rows(by, period, station, **slot.where) if with_rows else None
    return Answer(
        report=report,
        row=slot.row,
        figure=slot.figure,
        first_on=period.first,
        last_on=period.last,
        number=value.number,
        among=value.among,
        words=words,
        beside=[told(key, by, period, station) for key in slot.beside],
        before_number=before.number,
        before_words=before_words,
        rows=None if rows is None else list(frozen(slot.declared, rows, by)),
        parts=frozen_parts(slot, by, period, station) if with_rows else {},
    )


def frozen_parts(slot, by, period, station):
    """{dimension: its parts} as a published report keeps them."""
    figure = slot.declared
    return {
        name: [part.frozen for part in parts_of(figure, name, by, period, station, slot.where)]
        for name in breakdowns_of(figure)
    }


def said(slot, by, period, station):
    """(the figure's value, how the slot words it)."""
    figure = slot.declared
    value = figure.evaluate(by, period, station, **slot.where)
    words = word(slot.wording, value.number, value.among) or ""
    if slot.names and value.number:
        keys = figure.values(by, slot.names, period, station, **slot.where)
        named = NAMES[slot.names](keys)
        words = "、".join(named[key] for key in keys if key in named)
    return value, words


def told(key, by, period, station):
    """A figure told beside another: its key, the number as it is printed, the unit."""
    value = FIGURES[key].evaluate(by, period, station)
    return [key, f"{value.text}%（{value.detail}）" if value.detail else value.text, "" if value.detail else value.unit]


def listed(figure, rows, user):
    """The rows behind a number as `user` may read them: key, what each is called, where it is, the station's place, its
    day, what it adds."""
    return (line for line, _row in _listed(figure, rows, user))


def frozen(figure, rows, user):
    """The rows as a published report keeps them: with the part of each breakdown that a row belongs to."""
    return ([*line, marks_of(row, figure)] for line, row in _listed(figure, marked(rows, figure), user))


def _listed(figure, rows, user):
    station = figure.station
    at = "" if station == "pk" else f"{station}__"
    extra = {"listed_place": F(f"{at}division__name")} if station else {}
    extra |= {"listed_day": F(figure.date or figure.since)} if figure.date or figure.since else {}
    extra |= {"listed_amount": F(figure.field)} if figure.field else {}
    for row in with_names(rows, user).annotate(**extra):
        address = row.get_absolute_url() if hasattr(row, "get_absolute_url") else ""
        day, amount = getattr(row, "listed_day", None), getattr(row, "listed_amount", None)
        place = getattr(row, "listed_place", None) or ""
        yield [row.pk, str(row), address, place, str(day or ""), "" if amount is None else str(amount)], row


def with_names(rows, user):
    """The rows with what their names are made of: what the model declares (`named_by`), else all its foreign keys; of
    whoever is on file elsewhere by now the name under which they left."""
    rows = named(rows, user) if issubclass(rows.model, Names) else rows
    if wanted := getattr(rows.model, "named_by", ()):
        ways = {path.rpartition("__")[0] for path in wanted} - {""}
        return (rows.select_related(*ways) if ways else rows).only("pk", *ways, *wanted)
    return rows.select_related(*kin(rows.model))


def kin(model):
    """The foreign keys that a row's own name may be made of."""
    wanted = [field for field in model._meta.concrete_fields if field.is_relation]
    names = [
        field.name for field in wanted if field.related_model._meta.label not in ("stations.Account", model._meta.label)
    ]
    return [*names, "division"] if model._meta.label == "stations.Station" else names


# ——— what is printed ———


@dataclass(frozen=True)
class Piece:
    """A part of a sentence: plain words, a figure's answer, or a number that somebody typed. `is_number`: the answer is
    the number itself, not words that are true because of it."""

    words: str
    answer: Answer | None = None
    is_typed: bool = False
    is_number: bool = False


def pieces(sentence, answers):
    """The sentence in parts, or none when a figure in it has nothing to say (then it is left out)."""
    parts, end = [], 0
    for slot in SLOT.finditer(sentence.text):
        parts += plain(sentence, sentence.text[end : slot.start()])
        filled = fill(slot, answers.get(slot["row"]))
        if not filled and not slot["may"]:
            return []
        parts += filled
        end = slot.end()
    return parts + plain(sentence, sentence.text[end:])


def fill(slot, answer):
    """What stands in the place of a slot; nothing when its figure has nothing to say."""
    if answer is None:
        return []
    number = word(slot["wording"], answer.number, answer.among) if slot["wording"] else answer.words
    if slot["words"] is None:
        return [Piece(number, answer, is_number=True)] if number else []
    declared = SLOTS[answer.row]
    if not declared.holds(answer.number, answer.among, Period(answer.first_on, answer.last_on)):
        return []
    before, mark, after = slot["words"].partition(NUMBER)
    if not mark:
        return [Piece(before, answer)]
    return [part for part in (Piece(before), Piece(number, answer, is_number=True), Piece(after)) if part.words]


def plain(sentence, text):
    """Words between slots; numbers that the template did not have are marked as typed by hand."""
    known = TYPED.findall(SLOT.sub("", sentence.template))
    parts, end = [], 0
    for number in TYPED.finditer(text):
        if number[0] not in known:
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


def answers_of(report):
    return {answer.row: answer for answer in report.answers.defer("rows")}


def sentences(report, answers=None):
    """(sentence, pieces) of all sentences, those without pieces are left out of the text."""
    answers = answers_of(report) if answers is None else answers
    return [(sentence, pieces(sentence, answers)) for sentence in report.sentences.all()]


def paragraphs(report, found=None):
    """The report as it reads now. What has nothing to say is left out."""
    groups = {}
    for sentence, parts in sentences(report) if found is None else found:
        if parts:
            groups.setdefault((sentence.paragraph, sentence.level), []).append((sentence, parts))
    return [Paragraph(level, group) for (_number, level), group in groups.items()]


def left_out(report):
    """The sentences that a figure of zero keeps out."""
    return [sentence for sentence, parts in sentences(report) if not parts]


def claims(found):
    """[(sentence, what it claims)] of the printed ones of `sentences(report)` that say what no figure proves."""
    searched = ((sentence, CLAIM.search("".join(part.words for part in parts))) for sentence, parts in found)
    return [(sentence, claim[0]) for sentence, claim in searched if claim]


def as_word(report, issuer, day):
    """The report as the bytes of a .docx in official layout (GB/T 9704-2012, handbook §10.6)."""
    found = sentences(report)
    lines = tuple(paragraph.text for paragraph in paragraphs(report, found))
    on = timezone.localtime(report.published_at).date() if report.is_published else day
    notes = tuple(f"“{claim}”：{sentence.source}" for sentence, claim in claims(found) if sentence.source)
    return letter(Letter(title=report.title, paragraphs=lines, issuer=issuer, on=on, notes=notes, has_head=False))
