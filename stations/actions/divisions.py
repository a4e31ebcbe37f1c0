"""Loading divisions, opening stations, other names of places, industrial parks and their host towns."""

import csv
import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from stations.choices import Tier
from stations.models import Division, DivisionAlias, Station
from stations.samples import seed_schemes
from stations.tree import attach_station, rebuild_reach, station_above

DIVISION_COLUMNS = ["code", "name", "tier", "parent_code"]
# may be in the file: other names, separated; the town that hosts an industrial park or forest farm
MORE_COLUMNS = ["aliases", "host_code"]
BETWEEN_NAMES = re.compile(r"[\s,，、;；/]+")
STATION_NAMES = {Tier.CITY: "{}退役军人服务中心", Tier.TOWN: "{}退役军人服务站", Tier.VILLAGE: "{}退役军人服务站"}
# Town parts of a code from 400 on: 政企合一单位, no towns (handbook §3.4)
FIRST_QUASI_TOWN = "400"


def read_divisions(path):
    """The rows of a divisions file (columns code, name, tier, parent_code). Refused when it is not one."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None or not set(DIVISION_COLUMNS) <= set(reader.fieldnames):
                raise Refused("bad_header", _("The file needs the columns code, name, tier and parent_code."))
            rows = [{key: (row.get(key) or "").strip() for key in DIVISION_COLUMNS + MORE_COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused("unreadable", _("The file cannot be read as a UTF-8 table.")) from problem
    check_divisions(rows)
    return rows


def check_divisions(rows):
    """Codes unique, tiers known, every parent in the file or on record."""
    codes = {row["code"] for row in rows}
    known = codes | set(Division.objects.values_list("code", flat=True))
    for number, row in enumerate(rows, start=2):
        if not row["code"].isdecimal() or not row["name"]:
            raise Refused("bad_row", _("Row %(row)s: a division needs a numeric code and a name.") % {"row": number})
        if row["tier"] not in Tier.values:
            raise Refused("bad_tier", _("Row %(row)s: the tier “%(tier)s” is unknown.") % {"row": number, **row})
        if row["parent_code"] and row["parent_code"] not in known:
            raise Refused(
                "no_parent", _("Row %(row)s: the superior %(parent_code)s is missing.") % {"row": number, **row}
            )
    if len(codes) != len(rows):
        raise Refused("double_code", _("A code stands twice in the file."))


@action("division.load")
def load_divisions(*, by, rows, today):
    """Create or rename the divisions of `rows` and open one station for each new one. Returns {created, changed, unchanged}."""
    existing = {division.code: division for division in Division.objects.all()}
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    rows = sorted(rows, key=lambda row: (Tier.values.index(row["tier"]), is_quasi(row)))
    for row in rows:
        counts[_load_row(row, existing, today)] += 1
    for row in rows:
        _load_extras(row, existing)
    rebuild_reach()
    for centre in Station.objects.filter(tier=Tier.CITY, rating_schemes__isnull=True):
        seed_schemes(centre)
    record("division.load", None, by=by, note=" ".join(f"{key} {value}" for key, value in counts.items()))
    return counts


def _load_row(row, existing, today):
    division = existing.get(row["code"])
    if division is None:
        existing[row["code"]] = _create_division(row, existing, today)
        return "created"
    if division.name == row["name"]:
        return "unchanged"
    former, division.name = division.name, row["name"]
    division.save(update_fields=["name"])
    if division.tier in STATION_NAMES:
        names = {name: STATION_NAMES[division.tier].format(name) for name in (former, row["name"])}
        Station.objects.filter(division=division, name=names[former]).update(name=names[row["name"]])
    # rosters go on using the former name for years
    DivisionAlias.objects.get_or_create(division=division, name=former)
    return "changed"


def is_quasi(row):
    return row["tier"] == Tier.TOWN and row["code"][6:9] >= FIRST_QUASI_TOWN


def _create_division(row, existing, today):
    parent = existing.get(row["parent_code"])
    counts = not is_quasi(row) and (parent is None or row["tier"] != Tier.VILLAGE or parent.counts_as_town)
    division = Division(code=row["code"], name=row["name"], tier=row["tier"], parent=parent, counts_as_town=counts)
    division.host = existing.get(row.get("host_code"))
    division.save()
    if row["tier"] in STATION_NAMES and not is_quasi(row):
        _create_station(division, today)
    return division


def _create_station(division, today):
    name = STATION_NAMES[division.tier].format(division.name)
    return Station.objects.create(
        division=division, name=name, tier=division.tier, parent=station_above(division), opened_on=today
    )


def _load_extras(row, existing):
    division = existing[row["code"]]
    for name in BETWEEN_NAMES.split(row.get("aliases") or ""):
        if name and name != division.name:
            DivisionAlias.objects.get_or_create(division=division, name=name)


@action("division.open")
def open_division(*, by, code, name, parent, today):
    """A new town or village under the division of the station `parent`, with its station."""
    tiers = {Tier.CITY: Tier.TOWN, Tier.TOWN: Tier.VILLAGE}
    if parent.tier not in tiers:
        raise Refused("no_tier_below", _("Nothing stands below a village station."))
    row = {"code": code, "name": name, "tier": tiers[parent.tier], "parent_code": parent.division.code}
    division = Division(code=code, name=name, tier=row["tier"], parent=parent.division, valid_from=today)
    division.counts_as_town = not is_quasi(row) and parent.division.counts_as_town
    division.full_clean()
    division.save()
    if is_quasi(row):
        record("division.open", division, by=by, changes={"name": (None, name), "code": (None, code)})
        return division
    station = _create_station(division, today)
    attach_station(station)
    record("division.open", station, by=by, changes={"name": (None, name), "code": (None, code)})
    return station


@action("division.alias")
def set_aliases(*, by, division, names):
    """The other names of a division, all of them. An alias that is another division's name is refused."""
    wanted = {name.strip() for name in names if name.strip()} - {division.name}
    taken = Division.objects.filter(name__in=wanted, parent=division.parent).exclude(pk=division.pk).first()
    if taken:
        raise ValidationError({"names": _("%(name)s is the name of another place there.") % {"name": taken.name}})
    held = set(division.aliases.values_list("name", flat=True))
    division.aliases.filter(name__in=held - wanted).delete()
    DivisionAlias.objects.bulk_create(DivisionAlias(division=division, name=name) for name in sorted(wanted - held))
    if held != wanted:
        record("division.alias", division, by=by, changes={"aliases": (sorted(held), sorted(wanted))})
    return division


@action("division.host")
def host_division(*, by, division, host):
    """An industrial park or forest farm goes with a host town: its villages' stations stand below that town's."""
    if division.counts_as_town or division.tier != Tier.TOWN:
        raise Refused("is_town", _("Only industrial parks, forest farms and the like have a host town."))
    if host is not None and (host.tier != Tier.TOWN or not host.counts_as_town):
        raise ValidationError({"host": _("The host must be a town.")})
    before, division.host = division.host, host
    division.save(update_fields=["host"])
    for station in Station.objects.filter(division__parent=division).select_related("division__parent__host"):
        station.parent = station_above(station.division)
        station.save(update_fields=["parent"])
    rebuild_reach()
    record("division.host", division, by=by, changes={"host": (before and before.name, host and host.name)})
    return division
