"""How the network stands: counts, staff, five haves and stars, by town. Works on rows the page has fetched (scoped)."""

from dataclasses import dataclass, field

from stations.choices import Tier


@dataclass
class Line:
    """A station with what stands below it, itself included."""

    station: object
    villages: int = 0
    full_timers: int = 0
    part_timers: int = 0
    staffed: int = 0
    five: int = 0
    fengqiao: int = 0
    stations: int = 0
    stars: dict = field(default_factory=lambda: dict.fromkeys(range(6), 0))

    def add(self, station):
        self.stations += 1
        self.villages += station.tier == Tier.VILLAGE
        self.full_timers += station.full_timers
        self.part_timers += station.part_timers
        self.staffed += bool(station.full_timers or station.part_timers)
        self.five += bool(station.has_five)
        self.fengqiao += station.is_fengqiao
        if station.stars is not None:
            self.stars[station.stars] += 1

    @property
    def three_up(self):
        """Stations of three stars and more."""
        return sum(count for stars, count in self.stars.items() if stars >= 3)

    @property
    def below_three(self):
        """Stations of fewer stars, or not rated yet."""
        return self.stations - self.three_up


def by_town(stations):
    """(lines by town, total, {tier: count}) of stations that count; `stations` carry `with_standing`."""
    stations = list(stations)
    lines = {station.pk: Line(station) for station in stations if station.tier == Tier.TOWN}
    total, counts = Line(None), dict.fromkeys((Tier.CITY, Tier.TOWN, Tier.VILLAGE), 0)
    for station in stations:
        total.add(station)
        if station.tier in counts:
            counts[station.tier] += 1
        line = lines.get(station.pk) or lines.get(station.parent_id)
        if line:
            line.add(station)
    return list(lines.values()), total, counts
