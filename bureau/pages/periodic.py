"""Tables of a month, a quarter or a year: who came and who went, the departments' numbers by place, the league."""

import io

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import content_disposition_header, urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from bureau import spans
from bureau.behind import Row
from bureau.drafting import listed
from bureau.periodic import OPENED, RATES, TABLES, ByPlace, Column, columns_of, league, tier_below
from core import audit, documents
from core.figures import FIGURES
from core.listing import Column as Heading
from core.looks import Question
from core.pages import OfModel, PortalView, today
from stations.choices import Tier
from veterans import desk
from veterans.change_table import NAMES, Changes
from veterans.models.movement import ALL

REPORTS = (gettext_lazy("Reports"), "/reports/")
A_PAGE = 50


class Periodic(PortalView):
    """A table about one place and one span of time, on paper and as a workbook, too."""

    needs, export = "numbers.view", "numbers.export"
    crumbs = (REPORTS,)
    tabs = (
        ("bureau:changes", gettext_lazy("Change table")),
        ("bureau:periods", gettext_lazy("Numbers by place")),
        ("bureau:league", gettext_lazy("League")),
    )

    @cached_property
    def stations(self):
        return list(desk.stations(self.user))

    @cached_property
    def station(self):
        asked = self.request.GET.get("station", "")
        return next((one for one in self.stations if str(one.pk) == asked), self.user.station)

    @property
    def places(self):
        """What can be chosen: the user's own place and the towns; a village when it is open already."""
        return [one for one in self.stations if one.tier != Tier.VILLAGE or one == self.station]

    @cached_property
    def span(self):
        return spans.span_of(self.request.GET.get("period", ""), today())

    @property
    def spans(self):
        return spans.options(today())

    @property
    def until(self):
        """The day up to which a span that is not over is counted."""
        return today() if self.span.period.last >= today() else None

    def link(self, **changes):
        kept = {name: self.request.GET[name] for name in self.kept if self.request.GET.get(name)}
        return "?" + urlencode(kept | changes)

    @property
    def export_link(self):
        return self.link(export="1")

    def get(self, request):
        if "export" in request.GET:
            return self.workbook()
        return self.show(**self.context())

    def workbook(self):
        """The table as it stands, by place and span; a line in the ledger says that it was taken."""
        title = f"{self.title}_{self.station.place}_{self.span.label}"
        headings, rows = self.sheet()
        file = io.BytesIO()
        documents.write_sheet(file, self.title, headings, rows)
        audit.record(self.export, None, by=self.user, note=title)
        answer = HttpResponse(file.getvalue(), content_type=documents.WORKBOOK)
        answer["Content-Disposition"] = content_disposition_header(True, f"{title}.xlsx")
        return answer

    @property
    def now(self):
        return timezone.now()


class ChangeTable(Periodic):
    """Opening, who came, who went, closing: by category, or for one category by place."""

    title = gettext_lazy("Change table")
    template = "bureau/periodic/changes.html"
    kept = ("period", "station", "by", "category")

    @property
    def by(self):
        return "place" if self.request.GET.get("by") == "place" else "category"

    @property
    def code(self):
        asked = self.request.GET.get("category", ALL)
        return asked if asked in NAMES else ALL

    @cached_property
    def lines(self):
        changes = Changes(self.user, self.station, self.span.period, self.stations)
        if self.by == "category":
            return changes.by_category, None
        return changes.by_place(self.code)

    def context(self):
        lines, total = self.lines
        return {"lines": lines, "total": total, "columns": (total or lines[0]).figures, "names": NAMES.items()}

    def sheet(self):
        lines, total = self.lines
        shown = [*lines, *([total] if total else [])]
        labels = [Heading("label", _("Category") if self.by == "category" else _("Place"))]
        headings = labels + [Heading(figure.key, figure.label, num=True) for figure in shown[0].figures]
        return headings, ([line.label, *line.numbers] for line in shown)


