"""Every write of outreach."""

from outreach.actions import (
    assistance,
    checkup_calls,
    checkup_days,
    checkup_results,
    checkup_steps,
    checkups,
    honours,
    photos,
    visits,
)

__all__ = [
    "assistance",
    "checkup_calls",
    "checkup_days",
    "checkup_results",
    "checkup_steps",
    "checkups",
    "honours",
    "photos",
    "visits",
]
