"""Who is entitled and was missed, where thirty thousand people are: the overview, each rule's lists, one year's confirmation."""

from dataclasses import replace
from datetime import date

from django.test import Client
from django.utils import timezone

from bureau.bench import measure
from bureau.bench.appeals import DASHBOARD_MS
from bureau.bench.people import page
from bureau.bench.scratch import settle
from outreach.actions.confirmation import add_people
from outreach.models import ConfirmationYear
from outreach.rules.entitlements import rules_on
from stations.models import Account, Station


@measure(
    "entitlements", "应享待遇：总览、各项名单、年度确认（局业务干部，全市范围）", sizes=(30_000, 100_000), most_ratio=6
)
def entitlements(bench):
    """Each page is asked for a few times; queries and bytes are those of the last answer."""
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(Account.objects.get(username="yewu"), "stations.backends.PortalBackend")
    town = Station.objects.filter(tier="town").first().pk
    yield replace(page(client, "总览", "/outreach/entitlements/"), budget_ms=DASHBOARD_MS)
    for rule in rules_on(timezone.localdate()):
        yield page(client, f"应享未享：{rule.label}", f"/outreach/entitlements/{rule.key}/missing/")
    yield page(client, "应享已享：年度体检，镇", f"/outreach/entitlements/checkup/held/?town={town}")
    yield page(client, "待核实：生活补助", "/outreach/entitlements/rural/unknown/")
    # the year itself is looked up beside a list's usual queries
    yield page(client, "年度确认名单", opened().get_absolute_url(), most_queries=13)


def opened():
    """A round with everybody on it."""
    city, today = Station.objects.get(tier="city"), timezone.localdate()
    said = {"opened_on": today, "due_on": date(today.year, 12, 31)}
    found, _is_new = ConfirmationYear.objects.get_or_create(station=city, year=today.year, defaults=said)
    add_people(found)
    settle()
    return found
