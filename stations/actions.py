"""Every write of the network: loading divisions, opening stations, making accounts."""

import csv

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core import roles
from core.actions import Refused, action
from core.audit import record
from stations.choices import Tier
from stations.models import Account, Division, Station
from stations.tree import rebuild_reach

DIVISION_COLUMNS = ["code", "name", "tier", "parent_code"]
STATION_NAMES = {Tier.CITY: "{}退役军人服务中心", Tier.TOWN: "{}退役军人服务站", Tier.VILLAGE: "{}退役军人服务站"}


def read_divisions(path):
    """The rows of a divisions file (columns code, name, tier, parent_code). Refused when it is not one."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None or not set(DIVISION_COLUMNS) <= set(reader.fieldnames):
                raise Refused("bad_header", _("The file needs the columns code, name, tier and parent_code."))
            rows = [{key: (row[key] or "").strip() for key in DIVISION_COLUMNS} for row in reader]
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused("unreadable", _("The file cannot be read as a UTF-8 table.")) from problem
    check_divisions(rows)
    return rows


def check_divisions(rows):
    """Codes unique, tiers known, every parent in the file or on record."""
    codes = {row["code"] for row in rows}
    known = codes | set(Division.objects.values_list("code", flat=True))
    for number, row in enumerate(rows, start=2):
        if not row["code"].isdigit() or not row["name"]:
            raise Refused("bad_row", _("Row %(row)s: a division needs a numeric code and a name.") % {"row": number})
        if row["tier"] not in Tier.values:
            raise Refused("bad_tier", _("Row %(row)s: the tier “%(tier)s” is unknown.") % {"row": number, **row})
        if row["parent_code"] and row["parent_code"] not in known:
            raise Refused("no_parent", _("Row %(row)s: the superior %(parent_code)s is missing.") % {"row": number, **row})
    if len(codes) != len(rows):
        raise Refused("double_code", _("A code stands twice in the file."))


@action("division.load")
def load_divisions(*, by, rows, today):
    """Create or rename the divisions of `rows` and open one station for each new one. Returns {created, changed, unchanged}."""
    existing = {division.code: division for division in Division.objects.all()}
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    for row in sorted(rows, key=lambda row: list(Tier.values).index(row["tier"])):
        division = existing.get(row["code"])
        if division is None:
            division = existing[row["code"]] = _open_division(row, existing.get(row["parent_code"]), today)
            counts["created"] += 1
        elif division.name != row["name"]:
            Division.objects.filter(pk=division.pk).update(name=row["name"])
            counts["changed"] += 1
        else:
            counts["unchanged"] += 1
    rebuild_reach()
    record("division.load", None, by=by, note=" ".join(f"{key} {value}" for key, value in counts.items()))
    return counts


def _open_division(row, parent, today):
    division = Division(code=row["code"], name=row["name"], tier=row["tier"], parent=parent, valid_from=None)
    division.counts_as_town = not (row["tier"] == Tier.TOWN and row["code"][6:9] >= "400")
    division.save()
    if row["tier"] in STATION_NAMES:
        _open_station(division, today)
    return division


def _open_station(division, today):
    parent = Station.objects.filter(division=division.parent).first() if division.parent_id else None
    name = STATION_NAMES[division.tier].format(division.name)
    return Station.objects.create(
        division=division, name=name, tier=division.tier, parent=parent, opened_on=today
    )


@action("account.create")
def create_account(*, by, username, full_name, station, role_names, password):
    """A new account at a station. Raises ValidationError for a bad name, password or pair of roles."""
    unknown = [name for name in role_names if name not in roles.ROLES]
    if unknown:
        raise ValidationError({"role_names": _("There is no role %(name)s.") % {"name": unknown[0]}})
    pair = roles.conflict(role_names)
    if pair:
        labels = {"first": roles.ROLES[pair[0]].label, "second": roles.ROLES[pair[1]].label}
        raise ValidationError({"role_names": _("%(first)s and %(second)s exclude one another.") % labels})
    account = Account(username=username, full_name=full_name, station=station, role_names=list(role_names))
    account.set_password(password)
    account.password_changed_at = timezone.now()
    account.full_clean()
    account.save()
    record("account.create", account, by=by, changes={"role_names": (None, sorted(role_names))})
    return account


def system_account():
    """The user of hourly and daily steps and of the command line; nobody can log in as it."""
    account, is_new = Account.objects.get_or_create(
        username="system", defaults={"full_name": "系统", "is_system": True, "is_active": False}
    )
    if is_new:
        account.set_unusable_password()
        account.save(update_fields=["password"])
    return account


