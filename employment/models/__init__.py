"""The tables of employment."""

from employment.models.candidacies import Candidacy, CandidacyMove, JobCheck
from employment.models.employers import Employer
from employment.models.fairs import Attendee, Fair, SignUp, Stand, StandPost
from employment.models.posts import Holding, Post
from employment.models.seekers import Contact, Seeker

__all__ = [
    "Attendee",
    "Candidacy",
    "CandidacyMove",
    "Contact",
    "Employer",
    "Fair",
    "Holding",
    "JobCheck",
    "Post",
    "Seeker",
    "SignUp",
    "Stand",
    "StandPost",
]
