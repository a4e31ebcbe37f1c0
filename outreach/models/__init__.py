"""The tables of outreach."""

from outreach.models.assistance import FundSource, FundYear, Grant, GrantMove, Hardship, LookedAfter
from outreach.models.honours import Award, MeritNotice
from outreach.models.photos import VisitPhoto
from outreach.models.visits import Goods, Raised, Visit, VisitPlan

__all__ = [
    "Award",
    "FundSource",
    "FundYear",
    "Goods",
    "Grant",
    "GrantMove",
    "Hardship",
    "LookedAfter",
    "MeritNotice",
    "Raised",
    "Visit",
    "VisitPhoto",
    "VisitPlan",
]
