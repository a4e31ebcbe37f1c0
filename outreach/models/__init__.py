"""The tables of outreach."""

from outreach.models.care import CareAssessment, CareBed, CarePlacement, CareRequest
from outreach.models.confirmation import Confirmation, ConfirmationYear
from outreach.models.doctors import DoctorVisit, FamilyDoctorContract
from outreach.models.entitlements import BenefitStandard, Received
from outreach.models.institutions import Agreement, Institution

__all__ = [
    "Agreement",
    "BenefitStandard",
    "CareAssessment",
    "CareBed",
    "CarePlacement",
    "CareRequest",
    "Confirmation",
    "ConfirmationYear",
    "DoctorVisit",
    "FamilyDoctorContract",
    "Institution",
    "Received",
]
