"""The addresses that look across all departments: home, search, the import centre."""

from tests.builders import build_account
from tests.imports.centre import line, plan
from tests.probes import Probe


def batch(world):
    """A roster of the home village, read and not yet written, with one row that waits for an answer."""
    keeper = build_account("keeper", world.town, "data_admin")
    return plan(keeper, line(), line("雷家喜", village="石桥新村"))


def of_batch(world):
    return [world.once(batch).pk]


def kind(world):
    return ["veterans.roster"]


PROBES = {
    "bureau:home": Probe(),
    "bureau:search": Probe(),
    "bureau:imports": Probe(),
    "bureau:upload": Probe(),
    "bureau:compare": Probe(),
    "bureau:template": Probe(kind, outside="own"),
    "bureau:export": Probe(lambda _world: ["stations.staff"], outside="own"),
    "bureau:batch": Probe(of_batch),
    "bureau:columns": Probe(of_batch),
    "bureau:rows": Probe(of_batch),
    "bureau:absent": Probe(of_batch),
    "bureau:mend": Probe(of_batch),
    "bureau:returned": Probe(of_batch),
    # a roster is no list to compare with: its workbook is not there for anybody
    "bureau:compared": Probe(of_batch, at_home=(404,)),
    "bureau:confirm": Probe(of_batch),
    "bureau:discard": Probe(of_batch, method="post"),
    "bureau:go_on": Probe(of_batch, method="post"),
    "bureau:stop": Probe(of_batch, method="post"),
    "bureau:undo": Probe(of_batch, method="post"),
}
