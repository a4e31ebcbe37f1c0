"""The forms of appeals: the entry form, and the small forms that the table of steps asks for."""

from appeals.forms.register import AppealForm
from appeals.forms.small import (
    AttachForm,
    CategoryForm,
    HolidayForm,
    KeptForm,
    LimitsForm,
    PromiseForm,
    PublicQuery,
    PublicRating,
    YearForm,
)
from appeals.forms.steps import FORMS, ServeForm, form_of

__all__ = [
    "FORMS",
    "AppealForm",
    "AttachForm",
    "CategoryForm",
    "HolidayForm",
    "KeptForm",
    "LimitsForm",
    "PromiseForm",
    "PublicQuery",
    "PublicRating",
    "ServeForm",
    "YearForm",
    "form_of",
]
