"""One pass over the sheets of a survey: counts of every answer, in all and by town and by the answers' own groups.

    {"valid": 304, "groups": {"town": {"3": 21, …}, "1": {…}}, "people": {"town|1": {"3|2": 4, …}},
     "counts": {"15": {"": {"1": 120, …}, "town": {"3": {"1": 9, …}, …}, …}}, "numbers": {"11": {"0": 12, …}}}

Keys of `counts` are questions (“14.2” is the second line of a matrix); a group “0” has not said where it belongs, an
answer “0” was not given. Kept with the survey when it closes: what is published of it never changes afterwards.
"""

from collections import Counter, defaultdict
from itertools import combinations

from appeals.choices.surveys import QuestionKind

TOWN = "town"
ALL = ""
MOST_DIMENSIONS = 2  # beside the town: with more, three tables could be played off against one another


def dimensions_of(questions):
    """The questions by which results are broken down."""
    return [question for question in questions if question.is_dimension][:MOST_DIMENSIONS]


def measures(questions):
    """(key, question, item) of everything that is counted: a matrix counts once a line."""
    for question in questions:
        if question.kind == QuestionKind.MATRIX:
            yield from ((f"{question.key}.{row}", question, label) for row, label in enumerate(question.rows, start=1))
        elif not question.is_in_words:
            yield question.key, question, ""


class Counting:
    def __init__(self, questions):
        self.measures = list(measures(questions))
        self.dimensions = dimensions_of(questions)
        self.valid = 0
        self.groups, self.people = defaultdict(Counter), defaultdict(Counter)
        self.counts = {key: defaultdict(Counter) for key, _question, _item in self.measures}

    def add(self, town, answers):
        """One valid sheet."""
        self.valid += 1
        places = [(TOWN, str(town or 0)), *((d.key, str(answers.get(d.key, 0))) for d in self.dimensions)]
        for name, group in places:
            self.groups[name][group] += 1
        for (one, here), (other, there) in combinations(places, 2):
            self.people[f"{one}|{other}"][f"{here}|{there}"] += 1
        for key, question, _item in self.measures:
            for answer in self._given(key, question, answers):
                self.counts[key][ALL][answer] += 1
                for name, group in places:
                    self.counts[key][f"{name}|{group}"][answer] += 1

    def _given(self, key, question, answers):
        """The answers of one sheet to one measure; several for several choices, “0” for none."""
        if question.kind == QuestionKind.MATRIX:
            value = answers.get(question.key, {}).get(key.rpartition(".")[2])
        else:
            value = answers.get(key)
        if isinstance(value, list):
            return [str(one) for one in value] or ("0",)
        return ("0",) if value is None else (f"={value}",) if question.kind == QuestionKind.NUMBER else (str(value),)

    def result(self):
        """As it is kept: plain dicts of numbers."""
        return {
            "valid": self.valid,
            "groups": {name: dict(groups) for name, groups in self.groups.items()},
            "people": {name: dict(pairs) for name, pairs in self.people.items()},
            "counts": {key: {place: dict(counts) for place, counts in by.items()} for key, by in self.counts.items()},
        }


def count(questions, sheets):
    """The tally of `sheets`: (town, answers) of the valid ones."""
    counting = Counting(questions)
    for town, answers in sheets:
        counting.add(town, answers)
    return counting.result()
