"""State × action × post: every cell is taken or refused as the handbook's table (§4.3) says, through the real actions."""

from datetime import timedelta

import pytest
from django.db import transaction

from appeals.actions import cases, opinions, reviews, steps
from appeals.choices import OPEN, State
from appeals.models import Paper
from appeals.permissions import GRANTS
from appeals.workflow import APPEALS, POST_LABELS
from core.actions import VERBS, NotAllowed, OutOfScope, Refused
from core.roles import ROLES
from stations.actions import system_account
from tests.appeals.made import OPINION, SERVED, Way, build_appeal, build_petition, fresh
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403

ROOMS = (cases, opinions, reviews, steps)
V, T, C, OFFICER, H, S = "village", "town", "city", "officer", "leader", "system"
STATIONS = {V, T, C}
WORKING = {"registered", "assigned", "in_progress"}
# The handbook's table once more, written from the text and not from the code: action → (states, posts)
HANDBOOK = {
    "merge": ({"registered"}, {T, C, OFFICER}),
    "settle_on_spot": ({"registered"}, STATIONS),
    "escalate": ({"registered"}, {V, T}),
    "transfer": ({"registered"}, {C, OFFICER}),
    "assign": ({"registered"}, {OFFICER, H}),
    "object": ({"assigned"}, {"assignee"}),
    "reject": ({"registered", "assigned"}, {OFFICER}),
    "accept": ({"registered", "assigned"}, {OFFICER, T}),
    "work": ({"accepted", "in_progress"}, {OFFICER, T, V}),
    "ask_extension": ({"in_progress"}, {OFFICER}),
    "extend": ({"in_progress"}, {H}),
    "decline_extension": ({"in_progress"}, {H}),
    "hearing": ({"in_progress", "under_recheck"}, {OFFICER}),
    "draft_opinion": ({"in_progress"}, {OFFICER}),
    "return_opinion": ({"in_progress"}, {H}),
    "sign_opinion": ({"in_progress"}, {H}),
    "serve": ({"replied"}, {V, T, C, OFFICER}),
    "supervise": (set(OPEN), {C, H, S}),
    "rate": ({"replied"}, {C, S}),
    "close": ({"replied"}, {S}),
    "ask_review": ({"replied"}, {C}),
    "record_review": ({"under_review"}, {C}),
    "close_review": ({"reviewed"}, {S}),
    "ask_recheck": ({"reviewed"}, {C}),
    "record_recheck": ({"under_recheck"}, {C}),
    "reopen": ({"closed", "final", "settled"}, {OFFICER}),
    "withdraw": (set(OPEN), {V, T, C, OFFICER}),
    "take_up": ({"registered", "assigned"}, {V, T, C, OFFICER}),
    "settle": ({"in_progress"}, {V, T, C, OFFICER}),
    "make_petition": (WORKING, {V, T, C, OFFICER}),
    "handle_again": ({"reviewed"}, {OFFICER}),
}
# Steps of cases that are no statutory petitions
FOR_STATION_CASES = {"settle_on_spot", "take_up", "settle", "make_petition", "merge"}
# How far the day has moved when a window must be over
LATER = {"close": timedelta(days=60), "close_review": timedelta(days=60)}


def test_the_table_says_what_the_handbook_says():
    table = {step.action: (set(step.source), set(step.who)) for step in APPEALS.steps if step.source}
    assert table == HANDBOOK


def test_every_row_of_the_handbook_has_a_step():
    assert {step.row for step in APPEALS.steps} == {str(number) for number in range(1, 27)}


def test_every_action_has_a_verb_and_its_grant():
    for step in APPEALS.steps:
        permission = APPEALS.permission(step.action)
        assert permission in VERBS
        assert permission in GRANTS


def test_roles_are_granted_what_their_posts_may():
    roles_of = {V: "station_clerk", T: "station_clerk", C: "station_clerk", OFFICER: "bureau_officer", H: "leader"}
    for step in APPEALS.steps:
        wanted = {roles_of[post] for post in step.who if post in roles_of}
        if "assignee" in step.who:
            wanted = {"station_clerk", "bureau_officer"}
        assert {role.name for role in GRANTS[f"appeal.{step.action}"]} == wanted, step.action


def test_every_post_has_a_label():
    assert {post for step in APPEALS.steps for post in step.who} <= set(POST_LABELS)


