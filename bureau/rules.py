"""When something may happen to a report."""

import re

from django.utils.translation import gettext as _

from core.actions import Refused

SLOT = re.compile(r"\{(\w+)\}")


def readable(rows, user):
    """Drafts are for those who write them; everybody else reads what is published."""
    return rows if user.may("report.begin") else rows.filter(published_at__isnull=False)


def check_draft(report, by=None, today=None):
    """A published report is never written again."""
    if report.is_published:
        raise Refused("published", _("This report is published; its words and numbers stay as they are."))


def check_evaluated(report, by=None, today=None):
    if report.evaluated_at is None:
        raise Refused("no_numbers", _("The numbers are still being looked up. Please wait a moment."))


def check_publish(report, by=None, today=None):
    check_draft(report)
    check_evaluated(report)


def check_slots(text, known):
    """Every `{…}` of a sentence names a row of the table."""
    for name in SLOT.findall(text):
        if name not in known:
            raise Refused("no_slot", _("{%(name)s} is no number of the report.") % {"name": name})
