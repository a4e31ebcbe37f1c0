"""Naming somebody on file in a form: by name, by last four digits, or by the number of the record."""

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from employment.rules import people

FEW = 6
RECORD = re.compile(r"#\s*([0-9]{1,12})\s*$")


class PersonField(forms.ModelChoiceField):
    """A text field that finds one person within sight. What it shows is the name and the record's number, nothing else."""

    widget = forms.TextInput
    default_error_messages = {
        "unknown": _("Nobody in your area is on file under this name or number."),
        "several": _("Several people match. Add the last four digits, or copy one of these: %(people)s"),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("label", _("Person on file"))
        kwargs.setdefault("help_text", _("Name, or name and the last four of the identity number, or 姓名#档案号."))
        super().__init__(queryset=people.on_file(), **kwargs)
        self.widget.attrs.update({"autocomplete": "off", "data-check": ""})

    def prepare_value(self, value):
        """A key becomes the name with its number, if the user sees the person; what was typed stays as it is."""
        if not isinstance(value, int):
            return value
        person = self.queryset.filter(pk=value).first()
        return shown(person) if person else ""

    def has_changed(self, initial, data):
        return True

    def to_python(self, value):
        if value in self.empty_values:
            return None
        if match := RECORD.search(str(value)):
            found = list(self.queryset.filter(pk=int(match[1]))[:1])
        else:
            found = list(self.queryset.matching(str(value)).for_list()[: FEW + 1])
        if not found:
            raise ValidationError(self.error_messages["unknown"], code="unknown")
        if len(found) > 1:
            named = "；".join(f"{shown(person)} {person.station.place}" for person in found[:FEW])
            raise ValidationError(self.error_messages["several"], code="several", params={"people": named})
        return found[0]


def offer(form, name, rows):
    """Let a field of a form choose among `rows`, as far as its user sees them."""
    form.fields[name].queryset = rows
    form._scope(form.fields[name])


def shown(person):
    """张三#123: what a person is copied as."""
    return f"{person.name}#{person.pk}"
