"""The addresses of the network, of accounts, of the ledger."""

from datetime import date, timedelta

from django.utils import timezone

from core.roles import SecurityAdmin, SystemAdmin
from core.validators import PartialDate
from stations.actions import (
    add_staff,
    approve_integration,
    begin_assessment,
    close_station,
    create_integration,
    stand_in,
    system_account,
)
from stations.models import AccountSession, Division, RatingScheme, Station
from tests.builders import TODAY, build_account
from tests.probes import Probe


def village(world):
    return [world.village.pk]


def member(world):
    return add_staff(by=system_account(), station=world.village, values={"name": "王芳", "since": PartialDate(2020)})


def assessment(world):
    scheme = RatingScheme.objects.filter(kind="stars").first()
    return begin_assessment(by=system_account(), station=world.village, scheme=scheme, year=2026)


def change(world):
    """A village of the home town closed into the home village."""
    station = Station.objects.get(division__name="蓼坪村委会")
    return close_station(
        by=system_account(),
        station=station,
        successor=world.village,
        kind="merged",
        on=TODAY,
        reason="批复",
        today=TODAY,
    )


def account(world):
    return build_account("subject", world.village, "station_clerk", full_name="对象")


def session(world):
    return AccountSession.objects.create(
        account=world.once(account), session_key=f"key{AccountSession.objects.count()}"
    )


def standing_in(world):
    subject = world.once(account)
    return stand_in(
        by=system_account(),
        account=subject,
        substitute=world.clerk,
        starts_on=date(2026, 11, 1),
        ends_on=date(2026, 12, 1),
        reason="休假",
        today=TODAY,
    )


def own_scheme(world):
    return RatingScheme.objects.filter(kind="stars").first()


def integration(world):
    """Asked for by one administrator, at the home village."""
    return create_integration(
        by=world.at_home(SystemAdmin),
        name="省厅汇聚平台",
        purpose="数据汇聚",
        station=world.village,
        role="data_admin",
        permissions=["person.view", "changes.view"],
        expires_on=timezone.localdate() + timedelta(days=100),
        today=timezone.localdate(),
    )


def approved(world):
    row = integration(world)
    return approve_integration(by=world.at_home(SecurityAdmin), integration=row, today=timezone.localdate())


def of(make):
    return lambda world: [world.once(make).pk]


def item(world):
    return [own_scheme(world).items.first().pk]


def division(world):
    return [Division.objects.get(station=world.village).pk]


ACCOUNT = of(account)
SCHEME = of(own_scheme)

PROBES = {
    "stations:network": Probe(),
    "stations:stations": Probe(),
    "stations:divisions": Probe(),
    # names of places are public geography: any of them may be given another name
    "stations:aliases": Probe(division, outside="shared"),
    "stations:host": Probe(division, outside="shared"),
    "stations:changes": Probe(),
    "stations:change": Probe(of(change)),
    "stations:undo_change": Probe(of(change)),
    "stations:have_labels": Probe(),
    "stations:schemes": Probe(),
    "stations:scheme_add": Probe(),
    "stations:scheme": Probe(SCHEME, outside="shared"),
    "stations:scheme_edit": Probe(SCHEME),
    "stations:item_add": Probe(SCHEME),
    "stations:item_edit": Probe(item),
    "stations:item_remove": Probe(item, method="post"),
    "stations:assessment": Probe(of(assessment)),
    "stations:assessment_return": Probe(of(assessment)),
    "stations:assessment_reopen": Probe(of(assessment)),
    "stations:staff_edit": Probe(of(member)),
    "stations:staff_left": Probe(of(member)),
    "stations:station": Probe(village),
    "stations:station_edit": Probe(village),
    "stations:staff_add": Probe(village),
    "stations:five_haves": Probe(village),
    "stations:assess": Probe(village),
    "stations:division_add": Probe(village),
    "stations:close": Probe(village),
    "stations:accounts": Probe(),
    "stations:account_add": Probe(),
    "stations:sessions": Probe(),
    "stations:session_end": Probe(of(session), method="post"),
    "stations:locks": Probe(),
    "stations:policies": Probe(),
    "stations:stand_in_end": Probe(of(standing_in), method="post"),
    "stations:account": Probe(ACCOUNT),
    "stations:account_edit": Probe(ACCOUNT),
    "stations:account_roles": Probe(ACCOUNT),
    "stations:account_disable": Probe(ACCOUNT, method="post"),
    "stations:account_enable": Probe(ACCOUNT, method="post"),
    "stations:account_password": Probe(ACCOUNT, method="post"),
    "stations:account_factor": Probe(ACCOUNT, method="post"),
    "stations:account_unlock": Probe(ACCOUNT, method="post"),
    "stations:account_hand_over": Probe(ACCOUNT),
    "stations:account_stand_in": Probe(ACCOUNT),
    "stations:integrations": Probe(),
    "stations:integration_add": Probe(),
    "stations:integration": Probe(of(integration)),
    "stations:integration_approve": Probe(lambda world: [integration(world).pk], method="post"),
    "stations:integration_issue": Probe(of(approved), method="post"),
    "stations:integration_revoke": Probe(of(integration)),
    "stations:ledger": Probe(),
    "api-station-list": Probe(needs="station.view"),
    "api-station-search": Probe(method="post", needs="station.view", at_home=(415,)),
    "api-station-detail": Probe(village, needs="station.view"),
    "stations:ledger_verify": Probe(method="post"),
    "stations:factor_check": Probe(),
    "stations:factor": Probe(),
    "stations:factor_new": Probe(method="post"),
    "stations:factor_codes": Probe(method="post", at_home=(404,)),
    "stations:own_sessions": Probe(),
    "stations:own_session_end": Probe(of(session), method="post", at_home=(404,)),
    "stations:desks": Probe(),
}
