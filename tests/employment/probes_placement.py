"""The addresses of placement, training, dependants, enterprise, policies."""

from core.roles import BureauOfficer
from employment.actions import enterprise
from employment.actions import placement as actions
from employment.models import PlacementPaper
from tests.builders import TODAY, build_person
from tests.employment import made_placement as made
from tests.probes import Probe


def officer(world):
    return world.at_home(BureauOfficer)


def of_village(world):
    return build_person(world.clerk, world.village)


def case(world):
    return made.build_case(officer(world), of_village(world))


def retiree(world):
    return made.build_case(officer(world), of_village(world), mode="MIL_RETIREE")


def paper(world):
    moved = made.build_case(officer(world), of_village(world), mode="TRANSFER_OFFICER")
    values = {"unit_name": "市司法局", "post_title": "科员"}
    actions.assign(by=officer(world), case=moved, values=values, today=TODAY)
    return PlacementPaper.objects.filter(case=moved).first()


def check(world):
    row = world.once(retiree)
    return actions.tick(by=officer(world), case=row, year=2026, item="visits", done_on=TODAY, today=TODAY)


def batch(world):
    return made.build_batch(officer(world))


def post(world):
    return world.once(batch).posts.first()


def session(world):
    return made.build_session(officer(world))


def provider(world):
    return made.build_provider(officer(world))


def course(world):
    return made.build_course(officer(world))


def enrolment(world):
    return made.build_enrolment(world.clerk, world.once(course), of_village(world))


def stay(world):
    base = made.build_base(world.clerk)
    values = {"firm": "老兵菌业", "from_on": TODAY}
    return enterprise.move_in(by=world.clerk, base=base, station=world.village, values=values, today=TODAY)


def of_clerk(build):
    """A row that the home village has entered."""

    def make(world):
        return build(world.clerk)

    return make


spouse, school = of_clerk(made.build_spouse), of_clerk(made.build_school)
mentor, base = of_clerk(made.build_mentor), of_clerk(made.build_base)
entry, loan = of_clerk(made.build_entry), of_clerk(made.build_loan)


def session_held(world):
    values = {"on": TODAY, "topic": "直播带货", "attendees": 30}
    return enterprise.hold_session(by=world.clerk, mentor=world.once(mentor), values=values, today=TODAY)


OWNERS = {"session": session_held, "base": base, "entry": entry, "loan": loan}


def evidence(kind):
    """A file of a row that the home village has entered."""

    def make(world):
        return made.build_evidence(world.clerk, kind, world.once(OWNERS[kind]))

    return make


def policy(world):
    return made.build_policy(officer(world))


def of(make):
    return lambda world: [world.once(make).pk]


def rows(make, **names):
    """{url name: probe} of pages about a row: how each is visited, or how and what a stranger gets."""
    found = {}
    for name, said in names.items():
        method, outside = said if isinstance(said, tuple) else (said, "")
        found[f"employment:{name}"] = Probe(of(make), method=method, outside=outside)
    return found


LISTS = (
    "placements", "add_placement", "retirees", "placement_numbers", "numbers", "subsidies", "pay_subsidies", "wages", "add_wage",
    "batches", "add_batch", "providers", "add_provider", "courses", "add_course", "enrolments", "spouses", "add_spouse",
    "schools", "add_school", "dependant_limits", "mentors", "add_mentor", "bases", "add_base", "entries", "add_entry",
    "loans", "add_loan", "policies", "add_policy",
)  # fmt: skip
# what the bureau shares with the stations below is read by all of them, but changed by none
SHARED = ("get", "shared")

PROBES = {
    **{f"employment:{name}": Probe() for name in LISTS},
    "employment:placement_figure": Probe(lambda world: ["placement.rate"], outside="own"),
    **rows(
        case, placement="get", amend_placement="get", placement_write_letter="post", placement_assign="post",
        placement_receive="post", placement_start="post", placement_withdraw="post",
    ),
    **rows(retiree, tick="post"),
    **rows(check, untick="post"),
    **rows(paper, placement_paper="get"),
    **rows(
        batch, batch="get", amend_batch="get", add_batch_post="post", gather="post", open_session="post",
        write_letters="post",
    ),
    **rows(post, amend_batch_post="post", remove_batch_post="post"),
    **rows(session, session="get", wall="get", undo_last="post", close_session="post"),
    # an answer for nobody in particular finds nobody
    "employment:choose": Probe(of(session), method="post", at_home=(404,)),
    "employment:pass_over": Probe(of(session), method="post", at_home=(404,)),
    **rows(provider, provider=SHARED, amend_provider="get"),
    **rows(course, course=SHARED, amend_course="get", enrol=("post", "shared"), attend=("post", "shared"), pay_course="post"),
    **rows(enrolment, finish="post", drop="post"),
    **rows(spouse, spouse="get", amend_spouse="get", match_spouse="post", place_spouse="post", withdraw_spouse="post"),
    **rows(school, school="get", amend_school="get", forward_school="post", enter_school="post", withdraw_school="post"),
    **rows(mentor, mentor="get", amend_mentor="get", hold_session="post"),
    **rows(base, base="get", amend_base="get", move_in="post"),
    **rows(stay, move_out="post"),
    **rows(entry, entry="get", amend_entry="get"),
    **rows(loan, loan="get", amend_loan="get", grant_loan="post", decline_loan="post", repaid_loan="post"),
    **{
        name: probe
        for kind, owner in OWNERS.items()
        for name, probe in (
            rows(owner, **{f"attach_{kind}": "post"})
            | rows(evidence(kind), **{f"{kind}_file": "get", f"remove_{kind}_file": "post"})
        ).items()
    },
    **rows(policy, policy=SHARED, amend_policy="get"),
}  # fmt: skip
