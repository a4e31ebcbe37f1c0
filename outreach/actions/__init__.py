"""Every write of outreach."""

from outreach.actions import assistance, honours, photos, visits
from outreach.actions import checkup_calls, checkup_days, checkup_results, checkup_steps, checkups

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
