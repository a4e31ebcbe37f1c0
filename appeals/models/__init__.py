"""The tables of appeals: the case and its history, clocks, papers; categories, holidays, numbers; questionnaires, issues."""

from appeals.models.calendar import Holiday, HolidayYear
from appeals.models.case import Appeal, Category, Move
from appeals.models.clocks import Clock, Urge
from appeals.models.issues import Issue
from appeals.models.papers import Attachment, Numbers, Paper, Promise
from appeals.models.surveys import Batch, Question, Remark, Response, Slip, Survey

__all__ = [
    "Appeal",
    "Attachment",
    "Batch",
    "Category",
    "Clock",
    "Holiday",
    "HolidayYear",
    "Issue",
    "Move",
    "Numbers",
    "Paper",
    "Promise",
    "Question",
    "Remark",
    "Response",
    "Slip",
    "Survey",
    "Urge",
]
