"""The tables of the people on file."""

from veterans.models.household import HonourPlaque, Household
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
    "Claim",
    "CorrectionRequest",
    "Disability",
    "Education",
    "EmploymentSnapshot",
    "FamilyMember",
    "HonourPlaque",
    "Household",
    "Merge",
    "Merit",
    "Person",
    "PersonCategory",
    "PreferenceCard",
    "ServicePeriod",
    "TrainingWish",
    "Transfer",
]
