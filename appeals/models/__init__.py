"""The tables of appeals: the case and its history, clocks, papers; categories, holidays, numbers."""

from appeals.models.calendar import Holiday, HolidayYear
from appeals.models.case import Appeal, Category, Move
from appeals.models.clocks import Clock, Urge
from appeals.models.papers import Attachment, Numbers, Paper, Promise

__all__ = [
    "Appeal",
    "Attachment",
    "Category",
    "Clock",
    "Holiday",
    "HolidayYear",
    "Move",
    "Numbers",
    "Paper",
    "Promise",
    "Urge",
]
