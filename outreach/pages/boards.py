"""Pages that show at a glance what is there and what is missing: venues, months, towns, campaigns, the “six ones”."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from core.charts import Heat, Row
from core.figures import Period
from core.pages import FormPage, PortalView, today
from core.validators import parse_whole
from outreach import figures
from outreach.actions import activities
from outreach.choices.activities import Campaign, TalkKind, Venue
from outreach.choices.organisation import SIX_ONE_HINTS, SixOne
from outreach.desk import activities as desk
from outreach.forms.activities import ThemeForm
from outreach.listings.places import PERIODS, bounds
from outreach.pages.recorded import services

f = figures.activities
FIRST_YEAR, YEARS_SHOWN = 2018, 6


def address(name, **where):
    """A list narrowed to what a number counts."""
    kept = {key: value for key, value in where.items() if value not in (None, "")}
    return f"{reverse(name)}?{urlencode(kept)}" if kept else reverse(name)


class Board(PortalView):
    """A page about a period: `?when=` this month, this quarter, this year, last year."""

    needs = "activity.view"
    above = ()

    @property
    def crumbs(self):
        return (services(), *((label, reverse(name)) for label, name in self.above))

    @property
    def when(self):
        asked = self.request.GET.get("when", "year")
        return asked if asked in dict(PERIODS) else "year"

    @cached_property
    def period(self):
        return Period(*bounds(self.when, today()))

    def get(self, request):
        return self.show(**{"periods": PERIODS, "when": self.when, **self.context()})

    def value(self, figure, breakdown=None, **where):
        return figure.evaluate(self.user, self.period, None, breakdown, **where)

    def tile(self, figure, link=""):
        return {"label": figure.label, "value": self.value(figure), "address": link}


class Venues(Board):
    """八进: the eight kinds of venues, counted by town; every number opens its sessions."""

    title = _("The eight venues")
    template = "outreach/venues.html"
    above = ((_("Propaganda sessions"), "outreach:sessions"),)

    def context(self):
        counted = self.value(f.SESSIONS, "venue").parts
        people = self.value(f.AUDIENCE, "venue").parts
        rows = [(label, counted.get(code), people.get(code), self.link(venue=code)) for code, label in Venue.choices]
        return {
            "tiles": [
                self.tile(f.SESSIONS, self.link()),
                self.tile(f.AUDIENCE, self.link()),
                self.tile(f.VENUES, self.link()),
                self.tile(f.RED, self.link(theme="motherland")),
            ],
            "venues": rows,
            "missing": [label for label, count, _people, _link in rows if count is None],
            "heat": self.heat() if self.user.station.tier != "village" else None,
        }

    def link(self, **where):
        return address("outreach:sessions", when=self.when, **where)

    def heat(self):
        parts = self.value(f.SESSIONS, ("town", "venue")).parts
        places = [(town.pk, town.place, {"town": town.pk}) for town in desk.towns(self.user)]
        if self.user.station.tier == "city":
            places.append((None, _("The city's own"), {"tier": "city"}))
        rows = []
        for key, label, where in places:
            found = [(code, parts.get((key, code))) for code in Venue.values]
            cells = [(one.number if one else 0, self.link(venue=code, **where)) for code, one in found]
            rows.append(Row(label, self.link(**where), cells))
        columns = tuple(label.removeprefix("进") for label in Venue.labels)
        addresses = [self.link(venue=code) for code in Venue.values]
        return Heat(self.title, columns, rows, _("Town"), self.link(), addresses)


class TalkTowns(Board):
    """Which towns were reached by talks, which not yet, and where symposia were held, in the order of their days."""

    title = _("Towns reached")
    template = "outreach/talk_towns.html"
    above = ((_("Talks and symposia"), "outreach:talks"),)

    def context(self):
        towns = list(desk.towns(self.user))
        held = desk.meetings_by_town(self.user, self.period, f.IN_FORCE)
        meetings = desk.meetings_by_town(self.user, self.period, f.IN_FORCE & f.MEETINGS)
        places = {town.pk: town.place for town in towns}
        kinds = self.value(f.TALKS, "kind").parts
        return {
            "tiles": [self.tile(figure, self.link()) for figure in (f.TALKS, f.TALKERS)]
            + [self.tile(f.MEETING_TOWNS, "#meetings"), self.tile(f.BUREAU_TOWNS, self.link(team="city"))],
            "kinds": [(label, kinds.get(code), self.link(kind=code)) for code, label in TalkKind.choices],
            "meetings": [
                (places[key], on, times, self.link(town=key)) for key, (on, times) in meetings.items() if key in places
            ],
            "rows": [(town, *held.get(town.pk, (None, 0)), self.link(town=town.pk)) for town in towns],
            "reached": sum(town.pk in held for town in towns),
            "towns": len(towns),
        }

    def link(self, **where):
        return address("outreach:talks", when=self.when, **where)


class SixCampaigns(Board):
    """“六大”活动: what was done under each of the six."""

    title = _("The six campaigns")
    template = "outreach/six_campaigns.html"
    kinds = ((f.SESSIONS, "outreach:sessions"), (f.LECTURES, "outreach:lectures"), (f.TALKS, "outreach:talks"))

    def context(self):
        parts = [(self.value(figure, "campaign").parts, name) for figure, name in self.kinds]
        rows = [
            (
                label,
                [(found.get(code), address(name, when=self.when, campaign=code)) for found, name in parts],
            )
            for code, label in Campaign.choices
        ]
        return {"rows": rows, "heads": [figure.label for figure, _name in self.kinds]}


class LectureYear(PortalView):
    """A year of micro Party lectures, month by month; the month without one is seen at once."""

    needs = "activity.view"
    title = _("Lectures of the year")
    template = "outreach/lecture_year.html"

    @property
    def crumbs(self):
        return (services(), (_("Micro Party lectures"), reverse("outreach:lectures")))

    @property
    def year(self):
        asked = parse_whole(self.request.GET.get("year", ""))
        return asked if asked and FIRST_YEAR <= asked <= today().year + 1 else today().year

    @property
    def station(self):
        """A town of those in sight, or everything in sight."""
        key = parse_whole(self.request.GET.get("town", ""))
        return self.towns.filter(pk=key).first() if key else None

    @cached_property
    def towns(self):
        return desk.towns(self.user)

    def get(self, request):
        station = self.station
        months = desk.year_of_lectures(self.user, self.year, station, today())
        gone = [month for month in months if month.month <= today()]
        rows = [
            (month, address("outreach:lectures", month=month.key, town=station.pk if station else ""))
            for month in months
        ]
        return self.show(
            rows=rows,
            year=self.year,
            station=station,
            towns=self.towns if self.user.station.tier == "city" else (),
            years=range(today().year + 1, today().year + 1 - YEARS_SHOWN, -1),
            gaps=desk.gaps(months),
            held=sum(1 for month in gone if month.held),
            gone=len(gone),
            may_set=self.user.may("lecture_theme.set") and self.user.station.tier == "city",
        )


class SetTheme(FormPage):
    needs, form, action = "lecture_theme.set", ThemeForm, activities.set_theme
    title = _("Theme of a month")
    note = _("One theme a month; stations read it when they enter a lecture")
    done = "outreach:lecture_year"
    keeps = ()

    @property
    def crumbs(self):
        return (services(), (_("Lectures of the year"), reverse("outreach:lecture_year")))

    @property
    def back_address(self):
        return reverse("outreach:lecture_year")

    def initial(self):
        month = self.request.GET.get("month") or f"{today():%Y-%m}"
        known = {f"{day:%Y-%m}": theme for day, theme in desk.themes(self.user).items()}
        return {"month": month[:7], "theme": known.get(month, "")}


class SixOnes(Board):
    """“六个一”: each of the six with the evidence that it is there."""

    needs = "organisation.view"
    title = _("The “six ones”")
    template = "outreach/six_ones.html"
    above = ((_("Pieces of evidence"), "outreach:evidence_list"),)

    def context(self):
        found = {}
        for row in self.rows:
            found.setdefault(row.part, []).append(row)
        parts = [(code, label, SIX_ONE_HINTS[code], found.get(code, ())) for code, label in SixOne.choices]
        return {"parts": parts, "value": f.SIX_ONES.evaluate(self.user), "all": len(parts), "periods": ()}

    @property
    def rows(self):
        """The rows that the figure counts."""
        return f.SIX_ONES.rows(self.user).select_related("station__division").order_by("part", "on", "pk")
