"""Filled sheets in a workbook: the empty one to give out, and what a filled one holds. One line a sheet, keys as on paper."""

import secrets
from contextlib import contextmanager
from dataclasses import dataclass

from django.core import signing
from django.core.cache import cache
from django.utils.translation import gettext as _

from appeals.choices.surveys import QuestionKind
from appeals.rules.answers import Sheet, from_keys
from core.actions import Refused
from core.documents import sheet_file
from core.imports.headings import Header, MappedColumn, Mapping
from core.imports.returned import Finding, returned_workbook
from core.imports.sheet import Unreadable, open_workbook
from core.listing import Column

MOST_SHEETS = 2000
SALT, HOUR = "appeals.filled", 3600
GUIDE = {
    QuestionKind.MULTI: "填序号，可多个，如135",
    QuestionKind.MATRIX: "每项一个序号连写，空项填0",
    QuestionKind.NUMBER: "填数字",
    QuestionKind.SHORT: "填文字",
    QuestionKind.LONG: "填文字",
}


class Unfit(Exception):
    """The file as a whole cannot be taken; the message says why."""


def heading(question):
    """1.您的年龄（1=35岁及以下 …）: the number before the full stop finds the question again."""
    guide = GUIDE.get(question.kind, "填序号")
    options = " ".join(f"{n}={label}" for n, label in enumerate(question.labels, start=1))
    rows = "；".join(question.rows)
    return f"{question.key}.{question.text}（{'；'.join(part for part in (guide, rows, options) if part)}）"


def empty_workbook(questions):
    """A workbook with the questions as its head."""
    columns = [Column(question.key, heading(question)) for question in questions]
    return sheet_file("问卷", columns, ())[0]


@dataclass(frozen=True)
class Filled:
    """A filled workbook while its page is made: what each row is. Nothing of it is stored (docs/decisions/0014)."""

    content: bytes
    book: object
    head: int
    columns: dict
    rows: list

    @property
    def sheets(self):
        """The sheets that can be taken, void ones among them."""
        return [sheet for _number, sheet in self.rows if not sheet.problems]

    @property
    def void(self):
        return sum(sheet.is_empty for sheet in self.sheets)

    @property
    def good(self):
        return len(self.sheets) - self.void

    @property
    def wrong(self):
        """[(row number, [(question, what is wrong)])]"""
        found = [(number, sheet.problems) for number, sheet in self.rows if sheet.problems]
        return [(number, [(question, said[question.key]) for question in self.columns if question.key in said])
                for number, said in found]  # fmt: skip

    def returned(self):
        """The same workbook with only the rows that do not fit: the reasons in a last column, the cells coloured."""
        table = self.book.sheets[0]
        columns = tuple(
            MappedColumn(place, f"{question.key}.{question.text}", question.key, None)
            for question, place in self.columns.items()
        )
        keys = frozenset(question.key for question in self.columns)
        header = Header(self.head, self.head, (), frozenset(), (), keys)
        findings = [
            Finding(table.name, number, self.columns[question], "answer", text, "rejected")
            for number, problems in self.wrong
            for question, text in problems
        ]
        return returned_workbook(
            self.content, self.book, [(table, header, Mapping(columns))], findings, only_failed=True
        )


def read(questions, content, name):
    """A filled workbook. Cells are read as keys; every problem stays with its row."""
    try:
        book = open_workbook(content, name)
        table = book.sheets[0]
    except (Unreadable, IndexError) as problem:
        raise Unfit(getattr(problem, "message", _("The file is empty."))) from problem
    if table.row_count > MOST_SHEETS + 1:
        raise Unfit(_("More than %(most)s rows.") % {"most": MOST_SHEETS})
    rows = table.rows()
    head = next(rows, None)
    columns = _columns(questions, head.cells if head else [])
    found = []
    for row in rows:
        typed = {question.key: _text(row.cells, place) for question, place in columns.items()}
        if any(typed.values()):
            found.append((row.number, from_keys(questions, typed)))
    if not found:
        raise Unfit(_("There is no filled row below the head."))
    return Filled(content, book, head.number, columns, found)


def _columns(questions, cells):
    """{question: place} by the number before the full stop; every question must be there."""
    places = {str(cell).partition(".")[0].strip(): place for place, cell in enumerate(cells)}
    missing = [question.key for question in questions if question.key not in places]
    if missing:
        words = _("These questions have no column: %(numbers)s. Please use the workbook of this questionnaire.")
        raise Unfit(words % {"numbers": "、".join(missing)})
    return {question: places[question.key] for question in questions}


def _text(cells, place):
    value = cells[place] if place < len(cells) else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


# ——— from the preview to the taking, by way of the page itself ———


def carry(batch, sheets):
    """The sheets as a hidden field carries them: signed, for this batch only, good once and for an hour."""
    kept = [[sheet.answers, [[question.key, text] for question, text in sheet.words]] for sheet in sheets]
    return signing.dumps(
        {"batch": batch.pk, "once": secrets.token_urlsafe(9), "sheets": kept}, salt=SALT, compress=True
    )


def carried(batch, questions, token):
    """(what tells this file from another, its sheets) of a hidden field; refused when it does not hold any more."""
    old = Refused("old_page", _("The page has grown old. Please choose the file again."))
    try:
        found = signing.loads(token, salt=SALT, max_age=HOUR)
    except signing.BadSignature as problem:
        raise old from problem
    if found["batch"] != batch.pk:
        raise old
    by_key = {question.key: question for question in questions}
    sheets = [Sheet(answers, [(by_key[key], text) for key, text in words]) for answers, words in found["sheets"]]
    return found["once"], sheets


@contextmanager
def first_time(once):
    """The same page sent twice takes its sheets once; nothing of them is kept with the word that tells it."""
    key = f"sheets-taken:{once}"
    if not cache.add(key, 1, HOUR):
        raise Refused("taken", _("These sheets are in already."))
    try:
        yield
    except Refused:
        cache.delete(key)
        raise
