"""Forms: their fields in sections, choices within sight of the user, errors all at once, warnings that do not block.

    class PersonForm(PortalModelForm):
        sections = (
            Section("identity", _("Identity"), (Field("name", 2), Field("id_no", 4), "sex"), hint=_("The number fills the rest")),
            Section("service", _("Service"), (Field("enlist_date", 2), Field("discharge_date", 2), Field("unit_name", 4))),
        )
        live = ("id_no", "enlist_date")                  # checked as soon as they are left
        linked = {"discharge_date": ("enlist_date",)}    # what else to say again when a field changes

        class Meta:
            model, fields = Person, [...]

        def clean(self):
            super().clean()
            self.warn("enlist_date", _("Enlisted at the age of 15, please check."))
            if doubtful:
                self.question("far_away", _("The village is in another town."), needs_reason=True)

The instance is a copy: a form reads and checks, only the action writes. What the user confirmed is in `form.confirmed`.
"""

import copy
import json
from dataclasses import dataclass
from datetime import date

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.db.models.fields import BLANK_CHOICE_DASH
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, pgettext

from core import vault, widgets
from core.fields import PartialDateFormField
from core.scoping import ScopedQuerySet
from core.validators import PartialDate

MISSING = gettext_lazy("This must be filled in.")
# Django's own sentences beside a field: they stand here so that the portal's catalogue says them in a bureau's words
DJANGOS = (
    gettext_lazy("Enter a number."),
    gettext_lazy("Enter a whole number."),
    gettext_lazy("Ensure this value is greater than or equal to %(limit_value)s."),
    gettext_lazy("Ensure this value is less than or equal to %(limit_value)s."),
    gettext_lazy("Select a valid choice. That choice is not one of the available choices."),
)
NOT_STATED = gettext_lazy("Not stated")
BLANK = BLANK_CHOICE_DASH[0]
NOTHING_CHOSEN = {True: gettext_lazy("Please choose"), False: "—"}


@dataclass(frozen=True)
class Field:
    """A field's place in a section: `width` in twelfths (2, 3, 4, 6, 12); `full` takes a phone's whole width."""

    name: str
    width: int = 3
    full: bool = False


@dataclass(frozen=True)
class Section:
    key: str
    title: str
    fields: tuple
    hint: str = ""

    @property
    def places(self):
        return [Field(place) if isinstance(place, str) else place for place in self.fields]


