"""Every write of outreach."""

from outreach.actions import assistance, honours, photos, visits

__all__ = ["assistance", "honours", "photos", "visits"]
