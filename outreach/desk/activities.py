"""Activities beside the records of people and stations; themes and gaps; what the entry pages know already."""

import calendar as months_of
from dataclasses import dataclass

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from core.worklist import Work
from outreach.calendar import Planned
from outreach.models import Lecture, MediaItem, MonthTheme, OutreachEvent, PropagandaSession, Speaker
from outreach.rules.activities import MonthState, month_state
from stations.choices import Tier
from stations.models import Station
from veterans.models import Person

FEW = 8
SHOWN = 20
MOST = 60


def towns(user):
    """The open towns in sight, by their codes."""
    rows = Station.objects.visible_to(user).filter(tier=Tier.TOWN, closed_on__isnull=True)
    return rows.select_related("division").order_by("division__code")


def candidates(user, name):
    """The people on file in sight of exactly this name."""
    people = Person.objects.visible_to(user).on_file().filter(name=name)
    return list(people.select_related("station__division").order_by("station__division__code", "pk")[:FEW])


def themes(user):
    """{month: theme} as far as the user may read them: the city's."""
    return dict(MonthTheme.objects.visible_to(user).values_list("month", "theme"))


@dataclass(frozen=True)
class Month:
    """One month of the year of lectures."""

    month: object
    theme: str
    held: int
    people: int
    taught: tuple
    state: str

    @property
    def key(self):
        return f"{self.month:%Y-%m}"

    @property
    def others(self):
        """Themes that were taught beside the month's own: one theme a month."""
        return tuple(theme for theme in self.taught if theme != self.theme) if self.theme else self.taught[1:]


def year_of_lectures(user, year, station, today):
    """The twelve months with theme, lectures, listeners; in the subtree of a station when one is asked for."""
    rows = Lecture.objects.visible_to(user).in_force().filter(on__year=year)
    if station is not None:
        rows = rows.filter(station__reached_by__upper=station)
    found = {}
    for row in rows.values("on__month", "theme").annotate(held=Count("pk"), people=Sum("attendees")).order_by("-held"):
        found.setdefault(row["on__month"], []).append(row)
    known = themes(user)
    made = []
    for number in range(1, 13):
        month, groups = today.replace(year=year, month=number, day=1), found.get(number, ())
        held = sum(row["held"] for row in groups)
        taught = tuple(row["theme"] for row in groups)
        people = sum(row["people"] for row in groups)
        made.append(Month(month, known.get(month, ""), held, people, taught, month_state(month, held, today)))
    return made


def of_person(person, user):
    """Where somebody spoke or lectured, newest first, as far as the user may see it."""
    spoken = Speaker.objects.visible_to(user).filter(person=person, session__withdrawn_at__isnull=True)
    spoken = spoken.select_related("session").order_by("-session__on")[:SHOWN]
    taught = Lecture.objects.visible_to(user).in_force().filter(person=person).order_by("-on")[:SHOWN]
    rows = [*(speaker.session for speaker in spoken), *taught]
    return sorted(rows, key=lambda row: row.on, reverse=True)


def talk_of(issue, user):
    """The talk at which a point was raised, if the user may see it."""
    return OutreachEvent.objects.visible_to(user).filter(points__issue=issue).first()


def of_station(station, user, since):
    """What a station and those below it did since a day: {sessions, audience, venues, lectures, talks, items}."""
    below = Q(station__reached_by__upper=station, on__gte=since)

    def rows(model):
        return model.objects.visible_to(user).in_force().filter(below)

    counted = rows(PropagandaSession).aggregate(
        sessions=Count("pk"), audience=Sum("audience"), venues=Count("venue", distinct=True)
    )
    kinds = {"lectures": Lecture, "talks": OutreachEvent, "items": MediaItem}
    return counted | {name: rows(model).count() for name, model in kinds.items()}


def last_session(user):
    """The session this user entered last: its theme is offered for the next one."""
    return PropagandaSession.objects.visible_to(user).in_force().filter(created_by=user).order_by("-pk").first()


def known_outlet(user, outlet):
    """Level and channel of an outlet as they were entered last, or nothing."""
    rows = MediaItem.objects.visible_to(user).in_force().filter(outlet=outlet).order_by("-pk")
    return rows.values("level", "channel").first() or {}


def same_items(user, values, row):
    """Whether another item of the same outlet, title and day is there already."""
    if not all(values.get(name) for name in ("outlet", "title", "on")):
        return False
    rows = (
        MediaItem.objects.visible_to(user)
        .in_force()
        .filter(outlet=values["outlet"], title=values["title"], on=values["on"])
    )
    return rows.exclude(pk=row.pk if row else None).exists()


def meetings_by_town(user, period, condition):
    """{town's key: (day of the first, how many)} of talks, in the order of the first."""
    rows = OutreachEvent.objects.visible_to(user).filter(condition, on__range=(period.first, period.last))
    found = {}
    for on, tier, key, parent in rows.order_by("on", "pk").values_list(
        "on", "station__tier", "station_id", "station__parent_id"
    ):
        town = {Tier.VILLAGE: parent, Tier.TOWN: key}.get(tier)
        if town is not None:
            first, times = found.get(town, (on, 0))
            found[town] = first, times + 1
    return found


def end_of_month(day):
    return day.replace(day=months_of.monthrange(day.year, day.month)[1])


def work(user, today):
    """This month's lecture, until one was held."""
    month = today.replace(day=1)
    if Lecture.objects.visible_to(user).in_force().filter(on__gte=month, on__lte=today).exists():
        return
    theme = themes(user).get(month, "")
    about = _("Micro Party lecture of the month")
    button, url = (_("Enter it"), "outreach:add_lecture") if theme else (_("Set the theme"), "outreach:set_theme")
    note = theme or _("No theme is set yet")
    yield Work(_("Lecture"), about, reverse("outreach:lecture_year"), end_of_month(today), note, button, reverse(url))


def planned(user, first, last):
    """What took place, and the months' themes on their last days while no lecture was held."""
    for model in (PropagandaSession, Lecture, OutreachEvent):
        rows = model.objects.visible_to(user).in_force().filter(on__range=(first, last)).order_by("on", "pk")
        for row in rows[:MOST]:
            yield Planned(row.on, str(row), row.get_absolute_url(), "did")
    held = set(
        Lecture.objects.visible_to(user).in_force().filter(on__range=(first.replace(day=1), last)).dates("on", "month")
    )
    for month, theme in themes(user).items():
        on = end_of_month(month)
        if first <= on <= last and month not in held:
            yield Planned(on, _("lecture: %(theme)s") % {"theme": theme}, reverse("outreach:lecture_year"))


def gaps(months):
    return [month for month in months if month.state == MonthState.GAP]
