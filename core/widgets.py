"""Inputs as people use them here: dates are typed, never picked; long choices are selects, short ones radio buttons."""

from datetime import date

from django import forms
from django.utils.translation import gettext_lazy as _

from core.validators import PartialDate, parse_partial_date
from core.vault import Sealed


class DateInput(forms.TextInput):
    """A date as text: `19731105`, `1973-11`, `1973年11月` are read. What was read is said below (读作)."""

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", "data-check": "", **(attrs or {})})

    def format_value(self, value):
        return value.isoformat() if isinstance(value, date) else super().format_value(value)


class PhoneInput(forms.TextInput):
    input_type = "tel"

    def __init__(self, attrs=None):
        super().__init__({"autocomplete": "off", **(attrs or {})})


class NumberInput(forms.TextInput):
    """A number as text: no spinner that changes it when the wheel turns."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})


class Radios(forms.RadioSelect):
    template_name = "core/choices.html"


class Checkboxes(forms.CheckboxSelectMultiple):
    template_name = "core/choices.html"


class Drop(forms.ClearableFileInput):
    """A file field that files can also be dropped on. It never offers to clear: a paper is replaced, not emptied."""

    template_name = "core/drop.html"


class YesNo(forms.NullBooleanSelect):
    """Yes, no, or not known."""

    def __init__(self, attrs=None):
        super().__init__(attrs)
        self.choices = (("unknown", "—"), ("true", _("Yes")), ("false", _("No")))


class WholeDateField(forms.DateField):
    """A date that must be known to the day, written in any of the usual ways, also one to come."""

    widget = DateInput

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        found = parse_partial_date(value, today=date.max)
        if isinstance(found, PartialDate) and found.day:
            return found.first_day
        return super().to_python(value)


class SealedText(forms.CharField):
    """A sealed number. Whoever works masked sees the mask and sends it back untouched: then the number stays as it is."""

    def __init__(self, **kwargs):
        self.current = None
        super().__init__(**kwargs)

    def to_python(self, value):
        text = super().to_python(value)
        return self.current if isinstance(self.current, Sealed) and text == str(self.current) else text

    def run_validators(self, value):
        if not isinstance(value, Sealed):
            super().run_validators(value)
