"""The addresses of appeals. A step is probed by sending its form empty: whoever may is told what is missing or why not."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from appeals.actions import files
from appeals.actions.calendar import set_holiday
from appeals.choices import CATEGORIES
from appeals.models import Category
from appeals.pages.steps import PAGES
from stations.actions import system_account
from tests.appeals import made_surveys as made
from tests.appeals.made import build_appeal
from tests.builders import TODAY
from tests.probes import Probe


def appeal(world):
    """A case that the home village has registered; the ten categories stand as the migration leaves them."""
    for order, (code, label, short) in enumerate(CATEGORIES, start=1):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})
    return build_appeal(world.clerk)


def paper(world):
    return world.once(appeal).papers.first()


def attachment(world):
    file = SimpleUploadedFile("登记.pdf", b"%PDF-1.4\n%synthetic\n")
    return files.attach(by=world.clerk, appeal=world.once(appeal), file=file, title="登记", today=TODAY)


def promise(world):
    return files.promise(by=world.clerk, appeal=world.once(appeal), text="回电话", due_on=TODAY, today=TODAY)


def holiday(world):
    return set_holiday(by=system_account(), day=date(2026, 12, 31), is_off=True, name="调休", today=TODAY)


def category(world):
    world.once(appeal)
    return Category.objects.filter(valid_to__isnull=True).first()


def of(make):
    return lambda world: [world.once(make).pk]


# ——— questionnaires, their batches and opinions, points raised ———


def survey(world):
    return made.build_survey(world.clerk)


def question(world):
    return made.first_question(made.build_survey(world.clerk))


def running(world):
    return made.start(made.build_survey(world.clerk), world.clerk)


def closed_survey(world):
    return made.build_closed_survey(world.clerk)


def batch(world):
    return made.build_batch(world.clerk)


def keyed_batch(world):
    return made.count(made.build_batch(world.clerk), world.clerk, 2)


def remark(world):
    world.once(appeal)
    return made.build_remark(world.clerk)


def issue(world):
    world.once(appeal)
    return made.build_issue(world.clerk)


def code(world):
    return [world.once(batch).code]


SURVEY_PROBES = {
    "appeals:surveys": Probe(),
    "appeals:make_survey": Probe(),
    "appeals:survey": Probe(of(survey)),
    "appeals:amend_survey": Probe(of(survey)),
    "appeals:start_survey": Probe(of(survey), method="post"),
    "appeals:close_survey": Probe(of(running), method="post"),
    "appeals:new_version": Probe(of(running), method="post"),
    "appeals:preview_survey": Probe(of(survey)),
    "appeals:add_question": Probe(of(survey)),
    "appeals:amend_question": Probe(of(question)),
    "appeals:remove_question": Probe(of(question), method="post"),
    "appeals:raise_question": Probe(of(question), method="post"),
    "appeals:survey_results": Probe(of(closed_survey)),
    "appeals:results_workbook": Probe(of(closed_survey)),
    "appeals:results_paper": Probe(of(closed_survey)),
    "appeals:remarks": Probe(of(running)),
    "appeals:sort_remark": Probe(of(remark), method="post"),
    "appeals:remark_to_appeal": Probe(of(remark), method="post"),
    "appeals:remark_to_issue": Probe(of(remark), method="post"),
    "appeals:make_batch": Probe(of(running)),
    "appeals:batch": Probe(of(batch)),
    "appeals:count_batch": Probe(of(batch)),
    "appeals:make_slips": Probe(of(batch), method="post"),
    "appeals:close_batch": Probe(of(batch), method="post"),
    "appeals:key_sheets": Probe(of(keyed_batch)),
    "appeals:sheet_workbook": Probe(of(batch)),
    "appeals:take_sheets": Probe(of(batch)),
    "appeals:issues": Probe(),
    "appeals:raise_issue": Probe(),
    "appeals:issue_figure": Probe(lambda world: ["issue.raised"], outside="own"),
    "appeals:issue": Probe(of(issue)),
    "appeals:amend_issue": Probe(of(issue)),
    "appeals:settle_issue": Probe(of(issue)),
    "appeals:answer": Probe(code, public=True),
    "appeals:answered": Probe(code, public=True),
}

PROBES = {
    **SURVEY_PROBES,
    "appeals:appeals": Probe(),
    "appeals:register": Probe(),
    "appeals:to_sign": Probe(),
    "appeals:dashboard": Probe(),
    "appeals:figure": Probe(lambda world: ["appeal.received"], outside="own"),
    "appeals:calendar": Probe(),
    # public holidays and the bureau's categories are everybody's
    "appeals:add_holiday": Probe(),
    "appeals:remove_holiday": Probe(of(holiday), method="post", outside="shared"),
    "appeals:publish_year": Probe(),
    "appeals:limits": Probe(),
    "appeals:replace_category": Probe(of(category), outside="shared"),
    "appeals:paper": Probe(of(paper)),
    # the registration form is filed without service: nothing to record on it
    "appeals:serve_paper": Probe(of(paper), method="post", at_home=(404,)),
    "appeals:file": Probe(of(attachment)),
    "appeals:keep_promise": Probe(of(promise), method="post"),
    "appeals:appeal": Probe(of(appeal)),
    "appeals:attach": Probe(of(appeal), method="post"),
    "appeals:promise": Probe(of(appeal), method="post"),
    "appeals:public": Probe(public=True),
    **{f"appeals:{name}": Probe(of(appeal), method="post") for name in PAGES},
}
PROBES |= {
    "api-appeal-list": Probe(needs="appeal.view"),
    "api-appeal-search": Probe(method="post", needs="appeal.view", at_home=(415,)),
    "api-appeal-detail": Probe(of(appeal), needs="appeal.view"),
    "api-appeal-history": Probe(of(appeal), needs="appeal.view"),
    "api-appeal-steps": Probe(of(appeal), needs="appeal.view"),
    "api-appeal-category-list": Probe(needs="appeal.view"),
    "api-appeal-category-detail": Probe(of(category), outside="shared", needs="appeal.view"),
}
# no JSON is sent: whoever may is told so, or why the step is not open, or (where nothing is to be filled) it is taken
PROBES |= {
    f"api-appeal-{action.replace('_', '-')}": Probe(
        of(appeal), method="post", needs=f"appeal.{action}", at_home=(415, 202)
    )
    for action in PAGES
}
