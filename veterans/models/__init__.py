"""The tables of the people on file."""

from veterans.models.household import HonourPlaque, Household
from veterans.models.movement import Arrival, Departure, Movement
from veterans.models.person import Person
from veterans.models.related import (
    Disability,
    Education,
    EmploymentSnapshot,
    FamilyMember,
    Merit,
    PersonCategory,
    PreferenceCard,
    ServicePeriod,
    TrainingWish,
)
from veterans.models.requests import Claim, CorrectionRequest, Merge, Transfer

__all__ = [
    "Arrival",
    "Claim",
    "CorrectionRequest",
    "Departure",
    "Disability",
    "Education",
    "EmploymentSnapshot",
    "FamilyMember",
    "HonourPlaque",
    "Household",
    "Merge",
    "Merit",
    "Movement",
    "Person",
    "PersonCategory",
    "PreferenceCard",
    "ServicePeriod",
    "TrainingWish",
    "Transfer",
]
