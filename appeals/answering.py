"""A questionnaire as it is asked: on a phone, in the preview, on paper. Plain lists for the templates."""

from dataclasses import dataclass, field

from appeals.choices.surveys import IN_WORDS, QuestionKind
from appeals.rules.answers import name_of


@dataclass
class Row:
    """One set of options: that of the question, or of one line of a matrix."""

    name: str
    label: str
    options: list


@dataclass
class Asked:
    """One question with what was ticked or typed, and what is wrong with it."""

    question: object
    number: int
    section: str = ""
    rows: list = field(default_factory=list)
    value: str = ""
    problem: str = ""

    @property
    def name(self):
        return name_of(self.question)

    @property
    def is_multi(self):
        return self.question.kind == QuestionKind.MULTI

    @property
    def is_matrix(self):
        return self.question.kind == QuestionKind.MATRIX

    @property
    def is_scale(self):
        return self.question.kind == QuestionKind.SCALE

    @property
    def is_number(self):
        return self.question.kind == QuestionKind.NUMBER

    @property
    def is_long(self):
        return self.question.kind == QuestionKind.LONG

    @property
    def is_in_words(self):
        return self.question.kind in IN_WORDS

    @property
    def decider(self):
        """The question that decides whether this one is asked."""
        return self.question.depends

    @property
    def wanted(self):
        return [(number, self.decider.labels[number - 1]) for number in sorted(self.question.wanted)]

    @property
    def keys(self):
        """How many keys a paper answer takes: the cursor moves on by itself after so many; 0 for no fixed number."""
        if self.question.kind in (QuestionKind.SINGLE, QuestionKind.SCALE):
            return len(str(len(self.question.labels)))
        if self.is_matrix and len(self.question.labels) < 10:
            return len(self.question.rows)
        return 0


def asked(questions, data=None, problems=None):
    """The questions in their order. `data`: what was sent, so that nothing ticked is lost."""
    found, section = [], ""
    for number, question in enumerate(questions, start=1):
        shown = Asked(question, number, problem=(problems or {}).get(question.key, ""))
        shown.section = question.section if question.section != section else ""
        section = question.section
        shown.value = data.get(shown.name, "") if data else ""
        shown.rows = list(_rows(question, data))
        found.append(shown)
    return found


def _rows(question, data):
    if question.kind == QuestionKind.MATRIX:
        for place, label in enumerate(question.rows, start=1):
            yield _row(question, name_of(question, place), label, data)
    elif question.labels and question.kind not in (*IN_WORDS, QuestionKind.NUMBER):
        yield _row(question, name_of(question), "", data)


def _row(question, name, label, data):
    chosen = set(data.getlist(name)) if data else set()
    options = [(number, text, str(number) in chosen) for number, text in enumerate(question.labels, start=1)]
    return Row(name, label, options)
