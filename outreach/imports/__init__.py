"""The sheets that outreach reads."""

from outreach.imports import media

__all__ = [
    "media",
]
