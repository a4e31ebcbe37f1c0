"""The bureau's own tables: work reports with their sentences and numbers, tasks for stations."""

from bureau.models.errands import Errand, ErrandPart, ErrandPerson
from bureau.models.reports import Answer, Report, Sentence

__all__ = ["Answer", "Errand", "ErrandPart", "ErrandPerson", "Report", "Sentence"]