class PortalBoundField(BoundField):
    """A field as the templates show it."""

    width, full = 3, False

    @property
    def css(self):
        return f"fld x{self.width}" + (" pw" if self.full or self.width >= 4 else "")

    @property
    def is_group(self):
        """Several inputs under one legend."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def is_tick(self):
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def link_id(self):
        """Where the error summary leads."""
        return f"{self.auto_id}_0" if self.is_group else self.id_for_label

    @property
    def warnings(self):
        return self.form.warnings.get(self.name, [])

    @property
    def reading(self):
        """How a date was read: 1973年11月."""
        value = getattr(self.form, "cleaned_data", {}).get(self.name)
        if isinstance(value, date) and not isinstance(value, PartialDate):
            value = PartialDate.of(value)
        return value.label if isinstance(value, PartialDate) and str(value) != self.value() else ""

    @property
    def remarks(self):
        """What there is to say about the field while it is being filled in."""
        errors = [str(error) for error in self.errors] if self.data else []
        return {"error": " ".join(errors), "warn": [str(text) for text in self.warnings], "read": self.reading}

    @property
    def aria_describedby(self):
        parts = {"err": self.errors, "read": self.reading, "warn": self.warnings, "hint": self.help_text}
        return " ".join(f"{self.auto_id}-{part}" for part, present in parts.items() if present)


class Entry:
    """What portal forms have in common; mixed into Form and ModelForm."""

    bound_field_class = PortalBoundField
    sections: tuple = ()
    live: tuple = ()
    linked: dict = {}

    def __init__(self, *args, user, today=None, row=None, unmasked=False, **kwargs):
        self.user, self.today, self.row, self.unmasked = user, today, row, unmasked
        self.warnings, self.questions, self.confirmed = {}, [], {}
        self.restored = {}
        self.prepare(kwargs)
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            self._scope(field)
            self._name_nothing(field)
            field.error_messages["required"] = MISSING
            self._mask(name, field)
            if name in self.live:
                field.widget.attrs["data-check"] = ""

    def prepare(self, kwargs):
        """Last changes to what Django's own form is given."""

    def _scope(self, field):
        """Choices are rows that the user sees: a forged key of another station is no valid choice."""
        rows = getattr(field, "queryset", None)
        if isinstance(rows, ScopedQuerySet):
            field.queryset = rows.visible_to(self.user)

    def take_the_only(self, name):
        """Where there is one row to choose, it is chosen already."""
        rows = list(self.fields[name].queryset[:2])
        if len(rows) == 1:
            self.initial.setdefault(name, rows[0].pk)

    def _name_nothing(self, field):
        """Words where Django shows dashes for “nothing chosen”, in a select that is quick to write."""
        if type(field.widget) is forms.Select:
            field.widget = widgets.Select(field.widget.attrs, field.widget.choices)
        word = NOT_STATED if isinstance(field.widget, forms.RadioSelect) else NOTHING_CHOSEN[field.required]
        if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
            field.empty_label = word
        elif isinstance(field, forms.ChoiceField) and BLANK in field.choices:
            field.choices = [("", word) if choice == BLANK else choice for choice in field.choices]

    def _mask(self, name, field):
        value = self.get_initial_for_field(field, name)
        if isinstance(value, vault.Sealed):
            field.current = value
            self.initial[name] = value.plain() if self.unmasked else str(value)

    # warnings and questions

    def warn(self, field, message):
        """Say it beside the field and after saving; it does not stop the saving."""
        self.warnings.setdefault(field, []).append(message)

    def question(self, code, message, *, needs_reason=False):
        """Ask before saving: passes once the user has ticked it (and, if asked, given a reason)."""
        reason = self.data.get(f"reason-{code}", "").strip()
        is_answered = bool(self.data.get(f"confirm-{code}")) and (bool(reason) or not needs_reason)
        self.questions.append({"code": code, "message": message, "needs_reason": needs_reason, "reason": reason})
        if is_answered:
            self.confirmed[code] = reason
        else:
            self.add_error(None, ValidationError(message, code=f"question-{code}"))

    @property
    def all_warnings(self):
        return [f"{self.fields[name].label}：{text}" for name, texts in self.warnings.items() for text in texts]

    def take(self, problem):
        """Errors that the action found; what belongs to no field of this form stands in the summary."""
        known = {}
        found = problem.error_dict if hasattr(problem, "error_dict") else {NON_FIELD_ERRORS: problem.error_list}
        for name, errors in found.items():
            known.setdefault(name if name in self.fields else NON_FIELD_ERRORS, []).extend(errors)
        self.add_error(None, ValidationError(known))

    def refuse(self, refusal):
        self.add_error(None, ValidationError(refusal.message, code=refusal.code))

    # what the template shows

    @cached_property
    def shown(self):
        """The sections with their bound fields and the number of errors in each; fields of no section come last."""
        left = [field.name for field in self.visible_fields()]
        made = []
        for section in self.sections:
            made.append((section, self._place(section.places)))
            left = [name for name in left if name not in {place.name for place in section.places}]
        if left:
            made.append((Section("more" if made else "fields", "", ()), self._place([Field(name) for name in left])))
        return [
            {"section": section, "fields": fields, "errors": sum(bool(field.errors) for field in fields)}
            for section, fields in made
        ]

    def _place(self, places):
        fields = []
        for place in places:
            if place.name in self.fields:
                field = self[place.name]
                field.width, field.full = place.width, place.full
                fields.append(field)
        return fields

    @property
    def general_problems(self):
        """The errors that belong to no field; open questions are asked, not told."""
        asked = {f"question-{question['code']}" for question in self.questions}
        general = self.errors.as_data().get(NON_FIELD_ERRORS, [])
        return [text for error in general if error.code not in asked for text in error.messages]

    @property
    def problems(self):
        """Every error for the summary: (bound field or None, text)."""
        return [(None, text) for text in self.general_problems] + [
            (field, text) for field in self if field.name in self.errors for text in field.errors
        ]

    @property
    def open_questions(self):
        return [question for question in self.questions if question["code"] not in self.confirmed]

    # versions and drafts

    def restore(self, typed):
        """Put back what a draft holds: {name: [value, …]}."""
        data = QueryDict(mutable=True)
        for name, values in typed.items():
            data.setlist(name, values)
        self.restored = {name: values[-1] for name, values in typed.items() if values}
        for name, field in self.fields.items():
            if not field.widget.value_omitted_from_data(data, {}, self.add_prefix(name)):
                self.initial[name] = field.widget.value_from_datadict(data, {}, self.add_prefix(name))

    def _carried(self, name):
        return self.data.get(name) or self.restored.get(name)

    @property
    def version(self):
        """The version of the row that this form was opened with."""
        return self._carried("version") or getattr(self.row, "version", "")

    @property
    def seen(self):
        """The values that this form was opened with, as text: what somebody else's change is told by."""
        return self._carried("seen") or json.dumps(self.snapshot(), ensure_ascii=False)

    def snapshot(self):
        """Every field of the row as its input would show it."""
        pristine = type(self)(user=self.user, today=self.today, row=self.row, unmasked=self.unmasked)
        return {name: as_typed(pristine[name].value()) for name in pristine.fields}

    def overtaken(self):
        """What somebody else has changed since this form was opened: a list of differences, empty when there is none.

        Their changes are put into the form where the user has changed nothing, and the user sees both before saving again.
        """
        current = getattr(self.row, "version", None)
        if not self.data.get("version", "").isdecimal() or current in (None, int(self.data["version"])):
            return []
        seen, now = self._seen_values(), self.snapshot()
        self.data = self.data.copy()
        differences = [
            self._difference(name, seen[name], now[name]) for name in now if seen.get(name, now[name]) != now[name]
        ]
        self.data["version"], self.data["seen"] = str(current), json.dumps(now, ensure_ascii=False)
        return differences

    def _seen_values(self):
        """What the browser sent back of `seen`; nothing when it was tampered with."""
        try:
            seen = json.loads(self.data.get("seen") or "{}")
        except ValueError:
            return {}
        return seen if isinstance(seen, dict) else {}

    def _difference(self, name, before, after):
        html_name = self.add_prefix(name)
        mine = as_typed(self.fields[name].widget.value_from_datadict(self.data, self.files, html_name))
        is_both = mine not in (before, after)
        if not is_both:
            self.data.setlist(html_name, after if isinstance(after, list) else [after])
        texts = {"before": self.said(name, before), "after": self.said(name, after), "mine": self.said(name, mine)}
        return {"field": self[name], "is_both": is_both, **texts}

    def said(self, name, value):
        """A typed value as people read it: the labels of choices."""
        values = value if isinstance(value, list) else [value]
        labels = {str(key): str(label) for key, label in getattr(self.fields[name], "choices", ())}
        return "、".join(labels.get(one, one) for one in values) or pgettext("value", "empty")


