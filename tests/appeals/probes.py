"""The addresses of appeals. A step is probed by sending its form empty: whoever may is told what is missing or why not."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from appeals.actions import files
from appeals.actions.calendar import set_holiday
from appeals.choices import CATEGORIES
from appeals.models import Category
from appeals.pages.steps import PAGES
from stations.actions import system_account
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


PROBES = {
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
