"""The forms of work reports."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from bureau.models import Sentence
from bureau.rules import check_slots
from bureau.wording import OFFERED
from core.actions import Refused
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
    first_on = WholeDateField(label=_("First day"))
    last_on = WholeDateField(label=_("Last day"))

    def clean(self):
        return runs_forward(self, super().clean())


class RewordForm(PortalModelForm):
    sections = (Section("text", "", (Field("text", 12), Field("source", 12))),)

    class Meta:
        model, fields = Sentence, ["text", "source"]
        widgets = {"text": forms.Textarea({"rows": 5})}
        help_texts = {
            "text": _("{12} and the like stand for the numbers; what you type as a number is marked as typed."),
            "source": _(
                "For claims such as 全省前列: who said so, in which document. Without it nothing is published."
            ),
        }

    def clean_text(self):
        text = self.cleaned_data["text"]
        try:
            check_slots(text, self.instance.template)
        except Refused as refusal:
            raise ValidationError(refusal.message, refusal.code) from refusal
        return text


class WritingForm(PortalForm):
    """Which number of the sentence, and how it is to be written; the page offers what differs."""

    sections = (Section("writing", "", (Field("number", 3), Field("wording", 3))),)
    number = forms.CharField(label=_("Number"), max_length=10)
    wording = forms.ChoiceField(label=_("Way of writing"), choices=[(code, code) for code in (*OFFERED, "wan")])