def values_for(action, appeal, today, other):
    """What the form of a step would hold."""
    common = {"note": "按规定办理。"}
    return {
        "merge": {"merged_into": other},
        "settle_on_spot": {"outcome": "solved", "is_agreed": True},
        "escalate": {"escalation": "no_power"},
        "transfer": {"recipient": "市人社局"},
        "assign": {"station": appeal.handler, "feedback_on": today + timedelta(days=10)},
        "reject": {"rejection": "litigation"},
        "work": {"work": "inquiry"},
        "ask_extension": {"days": 20},
        "hearing": {"first_on": today, "last_on": today},
        "draft_opinion": OPINION,
        "serve": {**SERVED, "served_on": today},
        "rate": {"rating": "good"},
        "ask_review": {"superior": "city_government"},
        "record_review": {"review_result": "upheld", "served_on": today},
        "ask_recheck": {"recheck_body": "province_department"},
        "record_recheck": {"review_result": "upheld"},
        "reopen": {"ground": "new_facts"},
        "settle": {"outcome": "solved", "told_on": today},
    }.get(action, {}) | common


def ready(action, appeal, way, today):
    """What a step presupposes beside the state: a draft, a request, a served opinion or none."""
    if action in ("sign_opinion", "return_opinion") and appeal.state == "in_progress":
        opinions.draft_opinion(by=way.officer, appeal=appeal, today=today, values=OPINION)
    if action in ("extend", "decline_extension") and appeal.state == "in_progress":
        steps.ask_extension(by=way.officer, appeal=appeal, today=today, values={"days": 20, "note": "复杂。"})
    if action == "handle_again" and appeal.state == "reviewed":
        type(appeal).objects.filter(pk=appeal.pk).update(review_result="changed")
    if action == "serve" and appeal.state == "replied":
        appeal.clocks.filter(kind="review_window").delete()
        type(appeal).objects.filter(pk=appeal.pk).update(served_on=None)
        Paper.objects.filter(appeal=appeal).update(served_on=None)
    return fresh(appeal)


def attempt(action, appeal, by, way, other, today=TODAY):
    """Take the step on a case made ready for it, and undo everything. True, or why not."""
    try:
        with transaction.atomic():
            take(action, ready(action, appeal, way, TODAY), by, today + LATER.get(action, timedelta()), other)
            transaction.set_rollback(True)
    except (NotAllowed, OutOfScope) as refusal:
        return type(refusal).__name__
    except Refused as refusal:
        return refusal.code
    return True


def take(action, appeal, by, today, other):
    arguments = {"by": by, "appeal": appeal, "today": today}
    if action not in ("sign_opinion", "close", "close_review"):
        arguments["values"] = values_for(action, appeal, today, other)
    return VERBS[f"appeal.{action}"](**arguments)


@pytest.fixture
def cast(network, clerk, town_clerk, city_clerk, officer, leader, auditor, city_admin):
    people = {V: clerk, T: town_clerk, C: city_clerk, OFFICER: officer, H: leader, S: system_account()}
    return people | {"auditor": auditor, "data_admin": city_admin}


def kind_of_case(action, state):
    """Petitions and station cases go different ways; a state that only one of them reaches is that one's."""
    if state in ("settled", "merged"):
        return build_appeal
    if state not in ("registered", "assigned", "in_progress", "withdrawn", "transferred", "rejected"):
        return build_petition
    return build_appeal if action in FOR_STATION_CASES else build_petition


@pytest.mark.parametrize("state", State.values)
def test_every_cell(state, cast, clerk):
    """In a state each post takes each step, or is refused; villages and towns act on cases of their own."""
    way = Way(cast[OFFICER], cast[H], cast[C])
    person, made, wrong = build_person(clerk), {}, []
    for action, (states, posts) in HANDBOOK.items():
        for post, account in cast.items():
            build, registrar = kind_of_case(action, state), cast[post] if post in (V, T) else cast[C]
            key = build, registrar
            if key not in made:
                made[key] = way.to(state, build(registrar, person=person)), build_appeal(cast[OFFICER], person=person)
            appeal, other = made[key]
            found = attempt(action, fresh(appeal), account, way, other)
            held = {post, "assignee"} if post in (V, T, C, OFFICER) else {post}
            if (found is True) != (state in states and bool(held & posts)):
                wrong.append((action, state, post, found))
            assert fresh(appeal).state == appeal.state
    assert not wrong, wrong


def test_no_other_role_may_take_any_step():
    for name in ("data_admin", "system_admin", "security_admin", "auditor"):
        taken = {f"appeal.{step.action}" for step in APPEALS.steps} & ROLES[name].may
        assert not taken, (name, taken)
