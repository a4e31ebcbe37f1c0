"""The tables of outreach."""

from outreach.models.activities import (
    Lecture,
    LecturePhoto,
    MonthTheme,
    OutreachEvent,
    PropagandaSession,
    SessionPhoto,
    Speaker,
    TalkPhoto,
)
from outreach.models.media import MediaColumn, MediaItem, OnlineLesson
from outreach.models.organisation import Evidence, EvidencePhoto, Organ, Post

__all__ = [
    "Evidence",
    "EvidencePhoto",
    "Lecture",
    "LecturePhoto",
    "MediaColumn",
    "MediaItem",
    "MonthTheme",
    "OnlineLesson",
    "Organ",
    "OutreachEvent",
    "Post",
    "PropagandaSession",
    "SessionPhoto",
    "Speaker",
    "TalkPhoto",
]
