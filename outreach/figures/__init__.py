"""The numbers of outreach, each declared once, by topic."""

from outreach.figures import activities

__all__ = ["activities"]
