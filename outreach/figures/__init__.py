"""The numbers of outreach, each declared once, by topic."""

from outreach.figures import activities, checkups, entitlements, honours

__all__ = ["activities", "checkups", "entitlements", "honours"]
