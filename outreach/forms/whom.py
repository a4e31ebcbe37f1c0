"""Entries about somebody on file: a name or the last four digits is typed, the page shows whom it may mean."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from appeals.forms.register import Chosen
from core.forms import PortalModelForm


class WhomForm(PortalModelForm):
    """`person` is chosen among the people that the page found for `whom`; a single one needs no choosing."""

    live = ("whom",)
    needs_person = True

    whom = forms.CharField(
        label=_("Whom"),
        max_length=50,
        required=False,
        help_text=_("Name, initials, last four digits or phone: the record is found"),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args, candidates=None, **kwargs):
        self.candidates = candidates or []
        super().__init__(*args, **kwargs)
        self.fields["person"].widget = Chosen()
        self.fields["person"].required = False

    def clean_person(self):
        """Somebody of those the page showed, all within sight."""
        chosen = self.cleaned_data["person"]
        if chosen is None and len(self.candidates) == 1 and self.data.get("chosen") != "none":
            return self.candidates[0]
        if chosen is not None and chosen.pk not in {person.pk for person in self.candidates}:
            raise ValidationError(_("Choose the person again, please."), code="not_offered")
        return chosen

    def clean(self):
        values = super().clean()
        if values.get("person") is None and "person" not in self.errors and self.must_have_person(values):
            self.add_error("whom", ValidationError(self.why_nobody(), code="nobody"))
        return values

    def must_have_person(self, values):
        return self.needs_person

    def why_nobody(self):
        if self.candidates:
            return _("Choose above who is meant.")
        return _("Nobody on file matches. Enter the record first, or write the name in full.")

    def no_day_to_come(self, name):
        """For what has taken place."""
        day = self.cleaned_data[name]
        if day and self.today and day > self.today:
            raise ValidationError(_("This date is still to come."), code="future")
        return day
