"""The bureau's own tables: work reports with their sentences and numbers, saved ad-hoc tables, the superior's forms."""

from bureau.models.blanks import Blank, BlankCell, Filling
from bureau.models.reports import Answer, Report, Sentence
from bureau.models.tables import SavedTable

__all__ = ["Answer", "Blank", "BlankCell", "Filling", "Report", "SavedTable", "Sentence"]
