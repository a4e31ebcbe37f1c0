"""The bureau's own tables: work reports, tasks for stations, kept ad-hoc tables, the superior's forms."""

from bureau.models.blanks import Blank, BlankCell, Filling
from bureau.models.errands import Errand, ErrandPart, ErrandPerson
from bureau.models.reports import Answer, Report, Sentence
from bureau.models.tables import SavedTable

__all__ = [
    "Answer",
    "Blank",
    "BlankCell",
    "Errand",
    "ErrandPart",
    "ErrandPerson",
    "Filling",
    "Report",
    "SavedTable",
    "Sentence",
]
