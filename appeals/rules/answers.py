"""From what somebody ticked, keyed or filled in to the answers of one sheet. Pure: the same rules for phone, keys and file.

An answer is a number of an option, a list of them, {item: option} of a matrix, or a number. Words go apart, as opinions.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from appeals.choices.surveys import QuestionKind
from core.validators import clean_text

MOST_WORDS = {QuestionKind.SHORT: 60, QuestionKind.LONG: 1000}
SINGLE_KEYS = 9  # with so many options one key is one answer
LEAST, GREATEST = -1_000_000, 1_000_000
NOTHING = (None, "", [], {})


class Wrong(Exception):
    """What is wrong with an answer, in the user's words."""


@dataclass
class Sheet:
    """One sheet as it is kept: `answers` by question, `words` (question, text), `problems` by question."""

    answers: dict = field(default_factory=dict)
    words: list = field(default_factory=list)
    problems: dict = field(default_factory=dict)

    @property
    def is_empty(self):
        return not self.answers and not self.words


def name_of(question, row=None):
    """The name of an input."""
    return f"q{question.key}" if row is None else f"q{question.key}_{row}"


def from_form(questions, data):
    """The sheet of a page: `data` is the QueryDict that was sent."""
    return assemble(questions, lambda question: _ticked(question, data), is_strict=True)


def from_keys(questions, typed):
    """A paper sheet: `typed` is {question key: text}. What paper left out stays out."""
    return assemble(questions, lambda question: _keyed(question, typed.get(question.key, "")), is_strict=False)


def assemble(questions, read, *, is_strict):
    """Read every question; answers to questions that were not to be asked are left out."""
    sheet, found = Sheet(), {}
    for question in questions:
        if not is_asked(question, found, questions):
            continue
        try:
            value = fit(question, read(question))
        except Wrong as wrong:
            sheet.problems[question.key] = str(wrong)
            continue
        if value in NOTHING:
            if is_strict and question.is_required:
                sheet.problems[question.key] = _("Please answer this question.")
        elif question.is_in_words:
            sheet.words.append((question, value))
        else:
            found[question.key] = value
    sheet.answers = found
    return sheet


def is_asked(question, found, questions):
    """Skip logic: asked unless it depends on an answer that was not given."""
    if question.depends_id is None:
        return True
    earlier = next((one for one in questions if one.pk == question.depends_id), None)
    return earlier is None or bool(chosen_in(found.get(earlier.key)) & question.wanted)


def chosen_in(value):
    """The option numbers of an answer."""
    if isinstance(value, dict):
        return set(value.values())
    return set(value) if isinstance(value, list) else {value}


def fit(question, value):
    """The answer if it fits the question; `Wrong` if not."""
    if value in NOTHING:
        return None
    return FITS[question.kind](question, value)


def _one(question, value):
    if not (isinstance(value, int) and 1 <= value <= len(question.labels)):
        raise Wrong(_("There is no option %(number)s.") % {"number": value})
    return value


def _several(question, values):
    values = sorted({_one(question, value) for value in values})
    if question.most and len(values) > question.most:
        raise Wrong(_("At most %(most)s may be chosen.") % {"most": question.most})
    return values


def _rows(question, values):
    for row, value in values.items():
        if not (row.isascii() and row.isdecimal() and 1 <= int(row) <= len(question.rows)):
            raise Wrong(_("There is no option %(number)s.") % {"number": row})
        _one(question, value)
    if question.is_required and len(values) < len(question.rows):
        raise Wrong(_("Please answer every line."))
    return values


def _number(question, value):
    least = LEAST if question.least is None else question.least
    greatest = GREATEST if question.greatest is None else question.greatest
    if not least <= value <= greatest:
        raise Wrong(_("A number from %(least)s to %(greatest)s, please.") % {"least": least, "greatest": greatest})
    return value


def _words(question, value):
    text = clean_text(value)
    if len(text) > MOST_WORDS[question.kind]:
        raise Wrong(_("At most %(most)s characters.") % {"most": MOST_WORDS[question.kind]})
    return text


FITS = {
    QuestionKind.SINGLE: _one,
    QuestionKind.SCALE: _one,
    QuestionKind.MULTI: _several,
    QuestionKind.MATRIX: _rows,
    QuestionKind.NUMBER: _number,
    QuestionKind.SHORT: _words,
    QuestionKind.LONG: _words,
}


def whole(text):
    """A whole number typed in any width of digits; None for nothing."""
    text = clean_text(text)
    if not text:
        return None
    if not re.fullmatch(r"-?[0-9]{1,7}", text):
        raise Wrong(_("A whole number, please."))
    return int(text)


def _ticked(question, data):
    name = name_of(question)
    if question.kind == QuestionKind.MULTI:
        return [whole(text) for text in data.getlist(name)]
    if question.kind == QuestionKind.MATRIX:
        rows = {str(row): whole(data.get(name_of(question, row), "")) for row in range(1, len(question.rows) + 1)}
        return {row: value for row, value in rows.items() if value is not None}
    text = data.get(name, "")
    return text if question.is_in_words else whole(text)


def _keyed(question, text):
    """Keys as they are typed: 3; 135 for several; 12 21 for a matrix line by line, 0 where a line has no answer."""
    if question.is_in_words:
        return text
    if question.kind in (QuestionKind.MULTI, QuestionKind.MATRIX):
        numbers = split_keys(text, len(question.labels))
        if question.kind == QuestionKind.MULTI:
            return [number for number in numbers if number]
        if len(numbers) > len(question.rows):
            raise Wrong(_("More keys than lines."))
        return {str(row): number for row, number in enumerate(numbers, start=1) if number}
    value = whole(text)
    return None if value == 0 and question.kind != QuestionKind.NUMBER else value


def split_keys(text, options):
    """Digits one by one; numbers apart by anything else when there are more options than keys."""
    text = clean_text(text)
    if re.search(r"[^0-9 ,，、;；.\-]", text):
        raise Wrong(_("Keys are digits."))
    found = re.findall(r"[0-9]+", text)
    if options <= SINGLE_KEYS:
        found = list("".join(found))
    return [int(number[:3]) for number in found]