class PeriodTable(Periodic):
    """The numbers of one department for each place."""

    title = gettext_lazy("Numbers by place")
    template = "bureau/periodic/periods.html"
    kept = ("period", "station", "table")

    @property
    def chosen(self):
        asked = self.request.GET.get("table", "")
        return asked if asked in TABLES else "people"

    @property
    def tables(self):
        return [(key, title) for key, (title, _keys) in TABLES.items()]

    @cached_property
    def by_place(self):
        columns = columns_of(self.chosen, tier_below(self.station))
        return ByPlace(self.user, self.station, self.span.period, columns, self.stations)

    def context(self):
        return {"columns": self.by_place.columns, "lines": self.by_place.lines, "total": self.by_place.total}

    def sheet(self):
        headings = [Heading("place", _("Place"))]
        for column in self.by_place.columns:
            headings.append(Heading(column.figure.key, column.label, num=True))
            if column.figure.among is not None:
                headings.append(Heading(f"{column.figure.key}.among", pgettext("rate", "Out of"), num=True))
        return headings, (self._cells(line) for line in [*self.by_place.lines, self.by_place.total])

    def _cells(self, line):
        yield line.label
        for value in line.values:
            yield value.number
            if value.among is not None:
                yield value.among


class League(Periodic):
    """The places by one rate, each with the two numbers that it is made of."""

    title = gettext_lazy("League")
    template = "bureau/periodic/league.html"
    kept = ("period", "station", "rate", "o")

    @property
    def chosen(self):
        asked = self.request.GET.get("rate", "")
        return FIGURES[asked if asked in RATES else RATES[0]]

    @property
    def rates(self):
        return [FIGURES[key] for key in RATES]

    @cached_property
    def by_place(self):
        columns = [Column(self.chosen, self.chosen.label)]
        return ByPlace(self.user, self.station, self.span.period, columns, self.stations)

    @property
    def order(self):
        return self.request.GET.get("o", "rate")

    names = (
        ("place", gettext_lazy("Place")),
        ("rate", gettext_lazy("Rate")),
        ("number", pgettext_lazy("rate", "Counted")),
        ("among", pgettext_lazy("rate", "Out of")),
        ("missing", gettext_lazy("Still missing")),
    )

    @property
    def headings(self):
        """(key, label, address that sorts by it, whether it does now)."""
        return [(name, label, self.link(o=name), self.order == name) for name, label in self.names]

    def context(self):
        return {"standings": list(league(self.by_place, self.order)), "total": self.by_place.total}

    def sheet(self):
        headings = [Heading("rank", pgettext("league", "Rank"), num=True)]
        headings += [Heading(name, label, num=name != "place") for name, label in self.names[:-1]]
        rows = [(one.rank, one.line.label, one.value) for one in league(self.by_place, self.order)]
        rows.append((None, self.by_place.total.label, self.by_place.total.values[0]))
        return headings, ([rank, label, value.rate, value.number, value.among] for rank, label, value in rows)


class FigureRows(OfModel, PortalView):
    """The very rows that a number of these tables counts, of whatever kind."""

    needs = "numbers.view"
    template = "bureau/periodic/rows.html"
    crumbs = (REPORTS,)

    @cached_property
    def figure(self):
        key = self.kwargs["key"]
        if key not in OPENED:
            raise Http404
        return FIGURES[key]

    @property
    def model(self):
        return self.figure.model

    @property
    def title(self):
        return self.figure.label

    @cached_property
    def question(self):
        return Question(self.user, self.request.GET, today(), desk.stations(self.user))

    @property
    def found(self):
        figure, question = self.figure, self.question
        rows = self.rows
        station = question.station or self.user.station
        if "alone" in self.request.GET:
            rows = rows.filter(**{figure.station: station.pk})
        pick = figure.short_of if "short" in self.request.GET else figure.narrow
        return pick(rows, question.period, station).order_by("-pk")

    def get(self, request, key):
        page = Paginator(self.found, A_PAGE).get_page(request.GET.get("page"))
        page.rows = [Row(*row) for row in listed(self.figure, page.object_list, self.user)]
        kept = urlencode([(name, value) for name, value in request.GET.items() if name != "page"])
        return self.show(rows=page, kept=kept, is_short="short" in request.GET)
