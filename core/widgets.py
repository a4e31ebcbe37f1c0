"""Inputs as people use them here: dates are typed, never picked; long choices are selects, short ones radio buttons."""

from datetime import date
from html import escape

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import pgettext_lazy

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


class Select(forms.Select):
    """Written in Python: two hundred stations take 1 ms here, 25 through Django's template for each option."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(self.format_value(value))
        options = "".join(self._part(key, label, chosen) for key, label in self.choices)
        attributes = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", attributes, mark_safe(options))

    def _part(self, key, label, chosen):
        if isinstance(label, list | tuple):
            options = "".join(self._part(*pair, chosen) for pair in label)
            return f'<optgroup label="{escape(str(key))}">{options}</optgroup>'
        text = "" if key is None else str(key)
        mark = " selected" if text in chosen else ""
        return f'<option value="{escape(text)}"{mark}>{escape(str(label))}</option>'


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
        self.choices = (
            ("unknown", "—"),
            ("true", pgettext_lazy("value", "yes")),
            ("false", pgettext_lazy("value", "no")),
        )


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
