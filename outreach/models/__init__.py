"""The tables of outreach."""

from outreach.models.checkup_results import CheckupInvoice, CheckupResult, FollowUp, ResultSheet
from outreach.models.checkups import (
    CheckupCampaign,
    CheckupHospital,
    CheckupSession,
    Exam,
    ExamCall,
    ExamMove,
)
from outreach.models.institutions import Agreement, Institution

__all__ = [
    "Agreement",
    "CheckupCampaign",
    "CheckupHospital",
    "CheckupInvoice",
    "CheckupResult",
    "CheckupSession",
    "Exam",
    "ExamCall",
    "ExamMove",
    "FollowUp",
    "Institution",
    "ResultSheet",
]
