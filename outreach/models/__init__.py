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
    TalkPoint,
)
from outreach.models.assistance import FundSource, FundYear, Grant, GrantMove, Hardship, LookedAfter
from outreach.models.care import CareAssessment, CareBed, CarePlacement, CareRequest
from outreach.models.checkup_results import CheckupInvoice, CheckupResult, FollowUp, ResultSheet
from outreach.models.checkups import (
    CheckupCampaign,
    CheckupHospital,
    CheckupSession,
    Exam,
    ExamCall,
    ExamMove,
)
from outreach.models.confirmation import Confirmation, ConfirmationYear
from outreach.models.doctors import DoctorVisit, FamilyDoctorContract
from outreach.models.entitlements import BenefitStandard, Received
from outreach.models.honours import Award, MeritNotice
from outreach.models.institutions import Agreement, Institution
from outreach.models.media import MediaColumn, MediaItem, OnlineLesson
from outreach.models.organisation import Evidence, EvidencePhoto, Organ, Post
from outreach.models.photos import VisitPhoto
from outreach.models.visits import Goods, Raised, Visit, VisitPlan

__all__ = [
    "Agreement",
    "Award",
    "BenefitStandard",
    "CareAssessment",
    "CareBed",
    "CarePlacement",
    "CareRequest",
    "CheckupCampaign",
    "CheckupHospital",
    "CheckupInvoice",
    "CheckupResult",
    "CheckupSession",
    "Confirmation",
    "ConfirmationYear",
    "DoctorVisit",
    "Evidence",
    "EvidencePhoto",
    "Exam",
    "ExamCall",
    "ExamMove",
    "FamilyDoctorContract",
    "FollowUp",
    "FundSource",
    "FundYear",
    "Goods",
    "Grant",
    "GrantMove",
    "Hardship",
    "Institution",
    "Lecture",
    "LecturePhoto",
    "LookedAfter",
    "MediaColumn",
    "MediaItem",
    "MeritNotice",
    "MonthTheme",
    "OnlineLesson",
    "Organ",
    "OutreachEvent",
    "Post",
    "PropagandaSession",
    "Raised",
    "Received",
    "ResultSheet",
    "SessionPhoto",
    "Speaker",
    "TalkPhoto",
    "TalkPoint",
    "Visit",
    "VisitPhoto",
    "VisitPlan",
]
