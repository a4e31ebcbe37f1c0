"""What a closed survey says: every question with n, %, mean and satisfaction rate, in all and by groups.

Made from the tally that closing has left, so that a page costs the same for fifty sheets and for five thousand; small
cells are withheld by `appeals.rules.disclosure`.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from django.utils.translation import gettext as _

from appeals.choices.surveys import NO_OPINION, SATISFIED, QuestionKind
from appeals.rules import disclosure
from appeals.rules.tally import ALL, TOWN, dimensions_of, measures
from core.charts import Ledger, Mark

NOT_STATED = "0"
GOOD_POINTS = 4


def percent(number, among):
    """18.7, or None."""
    return round(Decimal(number) * 100 / among, 1) if among else None


@dataclass(frozen=True)
class Line:
    """One answer: how many gave it, and what per cent of those who answered."""

    label: str
    number: int
    percent: Decimal | None


@dataclass
class Cross:
    """One question by one breakdown. A cell is a number, or None where it is withheld."""

    title: str
    columns: list
    rows: list = field(default_factory=list)
    is_rating: bool = False
    why_not: str = ""

    @property
    def has_gaps(self):
        return any(cell is None for _label, _people, cells, _rate in self.rows for cell in cells)


@dataclass
class Finding:
    """What one measure (a question, or a line of a matrix) says."""

    key: str
    question: object
    item: str
    counts: dict
    valid: int

    @property
    def title(self):
        return f"{self.question.text}：{self.item}" if self.item else self.question.text

    @property
    def is_multi(self):
        return self.question.kind == QuestionKind.MULTI

    @property
    def is_number(self):
        return self.question.kind == QuestionKind.NUMBER

    @property
    def is_scale(self):
        return self.question.kind == QuestionKind.SCALE

    @cached_property
    def is_rating(self):
        """Whether its options are words of satisfaction."""
        return not self.is_multi and bool(SATISFIED & set(self.question.labels))

    @property
    def whole(self):
        return self.counts.get(ALL, {})

    @property
    def answered(self):
        return self.valid - self.whole.get(NOT_STATED, 0)

    @cached_property
    def lines(self):
        """The answers in their order; several choices ranked by how many chose them."""
        labels = [] if self.is_number else self.question.labels
        counted = [(label, self.whole.get(str(number), 0)) for number, label in enumerate(labels, start=1)]
        if self.is_multi:
            counted.sort(key=lambda pair: -pair[1])
        return [Line(label, number, percent(number, self.answered)) for label, number in counted]

    @property
    def chart(self):
        return Ledger([Mark(line.label, line.number, note="") for line in self.lines], total=self.answered)

    @cached_property
    def points(self):
        """{option: points}: a scale its own, satisfaction from the best downwards; nothing for no opinion."""
        if self.is_scale:
            return {str(point): point for point in range(1, 6)}
        if not self.is_rating:
            return {}
        rated = [str(n) for n, label in enumerate(self.question.labels, start=1) if label not in NO_OPINION]
        return {key: len(rated) - place for place, key in enumerate(rated)}

    @cached_property
    def mean(self):
        """Two decimals, or None."""
        if self.is_number:
            pairs = [(int(key[1:]), n) for key, n in self.whole.items() if key.startswith("=")]
        else:
            pairs = [(points, self.whole.get(key, 0)) for key, points in self.points.items()]
        people = sum(n for _value, n in pairs)
        return round(Decimal(sum(value * n for value, n in pairs)) / people, 2) if people else None

    @property
    def best(self):
        return max(self.points.values(), default=None)

    @cached_property
    def satisfaction(self):
        """(satisfied, among): 满意+比较满意 of those who have an opinion (handbook §5); of a scale four points and more."""
        good, bad = self.opinions(ALL)
        return (good, good + bad) if self.points else None

    @property
    def rate(self):
        return percent(*self.satisfaction) if self.satisfaction else None

    def opinions(self, place):
        """(satisfied, not satisfied) at one place of the tally."""
        counts = self.counts.get(place, {})
        good = {key for key in self.points if self.is_good(key)}
        return (
            sum(counts.get(key, 0) for key in good),
            sum(counts.get(key, 0) for key in self.points if key not in good),
        )

    def is_good(self, key):
        return int(key) >= GOOD_POINTS if self.is_scale else self.question.labels[int(key) - 1] in SATISFIED

    def columns(self):
        """(heading, what it counts) of a table by groups: opinions of a rating, else the answers."""
        if self.points:
            good = {key for key in self.points if self.is_good(key)}
            rest = ({str(n) for n in range(len(self.question.labels) + 1)}) - set(self.points)
            return [(_("satisfied"), good), (_("not satisfied"), set(self.points) - good), (_("no opinion"), rest)]
        labels = [(label, {str(n)}) for n, label in enumerate(self.question.labels, start=1)]
        return [*labels, (_("not answered"), {NOT_STATED})]


class Results:
    """All of it. `places`: {key of a town's station: name}."""

    def __init__(self, survey, questions, places):
        self.survey, self.questions, self.tally = survey, questions, survey.tally
        self.valid = self.tally["valid"]
        self.names = {TOWN: {**places, NOT_STATED: _("the city itself")}}
        self.titles = {TOWN: _("Town")}
        for question in dimensions_of(questions):
            labels = {str(n): label for n, label in enumerate(question.labels, start=1)}
            self.names[question.key] = {**labels, NOT_STATED: _("not answered")}
            self.titles[question.key] = question.text

    @cached_property
    def findings(self):
        return [
            Finding(key, question, item, self.tally["counts"].get(key, {}), self.valid)
            for key, question, item in measures(self.questions)
        ]

    @cached_property
    def overall(self):
        """The rating question about everything: the last one that is no line of a matrix."""
        ratings = [finding for finding in self.findings if finding.is_rating and not finding.item]
        return ratings[-1] if ratings else None

    def groups_of(self, name):
        """The groups of a breakdown that have somebody in them, in their order: all of them, so that tables add up."""
        known = self.tally["groups"].get(name, {})
        unnamed = [group for group in sorted(known) if group not in self.names[name]]
        return [group for group in (*self.names[name], *unnamed) if known.get(group)]

    def label_of(self, name, group):
        return self.names[name].get(group, self.names[name][NOT_STATED])

    @cached_property
    def overlaps(self):
        """{(one, other): where subtracting other from one leaves something} of every two breakdowns."""
        found = {}
        for pair, people in self.tally["people"].items():
            one, other = pair.split("|")
            table = [[people.get(f"{g}|{h}", 0) for h in self.groups_of(other)] for g in self.groups_of(one)]
            if table and table[0]:
                found[one, other] = disclosure.nested_differences(table)
                found[other, one] = disclosure.nested_differences([list(row) for row in zip(*table, strict=True)])
        return found

    def crosses(self, finding):
        """The finding by every breakdown but itself."""
        if finding.is_number:
            return []
        shown, tables = [], {}
        for name in self.names:
            if name == finding.key or len(self.groups_of(name)) < 2:
                continue
            cross = Cross(
                self.titles[name], [heading for heading, _keys in finding.columns()], is_rating=bool(finding.points)
            )
            tables[name] = self._tables(finding, name)
            if self._clashes(name, tables):
                del tables[name]
                cross.why_not = _(
                    "Not shown: compared with the table before it would tell about fewer than five people."
                )
            else:
                self._fill(cross, finding, name, tables[name])
            shown.append(cross)
        return shown

    def _tables(self, finding, name):
        """The tables of counts to be protected: one of all columns; of several choices one for each (chosen, not)."""
        groups = self.groups_of(name)
        people = self.tally["groups"][name]
        by_group = [finding.counts.get(f"{name}|{group}", {}) for group in groups]
        columns = [
            [sum(counts.get(key, 0) for key in keys) for counts in by_group] for _heading, keys in finding.columns()
        ]
        if finding.is_multi:
            return [[[n, people[group] - n] for n, group in zip(column, groups, strict=True)] for column in columns]
        return [[list(row) for row in zip(*columns, strict=True)]]

    def _clashes(self, name, tables):
        """Whether this breakdown, subtracted from one that is shown already (or that from it), leaves a small cell."""
        return any(
            disclosure.clashes(one, other, self.overlaps.get((first, second), ()))
            for before in tables
            if before != name
            for first, second in ((name, before), (before, name))
            for one, other in zip(tables[first], tables[second], strict=True)
        )

    def _fill(self, cross, finding, name, tables):
        hidden = [disclosure.withheld(table) for table in tables]
        for place, group in enumerate(self.groups_of(name)):
            if finding.is_multi:
                cells = [
                    None if (place, 0) in gone else table[place][0] for table, gone in zip(tables, hidden, strict=True)
                ]
            else:
                cells = [None if (place, c) in hidden[0] else n for c, n in enumerate(tables[0][place])]
            rate = None
            if cross.is_rating and cells[0] is not None and cells[1] is not None:
                rate = percent(cells[0], cells[0] + cells[1])
            cross.rows.append((self.label_of(name, group), self.tally["groups"][name][group], cells, rate))
