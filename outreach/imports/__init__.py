"""The sheets that outreach reads."""

from outreach.imports import grants, honours, media

__all__ = [
    "grants",
    "honours",
    "media",
]
