"""The tables of employment."""

from employment.models.choosing import Call, PlacementBatch, PlacementPost, Turn
from employment.models.dependants import SchoolEnrolmentCase, SpousePlacement
from employment.models.employers import Employer
from employment.models.enterprise import Base, BaseStay, ContestEntry, LoanSupport, Mentor, MentorSession
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
from employment.models.training import Attendance, Course, Enrolment, Provider

__all__ = [
    "Attendance",
    "Base",
    "BaseStay",
    "Call",
    "ContestEntry",
    "Course",
    "Employer",
    "Enrolment",
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
    "Provider",
    "RetireeCheck",
    "SchoolEnrolmentCase",
    "SpousePlacement",
    "SubsidyMonth",
    "Turn",
]
