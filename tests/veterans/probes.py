"""The addresses of the people on file: lists, the record, what is done to it, claims, corrections, the interface."""

from stations.actions import system_account
from tests.builders import TODAY, build_account, build_person, identity_number
from tests.probes import Probe
from veterans import actions

ROWS = {
    "family": {"relation": "配偶", "name": "饶桂芝"},
    "category": {"category": "51"},
    "service": {"unit_name": "某部"},
    "merit": {"merit": "WAR3"},
    "disability": {"level": "10", "nature": "1"},
    "education": {"school": "赤壁市第一中学"},
    "employment": {"on": TODAY, "employment": "FARMING"},
    "wish": {"subject": "电工", "wished_on": TODAY},
}


def person(world):
    return build_person(world.clerk, world.village)


def other(world):
    return build_person(world.clerk, world.village, name="涂常林")


def person_and_other(world):
    return [world.once(person).pk, world.once(other).pk]


def claim(world):
    """An entry of the home village whose number a village of another town holds: the city decides."""
    far = build_account("holder", world.far_village, "station_clerk")
    number = identity_number()
    held = build_person(far, world.far_village, id_no=number)
    entry = {"name": held.name, "id_no": number, "values": {}}
    actions.submit_claim(by=world.clerk, station=world.village, person=held, entry=entry)
    return held.claims.get()


def correction(world):
    return actions.request_correction(
        by=world.clerk, person=world.once(person), field="name", proposed="涂长森", evidence="户口簿"
    )


def merge(world):
    kept, absorbed = build_person(world.clerk, world.village), build_person(world.clerk, world.village)
    return actions.merge_people(
        by=system_account(), kept=kept, absorbed=absorbed, taken=(), reason="同一人", today=TODAY
    )


def card(world):
    return actions.accept_card(by=world.clerk, person=person(world), accepted_on=TODAY)


def plaque(world):
    return actions.apply_for_plaque(by=world.clerk, person=person(world), applied_on=TODAY)


def relative(world):
    values = {"relation": "配偶", "name": "饶桂芝"}
    return actions.add_related(by=world.clerk, person=world.once(person), kind="family", values=values)


def of(make):
    return lambda world: [world.once(make).pk]


def api_of_kinds():
    """The interface to what one person may have several of: the same three addresses for each kind."""

    def row(kind):
        def make(world):
            return actions.add_related(by=world.clerk, person=world.once(person), kind=kind, values=ROWS[kind])

        return lambda world: [world.once(person).pk, world.once(make).pk]

    found = {}
    for kind in ROWS:
        name, one = f"api-person-{kind}", row(kind)
        found[f"{name}-list"] = Probe(PERSON, needs="person.view")
        found[f"{name}-detail"] = Probe(one, needs="person.view")
        found[f"{name}-withdraw"] = Probe(one, method="post", needs="related.withdraw", at_home=(415,))
    return found


def relative_of_kind(world):
    return ["family", world.once(relative).pk]


def of_kind(world):
    return [world.once(person).pk, "family"]


PERSON = of(person)
CLAIM = of(claim)

PROBES = {
    "veterans:figure": Probe(lambda _world: ["person.on_file"], outside="own"),
    "veterans:changes": Probe(lambda _world: ["change.new"], outside="own"),
    "veterans:people": Probe(),
    "veterans:add": Probe(),
    "veterans:call_list": Probe(),
    "veterans:blank_form": Probe(),
    "veterans:who_sees": Probe(),
    "veterans:transfers": Probe(),
    "veterans:claims": Probe(),
    "veterans:claim": Probe(CLAIM),
    "veterans:claim_transfer": Probe(CLAIM, method="post"),
    "veterans:claim_merge": Probe(CLAIM, method="post"),
    "veterans:claim_return": Probe(CLAIM),
    "veterans:corrections": Probe(),
    "veterans:correction": Probe(of(correction)),
    "veterans:unmerge": Probe(of(merge)),
    "veterans:card": Probe(of(card)),
    "veterans:plaque": Probe(of(plaque)),
    "veterans:amend_row": Probe(relative_of_kind),
    "veterans:withdraw_row": Probe(relative_of_kind),
    "veterans:person": Probe(PERSON),
    "veterans:amend": Probe(PERSON),
    "veterans:carry_over": Probe(PERSON, method="post"),
    "veterans:reveal": Probe(PERSON),
    "veterans:transfer": Probe(PERSON),
    "veterans:deceased": Probe(PERSON),
    "veterans:moved_out": Probe(PERSON),
    "veterans:reinstate": Probe(PERSON),
    "veterans:ask_correction": Probe(PERSON),
    "veterans:find_other": Probe(PERSON),
    "veterans:merge": Probe(person_and_other),
    "veterans:filled_form": Probe(PERSON),
    "veterans:household": Probe(PERSON),
    "veterans:accept_card": Probe(PERSON),
    "veterans:apply_plaque": Probe(PERSON),
    "veterans:add_row": Probe(of_kind),
    "api-person-list": Probe(needs="person.view"),
    # a form is no JSON: whoever may search is told so, whoever may not never gets that far
    "api-person-search": Probe(method="post", needs="person.view", at_home=(415,)),
    "api-person-detail": Probe(PERSON, needs="person.view"),
    **api_of_kinds(),
}
