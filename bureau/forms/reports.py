"""The forms of work reports."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bureau.models import Sentence
from bureau.rules import SLOT
from bureau.slots import SLOTS
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.widgets import WholeDateField


def runs_forward(form, given):
    """The last day is not before the first."""
    first, last = given.get("first_on"), given.get("last_on")
    if first and last and last < first:
        form.add_error("last_on", ValidationError(_("The last day lies before the first."), "runs_backward"))
    return given


class ReportForm(PortalForm):
    sections = (Section("report", _("The report"), (Field("title", 12), Field("first_on", 3), Field("last_on", 3))),)
    title = forms.CharField(label=_("Title"), max_length=120)
    first_on = WholeDateField(label=_("From"))
    last_on = WholeDateField(label=_("To"))

    def clean(self):
        return runs_forward(self, super().clean())


class RewordForm(PortalModelForm):
    sections = (Section("text", "", (Field("text", 12),)),)

    class Meta:
        model, fields = Sentence, ["text"]
        widgets = {"text": forms.Textarea({"rows": 5})}
        help_texts = {
            "text": _("{12} and the like stand for the numbers; what you type as a number is marked as typed.")
        }

    def clean_text(self):
        text = self.cleaned_data["text"]
        for name in SLOT.findall(text):
            if name not in SLOTS:
                raise ValidationError(_("{%(name)s} is no number of the report.") % {"name": name}, "no_slot")
        return text
