"""What stands behind a number of a report: what it counts, over which days, and its rows, frozen or of today."""

from dataclasses import dataclass

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bureau.drafting import listed
from bureau.slots import SLOTS
from bureau.wording import OFFERED, SLOT, word
from core.figures import FIGURES, Period
from stations.models.network import short_names

A_PAGE, A_FEW = 50, 5
# By what a number is broken down, where its figure can be; the others are the figure's own words
BREAKDOWNS = {"town": _("by town"), "month": _("by month"), "category": _("by category")}


@dataclass(frozen=True)
class Row:
    """One row behind a number, as it is listed."""

    key: int
    label: str
    address: str = ""
    place: str = ""
    day: str = ""
    amount: str = ""


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
        seen = self.figure.seen(self.user, [row[0] for row in kept])
        return [Row(*row) for row in kept if row[0] in seen]

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
        page = Paginator(self.rows, A_PAGE).get_page(number)
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
    def breakdowns(self):
        """[(dimension, label)] by which the rows of a draft can be looked at."""
        own = [] if self.report.is_published else BREAKDOWNS.items()
        return [(name, label) for name, label in own if name in self.figure.dimensions]

    def parts(self, name):
        """[(label, number, address of its rows, per cent of the greatest)] along one dimension, of a draft."""
        value = self.figure.evaluate(self.user, self.period, self.report.station, name, **self.where)
        names = labels(self.figure, name, value.parts)
        most = max((part.number for part in value.parts.values()), default=0) or 1
        found = sorted(value.parts.items(), key=lambda item: item[0] if name == "month" else -item[1].number)
        return [
            (names[key], part, f"{self.address}?{name}={'' if key is None else key}", round(part.number * 100 / most))
            for key, part in found
        ]


def labels(figure, name, keys):
    """{key: what a part of a breakdown is called}."""
    known = {None: _("not stated")}
    if name == "town":
        return {None: _("the city itself"), **short_names([key for key in keys if key])}
    if name == "month":
        return known | {key: f"{key:%Y-%m}" for key in keys if key}
    field = field_of(figure.model, figure.dimensions[name])
    if field.is_relation:
        rows = field.related_model.objects.in_bulk([key for key in keys if key])
        return known | {key: str(row) for key, row in rows.items()}
    return known | {key: dict(field.flatchoices).get(key, key) for key in keys if key is not None}


def field_of(model, lookup):
    """The field at the end of a lookup path."""
    *way, last = lookup.split("__")
    for name in way:
        model = model._meta.get_field(name).related_model
    return model._meta.get_field(last)
