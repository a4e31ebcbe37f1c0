"""The tables of employment."""

from employment.models.candidacies import Candidacy, CandidacyMove, JobCheck
from employment.models.choosing import Call, PlacementBatch, PlacementPost, Turn
from employment.models.dependants import SchoolEnrolmentCase, SpousePlacement
from employment.models.employers import Employer
from employment.models.enterprise import Base, BaseStay, ContestEntry, LoanSupport, Mentor, MentorSession
from employment.models.evidence import BaseEvidence, EntryEvidence, LoanEvidence, SessionEvidence
from employment.models.fairs import Attendee, Fair, SignUp, Stand, StandPost
from employment.models.placement import (
    MinimumWage,
    PlacementCase,
    PlacementMove,
    PlacementNumbers,
    PlacementPaper,
    RetireeCheck,
    SubsidyMonth,
)
from employment.models.policies import PolicyDocument, PolicyIssuer
from employment.models.posts import Holding, Post
from employment.models.seekers import Contact, Seeker
from employment.models.training import Attendance, Course, Enrolment, Provider

__all__ = [
    "Attendance",
    "Attendee",
    "Base",
    "BaseEvidence",
    "BaseStay",
    "Call",
    "Candidacy",
    "CandidacyMove",
    "Contact",
    "ContestEntry",
    "Course",
    "Employer",
    "Enrolment",
    "EntryEvidence",
    "Fair",
    "Holding",
    "JobCheck",
    "LoanEvidence",
    "LoanSupport",
    "Mentor",
    "MentorSession",
    "MinimumWage",
    "PlacementBatch",
    "PlacementCase",
    "PlacementMove",
    "PlacementNumbers",
    "PlacementPaper",
    "PlacementPost",
    "PolicyDocument",
    "PolicyIssuer",
    "Post",
    "Provider",
    "RetireeCheck",
    "SchoolEnrolmentCase",
    "Seeker",
    "SessionEvidence",
    "SignUp",
    "SpousePlacement",
    "Stand",
    "StandPost",
    "SubsidyMonth",
    "Turn",
]
