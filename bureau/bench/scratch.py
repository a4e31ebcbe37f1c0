"""The scratch database: made for one run, filled with synthetic people, dropped afterwards."""

import contextlib
import os
import random
import tempfile
from urllib.parse import urlsplit

import psycopg2
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from psycopg2 import sql

from bureau.demo.accounts import make_accounts
from bureau.demo.load import DIVISIONS
from bureau.demo.people import Maker, save_people
from core.actions import Refused
from core.indexes import rebuild_covering
from stations.actions import load_divisions, read_divisions, system_account
from stations.choices import Tier
from stations.models import Station

INSIDE = "PORTAL_BENCH"
ENDING = "_bench"


@contextlib.contextmanager
def scratch_environment():
    """The environment of a run: a database beside the portal's own, and a data directory with keys of its own.

    The portal's data directory must not be used: the ledger of the scratch database would move its heads.
    """
    usual = settings.DATABASES["default"]
    if not usual["ENGINE"].endswith("postgresql"):
        message = (
            "Measures are taken on PostgreSQL: set DATABASE_URL (a scratch database is made beside the one it names)."
        )
        raise Refused("no_postgresql", message)
    name = f"{usual['NAME']}{ENDING}"
    address = urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()
    administer(usual, name, "DROP DATABASE IF EXISTS {}", "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'")
    try:
        with tempfile.TemporaryDirectory(prefix="portal-bench-") as folder:
            own = {INSIDE: name, "DATABASE_URL": address, "PORTAL_DATA_DIR": folder, "PORTAL_MODE": "demo"}
            yield os.environ | own
    finally:
        administer(usual, name, "DROP DATABASE IF EXISTS {} WITH (FORCE)")


def is_inside():
    """Whether this process is the one that measures."""
    return os.environ.get(INSIDE) == settings.DATABASES["default"]["NAME"]


def administer(usual, name, *statements):
    access = {"host": usual["HOST"], "port": usual["PORT"], "user": usual["USER"], "password": usual["PASSWORD"]}
    try:
        session = psycopg2.connect(dbname=usual["NAME"], **{key: value for key, value in access.items() if value})
    except psycopg2.OperationalError as problem:
        message = (
            "DATABASE_URL must name a PostgreSQL database that exists; a scratch database is made beside it: "
            f"createdb {usual['NAME']}. The server says: {problem}"
        )
        raise Refused("no_database", message.strip()) from problem
    session.autocommit = True
    with session.cursor() as cursor:
        for statement in statements:
            cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
    session.close()


def settle():
    """As a night leaves the database: indexes written anew, statistics known."""
    rebuild_covering()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


class Bench:
    """The database as the measures find it: `size` people, the whole network, one account a role."""

    def __init__(self, today):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        load_divisions(by=system_account(), rows=read_divisions(DIVISIONS), today=today)
        make_accounts()
        stations = Station.objects.filter(tier=Tier.VILLAGE).select_related("division").order_by("division__code")
        self.maker, self.size = Maker(stations, today), 0
        self.random = random.Random(1)

    def grow(self, size):
        """Add people up to `size`, spread the days of their last change, and let the planner know."""
        save_people(self.maker.people(size - self.size))
        self.size = size
        with connection.cursor() as cursor:
            cursor.execute("UPDATE veterans_person SET updated_at = now() - (id %% 90000) * interval '1 minute'", [])
        settle()
