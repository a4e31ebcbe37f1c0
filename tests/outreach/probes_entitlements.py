"""The addresses of entitlements, institutions, confirmation, family doctors and care."""

from django.utils import timezone

from core.roles import ROLES
from outreach.actions.entitlements import enter_standard, note_received
from outreach.models import Confirmation
from tests.builders import build_person
from tests.outreach.made_entitlements import (
    DAY,
    build_bed,
    build_contract,
    build_institution,
    build_placement,
    build_request,
    build_round,
)
from tests.probes import Probe


def officer(world):
    return world.at_home(ROLES["bureau_officer"])


def somebody(world):
    return build_person(world.clerk, world.village, categories=["11"])


def institution(world):
    return build_institution(world.network["赤壁市"], "care_centre", "赤壁市康养中心")


def received(world):
    day = timezone.localdate()
    person = build_person(world.clerk, world.village)
    return note_received(by=world.clerk, person=person, key="checkup", from_on=day, note="", today=day)


def standard(world):
    values = {
        "category": "41",
        "level": "",
        "nature": "",
        "valid_from": DAY,
        "amount": 100,
        "per": "year",
        "document": "鄂退役军人发〔2026〕1号",
    }
    return enter_standard(by=officer(world), values=values)


def opened(world):
    world.once(somebody)
    return build_round(officer(world))


def confirmation(world):
    world.once(opened)
    return Confirmation.objects.first()


def contract(world):
    return build_contract(world.clerk, world.once(somebody))


def request(world):
    return build_request(world.clerk, build_person(world.clerk, world.village), world.once(institution))


def placement(world):
    person = build_person(world.clerk, world.village)
    asked = build_request(world.clerk, person, world.once(institution))
    return build_placement(officer(world), asked, build_bed(officer(world), "201-1"))


def of(make):
    return lambda world: [world.once(make).pk]


PROBES = {
    "outreach:institutions": Probe(),
    "outreach:add_institution": Probe(),
    # the bureau's institutions are known to all stations below it, and changed by the bureau
    "outreach:institution": Probe(of(institution), outside="shared"),
    "outreach:amend_institution": Probe(of(institution)),
    "outreach:add_agreement": Probe(of(institution), method="post"),
    "outreach:add_bed": Probe(of(institution), method="post"),
    "outreach:entitlements": Probe(),
    "outreach:entitled_towns": Probe(lambda world: ["checkup"], outside="own"),
    "outreach:entitled": Probe(lambda world: ["checkup", "missing"], outside="own"),
    "outreach:receive": Probe(lambda world: [world.person.pk, "checkup"], method="post"),
    "outreach:take_back": Probe(of(received), method="post"),
    "outreach:standards": Probe(),
    "outreach:add_standard": Probe(),
    "outreach:remove_standard": Probe(of(standard), method="post"),
    "outreach:confirmations": Probe(),
    "outreach:open_confirmation": Probe(),
    "outreach:confirmation_year": Probe(of(opened), outside="shared"),
    "outreach:confirm_village": Probe(of(opened), outside="shared"),
    "outreach:confirm": Probe(of(confirmation), method="post"),
    "outreach:propose_stop": Probe(of(confirmation), method="post"),
    "outreach:decide_stop": Probe(of(confirmation), method="post"),
    "outreach:contracts": Probe(),
    "outreach:contract": Probe(of(contract)),
    "outreach:log_visit": Probe(of(contract), method="post"),
    "outreach:end_contract": Probe(of(contract), method="post"),
    "outreach:sign_contract": Probe(lambda world: [world.person.pk], method="post"),
    "outreach:waiting": Probe(),
    "outreach:residents": Probe(),
    "outreach:beds": Probe(),
    "outreach:place": Probe(of(request), method="post"),
    "outreach:withdraw_request": Probe(of(request), method="post"),
    "outreach:leave": Probe(of(placement), method="post"),
    "outreach:assess": Probe(lambda world: [world.person.pk], method="post"),
    "outreach:ask_place": Probe(lambda world: [world.person.pk], method="post"),
}
