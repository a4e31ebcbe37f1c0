"""Matching a hospital's table with a campaign's list by identity number: whom each row means, what stands against it."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from outreach.choices.checkups import HAVE_COME, ExamState

PROBLEMS = {
    "no_number": _("no identity number that can be read"),
    "not_listed": _("not on the list of this campaign"),
    "twice": _("a second row for the same person"),
    "not_come": _("on the list, but not checked in"),
    "followed_up": _("followed up and closed already"),
}
FINE = frozenset(
    {"", "无", "否", "正常", "阴性", "无异常", "未见异常", "未见明显异常", "未发现异常", "合格", "健康", "0", "n", "no"}
    | {"不需要", "不需随访", "不需复查", "无需随访", "无需复查", "-", "—", "/"}
)
YES = frozenset({"是", "有", "异常", "阳性", "需随访", "需复查", "1", "y", "yes", "√"})


@dataclass
class Line:
    """One row of the table. `tail`: the end of the number as it may be shown; `unread`: why it is no number;
    `sheet`: where it stands, in a file of several tables."""

    number: int
    name: str
    tail: str
    exam: object = None
    problem: str = ""
    replaces: bool = False
    unread: str = ""
    was_written: bool = False
    sheet: str = ""
    values: dict = field(default_factory=dict)

    @property
    def place(self):
        return f"{self.sheet} {self.number}".strip()

    @property
    def will_be_written(self):
        return not self.problem

    @property
    def said(self):
        if self.problem == "other_name":
            return gettext("by its number this is %(name)s: check name and number") % {"name": self.exam.person.name}
        return self.unread or PROBLEMS.get(self.problem) or gettext("matches now: upload the table again")

    @property
    def is_flagged(self):
        return self.values.get("is_flagged", False)


def check_days(name, on, exam, today, due_on=None):
    """What has happened (field `name`) lies between the checkup and today; what is due has not passed yet."""
    problems = {}
    if on > today:
        problems[name] = ValidationError(gettext("The day lies in the future."), "future")
    elif exam.examined_on and on < exam.examined_on:
        problems[name] = ValidationError(gettext("The day lies before the checkup."), "too_early")
    if due_on and due_on < today:
        problems["due_on"] = ValidationError(gettext("This day is past."), "past")
    if problems:
        raise ValidationError(problems)


def flagged(word, findings):
    """(whether something needs following up, what): a word of the column, or a finding written into it."""
    text = word.strip()
    if text.lower() in FINE:
        return False, ""
    if text.lower() in YES:
        return True, findings
    return True, findings or text


def _values(row):
    """What is written. A finding that needs no following up is not lost: it stands in the conclusion."""
    is_flagged, findings = flagged(row["flag"], row["findings"])
    summary = row["summary"]
    if is_flagged:
        return {"summary": summary, "is_flagged": True, "findings": findings or summary}
    if row["findings"] and row["findings"] not in summary and row["findings"].lower() not in FINE:
        summary = "；".join(filter(None, (summary, row["findings"])))
    return {"summary": summary, "is_flagged": False, "findings": ""}


def matched(rows, exams):
    """[Line] for rows read from a table and the campaign's people {digest: exam}."""
    lines, seen = [], set()
    for row in rows:
        line = Line(row["number"], row["name"], row["tail"], exams.get(row["digest"]), values=_values(row))
        line.unread, line.was_written = row.get("unread", ""), row.get("was_written", False)
        line.sheet = row.get("sheet", "")
        line.problem = _problem(line, row, seen)
        line.replaces = not line.problem and line.exam.state == ExamState.RESULT_IN
        seen.add(row["digest"])
        lines.append(line)
    return lines


def _problem(line, row, seen):
    if not row["digest"]:
        return "no_number"
    if line.exam is None:
        return "not_listed"
    if row["digest"] in seen:
        return "twice"
    if row["name"] and row["name"] != line.exam.person.name:
        return "other_name"
    if line.exam.state == ExamState.FOLLOWED_UP:
        return "followed_up"
    return "" if line.exam.state in HAVE_COME else "not_come"
