"""The board of a campaign: days × villages of one town, each cell a number of people, and where it is too much."""

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode

from core import looks
from core.validators import parse_whole
from outreach.choices import checkups as choices
from outreach.choices.checkups import ExamState, SessionPart
from outreach.desk import checkups as desk
from outreach.figures import checkups as f
from outreach.models import CheckupHospital
from outreach.rules.allotment import Room, way_out
from stations.models import Station

COLUMNS = 10
BACK_DAYS = 4


@dataclass(frozen=True)
class Tile:
    """A number of the strip with its list."""

    label: str
    number: int
    address: str
    tone: str = ""


@dataclass(frozen=True)
class Cell:
    """What a village has on a day: people (`tone` did, over), or a place to add some, or nothing."""

    count: int = 0
    tone: str = ""
    address: str = ""
    adds: bool = False
    is_today: bool = False


class Board:
    """One look at the board of a town (or of the only village in sight) at one hospital."""

    def __init__(self, user, campaign, today, asked):
        self.user, self.campaign, self.today, self.asked = user, campaign, today, asked

    @cached_property
    def towns(self):
        return list(desk.towns(self.user))

    @cached_property
    def town(self):
        """The town of the address, else the user's own, else the one whose turn is next."""
        if not self.towns:
            return self.user.station
        asked = self.asked.get("town", "") or str(self.user.station_id if len(self.towns) == 1 else self._next_town())
        return next((town for town in self.towns if str(town.pk) == asked), self.towns[0])

    def _next_town(self):
        """The town of the first day to come; none when all days are over."""
        coming = {session.pk: place for place, session in enumerate(self.all_sessions) if session.on >= self.today}
        turns = [
            (coming[session], town)
            for town, _village, session, _state, _count in self.groups
            if town and session in coming
        ]
        return min(turns, default=(0, None))[1]

    @cached_property
    def groups(self):
        """(town, village, session, whether they stand there or wait, how many) of everybody in sight, in one query."""
        rows = desk.exams(self.user, self.campaign).filter(state__in=(*choices.ON_BOARD, *choices.PLACEABLE))
        rows = rows.filter(~Q(state__in=choices.WAITING) | Q(person__alive="alive"))
        keys = ("person__station__parent", "person__station", "session", "state")
        return list(rows.order_by().values_list(*keys).annotate(count=Count("pk")))

    @cached_property
    def hospitals(self):
        rows = CheckupHospital.objects.visible_to(self.user).filter(campaign=self.campaign)
        return list(rows.select_related("institution"))

    @cached_property
    def hospital(self):
        asked = self.asked.get("hospital", "")
        found = [one for one in self.hospitals if str(one.pk) == asked]
        return found[0] if found else self.hospitals[0] if self.hospitals else None

    # the columns

    @cached_property
    def every_session(self):
        return list(desk.sessions(self.user, self.campaign).filter(cancelled_on__isnull=True))

    @cached_property
    def all_sessions(self):
        """Those of the hospital that the board shows."""
        return [session for session in self.every_session if session.hospital == self.hospital]

    @property
    def to_give(self):
        """The days of every hospital that people are given automatically."""
        return [session for session in self.every_session if session.on >= self.today and not session.is_makeup]

    @cached_property
    def first(self):
        """The place of the first column: the one asked for, the town's first day when all of them are over, else a few
        days before today."""
        asked = parse_whole(self.asked.get("from", ""))
        if asked is not None:
            return min(asked, max(0, len(self.all_sessions) - 1))
        mine = {session for _village, session in self.counts[0]}
        places = [place for place, session in enumerate(self.all_sessions) if session.pk in mine]
        if places and self.all_sessions[places[-1]].on < self.today:
            return places[0]
        before = sum(session.on < self.today - timedelta(days=BACK_DAYS) for session in self.all_sessions)
        return max(0, min(before, len(self.all_sessions) - COLUMNS))

    @cached_property
    def sessions(self):
        return self.all_sessions[self.first : self.first + COLUMNS]

    @property
    def earlier(self):
        return self.address(**{"from": max(0, self.first - COLUMNS)}) if self.first else ""

    @property
    def later(self):
        after = self.first + COLUMNS
        return self.address(**{"from": after}) if after < len(self.all_sessions) else ""

    def address(self, **changes):
        asked = {"town": self.town.pk, "hospital": self.hospital.pk if self.hospital else ""} | changes
        return "?" + urlencode({name: value for name, value in asked.items() if value != ""})

    @property
    def parts(self):
        """Whether the columns have to say the part of the day."""
        return any(session.part != SessionPart.DAY for session in self.sessions)

    # the rows

    @cached_property
    def villages(self):
        rows = Station.objects.visible_to(self.user).filter(reached_by__upper=self.town.pk, closed_on__isnull=True)
        rows = rows.filter(pk__in={village for _town, village, *_rest in self.groups})
        return list(rows.select_related("division").order_by("division__code"))

    @cached_property
    def counts(self):
        """{(village, session): people}, {village: [with a day, without]} of the town."""
        cells, sums = Counter(), {}
        of_town = {village.pk for village in self.villages}
        for _town, village, session, state, count in self.groups:
            if village in of_town and state != ExamState.ABSENT:
                is_waiting = state in choices.WAITING
                sums.setdefault(village, [0, 0])[is_waiting] += count
                if session and not is_waiting:
                    cells[village, session] += count
        return cells, sums

    @property
    def rows(self):
        """(village, its cells, with a day, without)."""
        for village in self.villages:
            placed, waiting = self.counts[1].get(village.pk, [0, 0])
            yield village, [self._cell(village, session) for session in self.sessions], placed, waiting

    def _cell(self, village, session):
        count = self.counts[0].get((village.pk, session.pk), 0)
        is_today = session.on == self.today
        if count:
            tone = "did" if session.on < self.today else "over" if session.over else ""
            return Cell(count, tone, f"{session.get_absolute_url()}?village={village.pk}", is_today=is_today)
        if session.on > self.today and self.user.may("checkup.book"):
            address = f"{reverse('outreach:book_village', args=[session.pk])}?village={village.pk}"
            return Cell(address=address, adds=True, is_today=is_today)
        return Cell(is_today=is_today)

    @property
    def foot(self):
        """(session, the width of its bar of forty) for each column."""
        for session in self.sessions:
            yield session, min(40, round(40 * session.taken / session.quota)) if session.quota else 0

    @property
    def placed(self):
        return sum(placed for placed, _waiting in self.counts[1].values())

    @property
    def waiting(self):
        return sum(waiting for _placed, waiting in self.counts[1].values())

    # the strip and the way out

    @cached_property
    def strip(self):
        values = looks.table(f.STRIP, self.user, "campaign", None, self.town, campaign=self.campaign.pk)
        said = values.get(self.campaign.pk, {})
        tones = {f.WAITING.key: "amber", f.ABSENT.key: "amber"}
        for figure in f.STRIP:
            number = said[figure.key].number if said else 0
            yield Tile(figure.label, number, self.list_address(figure), tones.get(figure.key, "") if number else "")

    def list_address(self, figure):
        base = reverse("outreach:exams", args=[self.campaign.pk])
        view = figure.key.removeprefix("checkup.")
        return f"{base}?{urlencode({'view': view, 'town': self.town.pk})}"

    @property
    def overfull(self):
        """Each day beyond its places, with a village of this town that could go elsewhere."""
        for session in self.all_sessions:
            if session.over and session.on >= self.today:
                yield session, self._way_out(session)

    def _way_out(self, session):
        groups = {village: count for (village, key), count in self.counts[0].items() if key == session.pk}
        rooms = [
            Room(one.pk, one.on, one.free)
            for one in self.all_sessions
            if one.on > self.today and one.pk != session.pk and not one.over and not one.is_makeup
        ]
        shift = way_out(session.over, groups, rooms)
        if shift is None:
            return None
        target = next(one for one in self.all_sessions if one.pk == shift.room)
        village = next(one for one in self.villages if one.pk == shift.village)
        return {"village": village, "count": shift.count, "target": target, "free": shift.free}
