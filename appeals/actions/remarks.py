"""Opinions in people's own words: sorted into the categories, and turned into something that is done."""

from appeals.actions.cases import register_appeal
from appeals.actions.issues import raise_issue
from appeals.choices import Channel, Kind
from appeals.choices.surveys import IssueSource
from appeals.rules import surveys as rules
from core.actions import action
from core.audit import record

TITLE_LENGTH = 30


@action("remark.sort")
def sort_remark(*, by, remark, category, today):
    """Into one of the categories; None puts it aside as nothing to be done about."""
    rules.check_readable(remark, by, today)
    remark.category, remark.sorted_on = category, today
    remark.save(update_fields=["category", "sorted_on"])
    record("remark.sort", remark, by=by, changes={"category": (None, category and category.code)})
    return remark


@action("remark.take_up")
def make_appeal(*, by, remark, category, today):
    """An anonymous appeal of the reader's own station. Nothing of the sheet goes with it but these words."""
    rules.check_unused(remark, by, today)
    values = {
        "kind": Kind.SUGGESTION,
        "channel": Channel.SURVEY,
        "category": category,
        "is_anonymous": True,
        "title": title_of(remark),
        "facts": remark.text,
    }
    remark.appeal = register_appeal(by=by, station=by.station, values=values, today=today)
    return _taken(remark, category, by, today, {"appeal": (None, remark.appeal)})


@action("remark.take_up")
def make_issue(*, by, remark, category, today):
    """A point raised, of the reader's own station."""
    rules.check_unused(remark, by, today)
    values = {
        "source": IssueSource.SURVEY,
        "occasion": str(remark.batch.survey)[:60],
        "raised_on": remark.batch.on,
        "aspect": category.label[:20],
        "category": category,
        "title": title_of(remark),
        "detail": remark.text[:1000],
    }
    remark.issue = raise_issue(by=by, station=by.station, values=values, today=today)
    return _taken(remark, category, by, today, {"issue": (None, remark.issue)})


def _taken(remark, category, by, today, changes):
    remark.category, remark.sorted_on = category, today
    remark.save(update_fields=["appeal", "issue", "category", "sorted_on"])
    record("remark.take_up", remark, by=by, changes=changes)
    return remark


def title_of(remark):
    """The first sentence, as far as it goes."""
    text = remark.text.replace("\n", " ")
    for stop in "。！？；;":
        text = text.split(stop)[0]
    return text[:TITLE_LENGTH] or remark.text[:TITLE_LENGTH]
