"""Every write of outreach."""

from outreach.actions import activities, media, organisation, photos

__all__ = ["activities", "media", "organisation", "photos"]
