"""Every write of appeals: one verb per function. The steps of the table are in `steps`, `opinions` and `reviews`;
questionnaires are in `surveys`, `sheets` and `remarks`, points raised in `issues`.
"""

from appeals.actions import calendar, cases, files, issues, opinions, remarks, reviews, sheets, steps, surveys, watch
from appeals.actions.cases import register_accusation, register_appeal, reopen
from appeals.actions.issues import raise_issue, settle_issue

__all__ = [
    "calendar",
    "cases",
    "files",
    "issues",
    "opinions",
    "raise_issue",
    "register_accusation",
    "register_appeal",
    "remarks",
    "reopen",
    "reviews",
    "settle_issue",
    "sheets",
    "steps",
    "surveys",
    "watch",
]
