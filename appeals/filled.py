"""Filled sheets in a workbook: the empty one to give out, and what a filled one holds. One line a sheet, keys as on paper."""

from django.utils.translation import gettext as _

from appeals.choices.surveys import QuestionKind
from appeals.rules.answers import from_keys
from core.documents import sheet_file
from core.imports.sheet import Unreadable, open_workbook
from core.listing import Column

MOST_SHEETS = 2000
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


def read(questions, content, name):
    """[(row number, Sheet)] of a filled workbook. Cells are read as keys; every problem stays with its row."""
    try:
        table = open_workbook(content, name).sheets[0]
    except (Unreadable, IndexError) as problem:
        raise Unfit(getattr(problem, "message", _("The file is empty."))) from problem
    if table.row_count > MOST_SHEETS + 1:
        raise Unfit(_("More than %(most)s rows.") % {"most": MOST_SHEETS})
    rows = table.rows()
    head = next(rows, None)
    columns = _columns(questions, head.cells if head else [])
    found = []
    for row in rows:
        typed = {key: _text(row.cells, place) for key, place in columns.items()}
        if any(typed.values()):
            found.append((row.number, from_keys(questions, typed)))
    if not found:
        raise Unfit(_("There is no filled row below the head."))
    return found


def _columns(questions, cells):
    """{question: place} by the number before the full stop; every question must be there."""
    places = {str(cell).partition(".")[0].strip(): place for place, cell in enumerate(cells)}
    missing = [question.key for question in questions if question.key not in places]
    if missing:
        words = _("These questions have no column: %(numbers)s. Please use the workbook of this questionnaire.")
        raise Unfit(words % {"numbers": "、".join(missing)})
    return {question.key: places[question.key] for question in questions}


def _text(cells, place):
    value = cells[place] if place < len(cells) else ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
