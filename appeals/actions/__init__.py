"""Every write of appeals: one verb per function. The steps of the table are in `steps`, `opinions` and `reviews`."""

from appeals.actions import calendar, cases, files, opinions, reviews, steps, watch
from appeals.actions.cases import register_accusation, register_appeal, reopen

__all__ = [
    "calendar",
    "cases",
    "files",
    "opinions",
    "register_accusation",
    "register_appeal",
    "reopen",
    "reviews",
    "steps",
    "watch",
]
