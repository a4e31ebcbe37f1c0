"""Every write of outreach."""

from outreach.actions import (
    activities,
    assistance,
    checkup_calls,
    checkup_days,
    checkup_results,
    checkup_steps,
    checkups,
    honours,
    media,
    organisation,
    photos,
    visits,
)

__all__ = [
    "activities",
    "assistance",
    "checkup_calls",
    "checkup_days",
    "checkup_results",
    "checkup_steps",
    "checkups",
    "honours",
    "media",
    "organisation",
    "photos",
    "visits",
]
