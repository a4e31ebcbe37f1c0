"""The addresses of employment."""

from employment.actions import fairs, posts
from employment.pages.candidacies import PAGES
from tests.builders import TODAY, build_person
from tests.employment import made_market as market
from tests.employment import probes_placement
from tests.probes import Probe

# ——— employers, posts, seekers, matching, fairs, referrals ———


def employer(world):
    return market.build_employer(world.clerk)


def post(world):
    return market.build_post(world.clerk, world.once(employer), is_welfare=True, funder="市财政")


def holding(world):
    values = {"started_on": TODAY, "until_on": TODAY.replace(year=TODAY.year + 1)}
    return posts.begin_holding(by=world.clerk, post=world.once(post), person=world.person, today=TODAY, **values)


def seeker(world):
    return market.build_wish(world.clerk, world.person)


def fair(world):
    return market.build_fair(world.clerk, posts=[world.once(post)])


def stand(world):
    return market.build_fair(world.clerk, posts=[world.once(post)]).stands.first()


def candidacy(world):
    return market.build_intent(world.clerk, world.once(fair), world.person, world.once(post))


def check(world):
    somebody = build_person(world.clerk)
    intent = market.build_intent(world.clerk, world.once(fair), somebody, world.once(post))
    return market.hired(world.clerk, intent).checks.first()


def of(make):
    return lambda world: [world.once(make).pk]


def person(world):
    return [world.person.pk]


def public_code(world):
    return [world.once(fair).code]


def token(world):
    return [fairs.issue_link(by=world.clerk, stand=world.once(stand), today=TODAY).token]


MARKET = {
    **{f"employment:{name}": Probe() for name in (
        "employers", "add_employer", "posts", "seekers", "silent", "fairs", "plan_fair", "candidacies", "checks",
    )},
    **{f"employment:{name}": Probe(of(employer)) for name in ("employer", "amend_employer", "add_post")},
    **{f"employment:{name}": Probe(of(employer), method="post") for name in (
        "vet_employer", "blacklist_employer", "clear_employer",
    )},
    **{f"employment:{name}": Probe(of(post)) for name in ("post", "amend_post", "people_for")},
    **{f"employment:{name}": Probe(of(post), method="post") for name in ("close_post", "reopen_post", "begin_holding")},
    "employment:end_holding": Probe(of(holding), method="post"),
    "employment:close_wish": Probe(of(seeker), method="post"),
    "employment:keep_wish": Probe(person),
    "employment:note_contact": Probe(person, method="post"),
    "employment:posts_for": Probe(person),
    "employment:recommend": Probe(person, method="post"),
    **{f"employment:{name}": Probe(of(fair)) for name in (
        "fair", "amend_fair", "notice", "desk", "sign_ups", "attendees", "results",
    )},
    **{f"employment:{name}": Probe(of(fair), method="post") for name in ("publish_fair", "conclude_fair", "seat")},
    **{f"employment:{name}": Probe(of(stand), method="post") for name in (
        "choose_posts", "unseat", "issue_link", "withdraw_link",
    )},
    "employment:candidacy": Probe(of(candidacy)),
    "employment:answer_check": Probe(of(check), method="post"),
    "employment:sign_up": Probe(public_code, public=True),
    "employment:board": Probe(public_code, public=True),
    "employment:employer_link": Probe(token, public=True),
    **{f"employment:{action}": Probe(of(candidacy), method="post") for action in PAGES},
}  # fmt: skip

PROBES = {
    "employment:home": Probe(outside="own"),
    **probes_placement.PROBES,
    **MARKET,
}
