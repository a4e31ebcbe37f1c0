"""The REST interface to what crosses the departments: figures and work reports."""

from bureau.api import figures, reports

__all__ = ["figures", "reports"]
