"""The addresses of outreach."""

from core.roles import ROLES
from outreach.actions.photos import add_photos
from outreach.pages.assistance import PAGES
from outreach.pages.exams import PAGES as CHECKUP_STEPS
from tests.builders import TODAY
from tests.outreach import made_activities as made
from tests.outreach import probes_checkups as checkups
from tests.outreach import probes_entitlements
from tests.outreach.made_visits import (
    build_award,
    build_budget,
    build_grant,
    build_notice,
    build_plan,
    build_visit,
    photo_file,
)
from tests.probes import Probe
from veterans.actions import accept_card, apply_for_plaque


def visit(world):
    return build_visit(world.clerk, world.person)


def photo(world):
    return add_photos(
        by=world.clerk, visit=world.once(visit), photos=[photo_file((40, 30))], today=TODAY
    ).photos.first()


def plan(world):
    return build_plan(world.clerk)


def grant(world):
    return build_grant(world.clerk, world.person)


def budget(world):
    return build_budget(world.at_home(ROLES["bureau_officer"]))


def person(world):
    return world.person


def plaque(world):
    return apply_for_plaque(by=world.clerk, person=world.person, applied_on=TODAY)


def card(world):
    return accept_card(by=world.clerk, person=world.person, accepted_on=TODAY)


def notice(world):
    return build_notice(world.clerk)


def award(world):
    return build_award(world.clerk, world.person)


def of(make):
    return lambda world: [world.once(make).pk]


# activities, publicity, organisation


def session(world):
    return made.build_session(world.clerk)


def lecture(world):
    return made.build_lecture(world.clerk)


def talk(world):
    return made.build_talk(world.clerk)


def media_item(world):
    return made.build_item(world.clerk)


def lesson(world):
    return made.build_lesson(world.clerk)


def column(world):
    return made.build_column(world.clerk)


def evidence(world):
    return made.build_evidence(world.clerk)


def organ(world):
    return made.build_organ(world.clerk)


def post(world):
    return made.build_post(world.clerk)


def session_photo(world):
    return made.build_session(world.clerk, photos=[made.phone_photo()]).photos.get()


def lecture_photo(world):
    return made.build_lecture(world.clerk, photos=[made.phone_photo()]).photos.get()


def talk_photo(world):
    return made.build_talk(world.clerk, photos=[made.phone_photo()]).photos.get()


def evidence_photo(world):
    return made.build_evidence(world.clerk, photos=[made.phone_photo()]).photos.get()


def speaker(world):
    return world.once(session).speakers.first()


RECORDED = {
    "session": session,
    "lecture": lecture,
    "talk": talk,
    "media_item": media_item,
    "lesson": lesson,
    "column": column,
    "evidence": evidence,
    "organ": organ,
}
BOARDS = ("venues", "lecture_year", "talk_towns", "six_campaigns", "publicity", "six_ones", "set_theme")
LISTS = ("sessions", "lectures", "talks", "media_items", "lessons", "columns", "evidence_list", "organs")
PHOTOS = {"session": session_photo, "lecture": lecture_photo, "talk": talk_photo, "evidence": evidence_photo}

PROBES = {
    "outreach:home": Probe(outside="own"),
    # visits, assistance, honours
    "outreach:today": Probe(),
    "outreach:calendar": Probe(),
    "outreach:visits": Probe(),
    "outreach:add_visit": Probe(),
    "outreach:add_unit_visit": Probe(),
    "outreach:afternoon": Probe(),
    "outreach:visit": Probe(of(visit)),
    "outreach:withdraw_visit": Probe(of(visit), method="post"),
    "outreach:raise_issue": Probe(of(visit), method="post"),
    "outreach:add_photos": Probe(of(visit), method="post"),
    "outreach:visit_photo": Probe(of(photo)),
    "outreach:contacts": Probe(),
    "outreach:visit_plans": Probe(),
    "outreach:add_plan": Probe(),
    "outreach:visit_plan": Probe(of(plan)),
    "outreach:remove_plan": Probe(of(plan), method="post"),
    "outreach:grants": Probe(),
    "outreach:add_grant": Probe(),
    "outreach:grant": Probe(of(grant)),
    **{f"outreach:grant_{step}": Probe(of(grant), method="post") for step in PAGES},
    "outreach:funds": Probe(),
    "outreach:add_fund": Probe(),
    "outreach:change_budget": Probe(of(budget), method="post"),
    "outreach:watch": Probe(),
    "outreach:income_line": Probe(),
    "outreach:look_after": Probe(of(person), method="post"),
    "outreach:households": Probe(),
    "outreach:hang_many": Probe(),
    "outreach:hang_plaque": Probe(of(person), method="post"),
    "outreach:refuse_plaque": Probe(of(person), method="post"),
    "outreach:plaques": Probe(),
    "outreach:replace_plaque": Probe(of(plaque), method="post"),
    "outreach:cancel_plaque": Probe(of(plaque), method="post"),
    "outreach:cards": Probe(),
    "outreach:hand_over_card": Probe(of(card), method="post"),
    "outreach:merit_notices": Probe(),
    "outreach:add_notice": Probe(),
    "outreach:remove_notice": Probe(of(notice), method="post"),
    "outreach:awards": Probe(),
    "outreach:add_award": Probe(),
    "outreach:remove_award": Probe(of(award), method="post"),
    **probes_entitlements.PROBES,
    **checkups.PROBES,
    **{f"outreach:exam_{name}": Probe(checkups.of(checkups.exam), method="post") for name in CHECKUP_STEPS},
    # activities, publicity, organisation
    **{f"outreach:{name}": Probe() for name in (*BOARDS, *LISTS)},
    **{f"outreach:add_{name}": Probe() for name in RECORDED},
    **{f"outreach:{name}": Probe(of(make)) for name, make in RECORDED.items()},
    **{f"outreach:amend_{name}": Probe(of(make)) for name, make in RECORDED.items()},
    **{f"outreach:withdraw_{name}": Probe(of(make), method="post") for name, make in RECORDED.items()},
    **{f"outreach:add_{name}_photos": Probe(of(RECORDED[name]), method="post") for name in PHOTOS},
    **{f"outreach:{name}_photo": Probe(of(make)) for name, make in PHOTOS.items()},
    "outreach:raise_at_talk": Probe(of(talk)),
    "outreach:name_speaker": Probe(of(speaker)),
    "outreach:name_lecturer": Probe(of(lecture)),
    "outreach:read_views": Probe(of(lesson), method="post"),
    "outreach:end_column": Probe(of(column), method="post"),
    "outreach:end_evidence": Probe(of(evidence), method="post"),
    "outreach:end_organ": Probe(of(organ), method="post"),
    "outreach:add_post": Probe(of(organ)),
    "outreach:end_post": Probe(of(post), method="post"),
}
