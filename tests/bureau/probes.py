"""The addresses that look across all departments: home, search, the import centre."""

from datetime import date

from bureau.actions.blanks import add_blank, fill_blank, map_cells
from bureau.actions.errands import issue_errand
from bureau.actions.reports import begin_report, fill_in, publish
from bureau.actions.tables import save_table
from bureau.demo.tables import province_form
from bureau.grids import Form
from core.roles import Leader
from tests.builders import TODAY, build_account
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


def report(world):
    """A report of the city with its numbers: villages have none of their own, the city's readers see it."""
    author = world.at_home(Leader)
    made = begin_report(by=author, title="工作报告", first_on=date(2026, 1, 1), last_on=TODAY, has_job=False)
    made.sentences.update(source="省厅通报")
    return publish(by=author, report=fill_in(by=author, report=made))


def draft(world):
    author = world.at_home(Leader)
    made = begin_report(by=author, title="工作报告草稿", first_on=date(2026, 1, 1), last_on=TODAY, has_job=False)
    return fill_in(by=author, report=made)


def of_report(world):
    return [world.once(report).pk]


def of_draft(world):
    return [world.once(draft).pk]


def errand(world):
    """A task of the home town for the home village."""
    author = build_account("tasker", world.town, "bureau_officer")
    values = {"title": "核对", "body": "核对照片", "due_on": date(2099, 1, 5), "asks": "", "stations": [world.village]}
    return issue_errand(by=author, values=values, today=TODAY)


def of_errand(world):
    return [world.once(errand).pk]


def of_part(world):
    return [world.once(errand).parts.get().pk]


def table(world):
    """A table that the city's leader keeps and shares: everybody below reads it, with their own rows."""
    recipe = {"columns": ["name"], "filters": {}, "sort": "", "by": []}
    given = {"title": "花名册", "is_shared": True, "listed": "veterans:people", "recipe": recipe}
    return save_table(by=world.at_home(Leader), **given)


def own_table(world):
    """One that the leader keeps to himself."""
    shared = world.once(table)
    given = {"title": "自用", "is_shared": False, "listed": shared.listed, "recipe": shared.recipe}
    return save_table(by=shared.made_by, **given)


def blank(world):
    """The province's form, kept by the leader alone, with one cell that is told what to hold."""
    content = province_form(["赵李桥镇", "神山镇"])
    given = {"title": "统计表", "file_name": "附件1.xlsx", "is_shared": False, "today": TODAY}
    made = add_blank(by=world.at_home(Leader), content=content, **given)
    grid = Form(content).grids[0]
    values = {"figure": "station.villages", "words": "", "over": "period", "wording": "exact"}
    spots = [(grid.at("C5"), world.town)]
    return map_cells(by=made.made_by, blank=made, sheet=grid.name, spots=spots, values=values)


def filling(world):
    kept = world.once(blank)
    return fill_blank(by=kept.made_by, blank=kept, first_on=date(2026, 10, 1), last_on=date(2026, 10, 31), today=TODAY)


def of_blank(world):
    return [world.once(blank).pk]


def of_filling(world):
    return [world.once(filling).pk]


PROBES = {
    "bureau:errands": Probe(),
    # a village issues none: refused in words
    "bureau:errand_add": Probe(),
    "bureau:errand_parts": Probe(),
    "bureau:errand": Probe(of_errand),
    "bureau:errand_people": Probe(of_errand),
    "bureau:errand_silent": Probe(of_errand),
    "bureau:errand_urge": Probe(of_errand, method="post"),
    "bureau:errand_close": Probe(of_errand, method="post"),
    "bureau:errand_part": Probe(of_part),
    "bureau:errand_receive": Probe(of_part, method="post"),
    "bureau:errand_answer": Probe(of_part),
    "bureau:errand_answers": Probe(of_part),
    "bureau:errand_part_people": Probe(of_part),
    "bureau:errand_reissue": Probe(of_part),
    "bureau:errand_give_back": Probe(of_part, method="post"),
    "api-figure-list": Probe(needs="figure.view"),
    "api-figure-detail": Probe(lambda world: ["station.covered"], outside="own", needs="figure.view"),
    "api-figure-rows": Probe(lambda world: ["station.covered"], outside="own", needs="figure.view"),
    "api-report-list": Probe(needs="report.view"),
    "api-report-detail": Probe(of_report, needs="report.view"),
    "bureau:tables": Probe(),
    "bureau:table_choose": Probe(),
    "bureau:table_build": Probe(lambda _world: ["veterans:people"], outside="own"),
    "bureau:table": Probe(lambda world: [world.once(table).pk], outside="shared"),
    # only who keeps it may change it
    "bureau:table_discard": Probe(lambda world: [world.once(own_table).pk], method="post", at_home=(404,)),
    "bureau:blanks": Probe(),
    "bureau:blank_add": Probe(),
    "bureau:blank": Probe(of_blank, at_home=(404,)),
    "bureau:blank_cell": Probe(lambda world: [*of_blank(world), 1, "E5"], at_home=(404,)),
    "bureau:blank_amend": Probe(of_blank, at_home=(404,)),
    "bureau:blank_fill": Probe(of_blank, at_home=(404,)),
    "bureau:blank_discard": Probe(of_blank, method="post", at_home=(404,)),
    "bureau:fillings": Probe(),
    "bureau:filling": Probe(of_filling),
    "bureau:filling_file": Probe(of_filling),
    "bureau:filling_rows": Probe(lambda world: [*of_filling(world), 1]),
    "bureau:reports": Probe(),
    "bureau:report_add": Probe(),
    "bureau:report": Probe(of_report),
    "bureau:report_rows": Probe(lambda world: [*of_report(world), "5"]),
    "bureau:report_word": Probe(of_report),
    "bureau:report_evaluate": Probe(of_draft, method="post"),
    "bureau:report_publish": Probe(of_draft, method="post"),
    "bureau:report_discard": Probe(of_draft, method="post"),
    "bureau:reword": Probe(lambda world: [world.once(draft).sentences.first().pk]),
    "bureau:write_as": Probe(lambda world: [world.once(draft).sentences.first().pk], method="post"),
    "bureau:home": Probe(),
    "bureau:search": Probe(),
    "bureau:board": Probe(),
    "bureau:changes": Probe(),
    "bureau:periods": Probe(),
    "bureau:league": Probe(),
    "bureau:figure": Probe(lambda _world: ["visit.times"], outside="own"),
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
