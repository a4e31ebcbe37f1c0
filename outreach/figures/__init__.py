"""The numbers of outreach, each declared once, by topic."""

from outreach.figures import checkups, entitlements, honours

__all__ = ["checkups", "entitlements", "honours"]
