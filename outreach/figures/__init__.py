"""The numbers of outreach, each declared once, by topic."""

from outreach.figures import honours

__all__ = [
    "honours",
]
