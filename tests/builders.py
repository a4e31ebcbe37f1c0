"""Honest defaults: what a test does not care about is filled as the portal itself would fill it.

Everything goes through the actions, so that derived columns, ledger lines and limits are the real ones.
"""

import itertools
from datetime import date

from core.validators import PartialDate, identity_check_digit
from stations.actions import create_account, load_divisions, system_account
from stations.models import Station
from veterans.actions import add_person

TODAY = date(2026, 11, 23)
PASSWORD = "Chibi-Test-2026"

NETWORK = [
    ("421281000000", "赤壁市", "city", ""),
    ("421281101000", "赵李桥镇", "town", "421281000000"),
    ("421281101204", "羊楼洞村委会", "village", "421281101000"),
    ("421281101002", "羊楼洞社区居委会", "village", "421281101000"),
    ("421281101205", "蓼坪村委会", "village", "421281101000"),
    ("421281106000", "神山镇", "town", "421281000000"),
    ("421281106201", "毕畈村委会", "village", "421281106000"),
]
SERIAL = itertools.count(1)


def build_network():
    """A small tree: one city, two towns, four villages. Returns {place name: station}."""
    rows = [dict(zip(("code", "name", "tier", "parent_code"), row, strict=True)) for row in NETWORK]
    load_divisions(by=system_account(), rows=rows, today=TODAY)
    return {station.division.name: station for station in Station.objects.select_related("division")}


def build_account(username, station, *roles, full_name="刘敏"):
    return create_account(
        by=system_account(),
        username=username,
        full_name=full_name,
        station=station,
        role_names=roles,
        password=PASSWORD,
    )


def identity_number(birth=date(1958, 3, 12), sex="1", serial=None):
    """A valid number with the unassigned prefix 99, so that it is nobody's."""
    serial = next(SERIAL) if serial is None else serial
    order = (serial % 499) * 2 + (1 if sex == "1" else 2)
    body = f"99{serial // 499 % 10000:04d}{birth:%Y%m%d}{order:03d}"
    return body + identity_check_digit(body)


def person_values(**changes):
    """The name card of somebody complete; `changes` replace or add."""
    values = {
        "name": "涂长林",
        "id_no": identity_number(),
        "mobile": f"12{next(SERIAL):09d}",
        "hukou_addr": "赤壁市赵李桥镇羊楼洞村6组",
        "enlist_date": PartialDate(1976, 11),
        "discharge_date": PartialDate(1981, 1),
        "categories": ["SELF_EMPLOYED_PATH"],
    }
    return values | changes


def build_person(by, station=None, **changes):
    """Somebody on file at a station (the author's own by default)."""
    return add_person(by=by, station=station or by.station, values=person_values(**changes), today=TODAY)
