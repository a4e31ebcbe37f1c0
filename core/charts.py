"""Charts drawn on the server: marks that link to their rows, numbers written beside them, a table for who listens.

{% chart trend %}      with   trend = Trend(_("Twelve months"), ("登记", "办结"), [Point("1月", (121, 132), (url, url)), …])
{% chart ledger %}            Ledger([Mark(_("Pensions"), 55, url), …])
{% chart outcomes %}          Outcomes([Mark(_("created"), 412, url, "k-new"), …], unit=_("rows"))
{% chart heat %}              Heat(_("Cases"), ("安置", "抚恤"), [Row("新店镇", url, [(2, url), (4, url)]), …])
"""

from dataclasses import dataclass, field

from django.utils.functional import cached_property

HEAT_STEPS = (1, 3, 5, 8, 11)  # the least number of each shade: 1–2, 3–4, 5–7, 8–10, 11 and more


@dataclass(frozen=True)
class Mark:
    label: str
    value: int
    address: str = ""
    tone: str = "k-ink"
    note: str = ""


@dataclass
class Ledger:
    """Label, value, thin bar: out of `total` when given, else compared with the largest."""

    marks: list
    total: int | None = None
    template: str = "core/charts/ledger.html"

    @property
    def rows(self):
        full = self.total or max((mark.value for mark in self.marks), default=0) or 1
        return [(mark, round(100 * mark.value / full, 1)) for mark in self.marks]


@dataclass
class Outcomes:
    """Parts that add up: one bar, the numbers, and the addition written out."""

    marks: list
    unit: str = ""
    template: str = "core/charts/outcomes.html"

    @property
    def total(self):
        return sum(mark.value for mark in self.marks)

    @property
    def parts(self):
        """(mark, where it begins)."""
        start = 0
        for mark in self.marks:
            yield mark, start
            start += mark.value

    @property
    def addition(self):
        return " + ".join(f"{mark.value:,}" for mark in self.marks)


@dataclass(frozen=True)
class Point:
    """One place on the axis: a value for each series, and where each leads."""

    label: str
    values: tuple
    addresses: tuple = ()


@dataclass
class Trend:
    """Columns over time, one for each series side by side."""

    title: str
    series: tuple
    points: list
    template: str = "core/charts/trend.html"
    width, left, base, top = 480, 30, 136, 20
    tones = ("c1", "c2")

    @property
    def keys(self):
        return [(name, ("t3", "k-new")[place % 2]) for place, name in enumerate(self.series)]

    @cached_property
    def scale(self):
        """The end of the axis: the first of 1, 2, 5, 10, 20, 50 … that holds every value."""
        most = max((value for point in self.points for value in point.values), default=0)
        step = 1
        while True:
            for factor in (1, 2, 5):
                if step * factor * 2 >= most:
                    return step * factor * 2
            step *= 10

    @property
    def lines(self):
        """(height, number) of the two grid lines."""
        return [(self._height(value), value) for value in (self.scale // 2, self.scale)]

    def _height(self, value):
        return round(self.base - (self.base - self.top) * value / self.scale)

    @property
    def columns(self):
        """For each point: its label, the middle, and the bars (x, y, width, height, tone, value, address, what is said)."""
        slot = (self.width - self.left) / max(1, len(self.points))
        wide = round(min(24, (slot - 8) / max(1, len(self.series))), 1)
        for place, point in enumerate(self.points):
            start = self.left + place * slot + (slot - wide * len(self.series)) / 2
            yield point, round(self.left + (place + 0.5) * slot), list(self._bars(point, start, wide))

    def _bars(self, point, start, wide):
        for place, value in enumerate(point.values):
            top = self._height(value)
            yield {
                "x": round(start + place * wide, 1),
                "y": top,
                "width": round(wide - 1, 1),
                "height": self.base - top,
                "tone": self.tones[place % 2],
                "address": point.addresses[place] if place < len(point.addresses) else "",
                "said": f"{point.label} {self.series[place]} {value}",
            }


@dataclass(frozen=True)
class Row:
    label: str
    address: str
    cells: list


@dataclass
class Heat:
    """Two dimensions of counts: (number, address) cells, sums at the right and below. Zero is a dot and links nowhere.

    `is_mixed`: the columns count different things, so rows have no sum and each column its own shades.
    """

    title: str
    columns: tuple
    rows: list
    corner: str = ""
    total_address: str = ""
    total_addresses: list = field(default_factory=list)
    is_mixed: bool = False
    template: str = "core/charts/heat.html"

    @property
    def shaded(self):
        """(row, [(number, address, shade)], sum)."""
        steps = [HEAT_STEPS] * len(self.columns)
        if self.is_mixed:
            steps = [steps_for(row.cells[place][0] for row in self.rows) for place in range(len(self.columns))]
        for row in self.rows:
            cells = [(*cell, sum(cell[0] >= step for step in own)) for cell, own in zip(row.cells, steps, strict=True)]
            yield row, cells, sum(value for value, _address in row.cells)

    @property
    def sums(self):
        """(number, address) under each column, the whole last."""
        sums = [sum(row.cells[place][0] for row in self.rows) for place in range(len(self.columns))]
        addresses = self.total_addresses or [""] * len(sums)
        whole = [] if self.is_mixed else [(sum(sums), self.total_address)]
        return [*zip(sums, addresses, strict=True), *whole]


def steps_for(numbers):
    """The least number of each shade. Small numbers keep the usual ones; larger ones are cut by how many have as much."""
    numbers = sorted(number for number in numbers if number)
    if not numbers or numbers[-1] < 3 * HEAT_STEPS[-1]:
        return HEAT_STEPS
    return tuple(numbers[len(numbers) * part // 100] for part in (0, 40, 65, 85, 96))
