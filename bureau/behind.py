"""What stands behind a number of a report: what it counts, over which days, and its rows, frozen or of today."""

from dataclasses import dataclass, fields

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property

from bureau.drafting import listed
from bureau.parts import BREAKDOWNS, breakdowns_of, in_order, parts_of, thawed
from bureau.slots import SLOTS
from bureau.wording import OFFERED, SLOT, word
from core.figures import FIGURES, Period

A_PAGE, A_FEW = 50, 5


@dataclass(frozen=True)
class Row:
    """One row behind a number, as it is listed."""

    key: int
    label: str
    address: str = ""
    place: str = ""
    day: str = ""
    amount: str = ""


COLUMNS = len(fields(Row))


def marks(kept):
    """{dimension: key} of a frozen row; reports of old kept none."""
    return kept[COLUMNS] if len(kept) > COLUMNS else {}


class Explained:
    """A number of a report with what it counts, over which days, and the rows behind it."""

    def __init__(self, user, report, answer, where=None):
        self.user, self.report, self.answer, self.narrowed = user, report, answer, where or {}
        self.figure = FIGURES[answer.figure]
        self.address = reverse("bureau:report_rows", args=[report.pk, answer.row])
        self.has_days = bool(self.figure.date or self.figure.since)
        self.has_amounts = bool(self.figure.field)

    @cached_property
    def slot(self):
        return SLOTS.get(self.answer.row)

    @property
    def where(self):
        return {**(self.slot.where if self.slot else {}), **self.narrowed}

    @cached_property
    def period(self):
        return Period(self.answer.first_on, self.answer.last_on)

    @property
    def is_stock(self):
        return bool(self.slot and self.slot.is_stock) or not self.figure.date

    @property
    def unit(self):
        """Of a rate its own; a sum of money is written in 万元, names have none."""
        is_named = self.slot and self.slot.names
        return (
            ""
            if is_named or self.figure.show == "rate"
            else "万元"
            if self.figure.show == "money"
            else self.figure.unit
        )

    @cached_property
    def frozen(self):
        """The rows as they were when the report was published, but those out of this reader's sight; None for a draft."""
        if not self.report.is_published:
            return None
        kept = self.report.answers.values_list("rows", flat=True).get(pk=self.answer.pk) or []
        kept = [row for row in kept if self.narrowed.items() <= marks(row).items()]
        seen = self.figure.seen(self.user, [row[0] for row in kept])
        return [Row(*row[:COLUMNS]) for row in kept if row[0] in seen]

    @cached_property
    def live(self):
        return self.figure.rows(self.user, self.period, self.report.station, **self.where).order_by("-pk")

    @property
    def rows(self):
        return self.live if self.frozen is None else self.frozen

    @cached_property
    def total(self):
        return self.live.count() if self.frozen is None else len(self.frozen)

    def part(self, rows):
        return rows if self.frozen is not None else [Row(*row) for row in listed(self.figure, rows, self.user)]

    @property
    def few(self):
        return self.part(self.rows[:A_FEW])

    def page(self, number):
        paginator = Paginator(self.rows, A_PAGE)
        paginator.count = self.total  # which the page says above: counted once
        page = paginator.get_page(number)
        page.rows = self.part(page.object_list)
        return page

    @cached_property
    def earliest(self):
        """Of a stock, what came first: its day and name."""
        if not self.figure.since or not self.total:
            return None
        if self.frozen is not None:
            return min((row for row in self.frozen if row.day), key=lambda row: row.day, default=None)
        return next(iter(self.part(self.live.order_by(self.figure.since)[:1])), None)

    @property
    def beside(self):
        """The figures told beside it: (label, number, unit)."""
        return [(FIGURES[key].label, text, unit) for key, text, unit in self.answer.beside if key in FIGURES]

    # in other words

    def writings(self, sentences):
        """The ways in which a draft may write this number: (wording, as written, is it chosen, sentence)."""
        found = next(
            ((one, slot) for one in sentences for slot in SLOT.finditer(one.text) if slot["row"] == self.answer.row),
            None,
        )
        if found is None or self.slot.names or self.figure.show != "count":
            return []
        sentence, slot = found
        if slot["words"] is not None and "#" not in slot["words"]:
            return []
        now = slot["wording"] or self.slot.wording
        ways = {}
        for wording in (now, *OFFERED):
            ways.setdefault(word(wording, self.answer.number), wording)
        return [(wording, text, wording == now, sentence) for text, wording in ways.items() if text]

    # broken down

    @property
    def is_whole_only(self):
        """Whether it was published before its parts were kept."""
        return self.report.is_published and not self.answer.parts and bool(breakdowns_of(self.figure))

    @property
    def breakdowns(self):
        """[(dimension, label)] by which the rows can be looked at; of a published report those that were frozen."""
        names = self.answer.parts if self.report.is_published else breakdowns_of(self.figure)
        return [(name, label) for name, label in BREAKDOWNS.items() if name in names]

    def parts(self, name):
        """[(label, number, address of its rows, per cent of the greatest)] along one dimension."""
        found = in_order(self._parts(name), name)
        most = max((part.value.number or 0 for part in found), default=0) or 1
        return [
            (part.label, part.value, f"{self.address}?{name}={part.key}", round(part.value.number * 100 / most))
            for part in found
        ]

    def _parts(self, name):
        if self.report.is_published:
            return thawed(self.figure, self.answer.parts[name])
        return parts_of(self.figure, name, self.user, self.period, self.report.station, self.where)