def as_typed(value):
    """A value as an input sends it back: text, or a list of texts."""
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value)
    return "" if value in (None, False) else "on" if value is True else str(value)


class PortalForm(Entry, forms.Form):
    """A form of its own fields."""


def field_for(db_field, **kwargs):
    """The form field of a model field, with the portal's inputs."""
    if isinstance(db_field, vault.SealedField):
        return models.Field.formfield(db_field, form_class=widgets.SealedText, **kwargs)
    if isinstance(db_field, models.DateField) and not isinstance(db_field, models.DateTimeField):
        return db_field.formfield(form_class=widgets.WholeDateField, **kwargs)
    if isinstance(db_field, models.BooleanField) and db_field.null:
        kwargs.setdefault("widget", widgets.YesNo)
    field = db_field.formfield(**kwargs)
    if "widget" not in kwargs:
        _dress(field)
    return field


def _dress(field):
    """The portal's input for a field, and words where Django shows dashes."""
    if isinstance(field, PartialDateFormField):
        field.widget = widgets.DateInput()
    elif isinstance(field, forms.IntegerField | forms.DecimalField):
        field.widget = widgets.NumberInput()
    elif isinstance(field.widget, forms.Textarea):
        field.widget.attrs["rows"] = 3


class WithPortalFields(forms.models.ModelFormMetaclass):
    """Every Meta makes its fields through `field_for`."""

    def __new__(mcs, name, bases, attributes):
        if meta := attributes.get("Meta"):
            meta.formfield_callback = staticmethod(field_for)
        return super().__new__(mcs, name, bases, attributes)


class PortalModelForm(Entry, forms.ModelForm, metaclass=WithPortalFields):
    """A form of a model's fields, with the model's own checks."""

    def prepare(self, kwargs):
        if isinstance(self.row, self._meta.model):
            kwargs["instance"] = copy.copy(self.row)
