"""The bureau's own tables: work reports with their sentences and the numbers in them."""

from bureau.models.reports import Answer, Report, Sentence

__all__ = ["Answer", "Report", "Sentence"]
