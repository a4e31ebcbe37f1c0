"""The forms about people: the record itself, what one person has several of, and the small ones of single verbs."""

from veterans.forms.person import PersonForm
from veterans.forms.related import FORMS
from veterans.forms.small import (
    AdvanceCardForm,
    AdvancePlaqueForm,
    CardForm,
    CorrectionForm,
    DeathForm,
    HouseholdForm,
    MergeForm,
    MovingOutForm,
    OpinionForm,
    PlaqueForm,
    ReasonForm,
    SettleCorrectionForm,
    TransferForm,
    WhoSeesForm,
)

__all__ = [
    "FORMS",
    "AdvanceCardForm",
    "AdvancePlaqueForm",
    "CardForm",
    "CorrectionForm",
    "DeathForm",
    "HouseholdForm",
    "MergeForm",
    "MovingOutForm",
    "OpinionForm",
    "PersonForm",
    "PlaqueForm",
    "ReasonForm",
    "SettleCorrectionForm",
    "TransferForm",
    "WhoSeesForm",
]
