"""Finding the station that a roster's words for a place mean: long, short, former names (handbook §2.5 item 11)."""

import re
from collections import defaultdict
from dataclasses import dataclass

from core.validators import clean_text
from stations.choices import Tier
from stations.models import Division, DivisionAlias, Station

# Endings of official names, longest first, and the everyday endings that mean the same kind of place
COMMUNITY_ENDINGS = ("社区居民委员会", "社区居委会", "居民委员会", "社区委员会", "居委会", "社区")
VILLAGE_ENDINGS = ("村民委员会", "村委会", "村")
TOWN_ENDINGS = ("街道办事处", "办事处", "街道办", "街道", "镇", "乡")
GROUP = re.compile(r"(?:第)?([0-9一二三四五六七八九十]{1,3}[组社])$")


@dataclass(frozen=True)
class Place:
    """What was found: one station, or several it could be (`options`), or none; `group` is a villagers' group named with it."""

    station_id: int | None = None
    options: tuple = ()
    group: str = ""


def spellings(name, endings_by_kind=(COMMUNITY_ENDINGS, VILLAGE_ENDINGS, TOWN_ENDINGS)):
    """Every way of writing an official place name: 羊楼洞村委会 → 羊楼洞村委会, 羊楼洞村民委员会, 羊楼洞村, 羊楼洞."""
    for endings in endings_by_kind:
        for ending in endings:
            if name.endswith(ending) and len(name) > len(ending) + 1:
                base = name.removesuffix(ending)
                return {name, base, *(base + other for other in endings)}
    return {name}


class PlaceFinder:
    """The village stations that one user may write to, found by name; built once per import."""

    def __init__(self, user):
        self.stations = Station.objects.writable_by(user).filter(closed_on__isnull=True)
        villages = self.stations.filter(tier=Tier.VILLAGE)
        rows = villages.values_list(
            "pk", "division_id", "division__name", "parent__division_id", "parent__division__name"
        )
        self.town_of, self.places, self.towns = {}, defaultdict(set), defaultdict(set)
        self.labels, self.station_of = {}, {}
        for pk, division, name, town, town_name in rows:
            self.town_of[pk], self.labels[pk] = town, name
            self.station_of[division] = pk
            self._enter(self.places, name, pk)
            self._enter(self.towns, town_name or "", town)
        self._add_hosted()
        self._add_former()
        self._add_aliases()
        self.memory = {}

    def _add_hosted(self):
        """Industrial parks and forest farms without villages: their residents are on file at the host town's station."""
        hosts = self.stations.filter(tier=Tier.TOWN, division__hosted__isnull=False)
        rows = hosts.values_list("pk", "division_id", "division__hosted", "division__hosted__name")
        for pk, host, division, name in rows:
            self.town_of[pk], self.labels[pk] = host, name
            self.station_of[division] = pk
            self._enter(self.places, name, pk)
            self._enter(self.towns, name, host)

    def _add_former(self):
        """The name of a closed village means its successor."""
        closed = Division.objects.filter(successor__isnull=False).values_list("pk", "name", "successor_id")
        successor_of = {pk: successor for pk, _name, successor in closed}
        for pk, name, successor in closed:
            while successor in successor_of:
                successor = successor_of[successor]
            if successor in self.station_of:
                self.station_of[pk] = self.station_of[successor]
                self._enter(self.places, name, self.station_of[successor])

    def _add_aliases(self):
        towns = set(self.town_of.values())
        for division, alias in DivisionAlias.objects.values_list("division_id", "name"):
            if division in self.station_of:
                self._enter(self.places, alias, self.station_of[division])
            elif division in towns:
                self._enter(self.towns, alias, division)

    def _enter(self, index, name, value):
        for spelling in spellings(name):
            index[spelling].add(value)

    def find(self, text, town=""):
        """The Place that `text` means, in the town that `town` or the text itself names, if any."""
        key = text, town
        if key not in self.memory:
            self.memory[key] = self._find(clean_text(text).replace(" ", ""), clean_text(town).replace(" ", ""))
        return self.memory[key]

    def _find(self, text, town):
        text = re.sub(r"^(?:湖北省)?(?:咸宁市)?(?:赤壁市)?", "", text) or text
        group = GROUP.search(text)
        name = text[: group.start()] if group and group.start() else text
        towns = self._towns(town)
        if towns is None:
            return Place()
        found = self.places.get(name)
        if not found:
            prefix, rest = self._split_town(name)
            towns, found = (towns or prefix), self.places.get(rest)
        options = tuple(sorted(pk for pk in found or () if not towns or self.town_of[pk] in towns))
        words = group[1] if group and group.start() else ""
        return Place(options[0] if len(options) == 1 else None, options if len(options) > 1 else (), words)

    def _towns(self, town):
        """The divisions a town's name means; None when it is none of the user's; empty when none is named."""
        if not town:
            return set()
        bare = re.sub(r"^(?:湖北省)?(?:咸宁市)?(?:赤壁市)?", "", town)
        return self.towns.get(bare) or (set() if not bare else None)

    def _split_town(self, name):
        """赵李桥镇羊楼洞村 → the town's divisions and 羊楼洞村; the longest town name wins."""
        for length in range(len(name) - 1, 1, -1):
            if name[:length] in self.towns:
                return self.towns[name[:length]], name[length:]
        return set(), name
