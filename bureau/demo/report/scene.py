"""What all parts of the scenario stand on: the days, the desks, the stations, the people."""

from datetime import date, timedelta

from outreach.models import Grant
from stations.actions import system_account
from stations.choices import Tier
from stations.models import Account, Station

FIRST, LAST = date(2020, 1, 1), date(2021, 12, 31)
DAYS = (LAST - FIRST).days
SEED = 20211231
GRANT = "BF-R"  # how the numbers of the scenario's grants begin

PEOPLE = 11_900
HELPED, HELPED_TWICE = 11_432, 168


def is_loaded():
    return Grant.objects.filter(number__startswith=GRANT).exists()


class Scene:
    """`people` are (person, category codes) once `network` has made them; `common` goes into every recorded row."""

    def __init__(self, rng):
        self.rng = rng
        names = ("cunzhan", "zhenzhan", "shizhongxin", "yewu", "lingdao")
        accounts = {row.username: row for row in Account.objects.filter(username__in=names).select_related("station")}
        self.village_clerk, self.town_clerk, self.centre, self.officer, self.leader = (accounts[name] for name in names)
        rows = Station.objects.in_network().select_related("division", "parent").order_by("division__code")
        self.stations = list(rows)
        self.city = next(row for row in self.stations if row.tier == Tier.CITY)
        self.towns = [row for row in self.stations if row.tier == Tier.TOWN]
        self.villages = [row for row in self.stations if row.tier == Tier.VILLAGE]
        self.common = {"is_demo": True, "created_by": system_account()}
        self.people = []

    def town(self, name):
        return next(row for row in self.towns if row.division.name.startswith(name))

    def village_of(self, town, number=0):
        found = [row for row in self.villages if row.parent_id == town.pk]
        return found[number % len(found)]

    def days(self, count, first=FIRST, last=LAST):
        """So many days, evenly over the years, none of them in the first fortnight."""
        begin = first + timedelta(days=14)
        step = (last - begin).days / max(1, count)
        return [begin + timedelta(days=int(step * number)) for number in range(count)]

    def alive(self):
        return [person for person, _codes in self.people if person.alive == "alive"]

    def of(self, *wanted):
        """The living people of some categories."""
        return [person for person, codes in self.people if person.alive == "alive" and codes[0] in wanted]
