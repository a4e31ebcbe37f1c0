"""Model and form fields for dates known to the year, the month or the day."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.validators import PartialDate, Problem, parse_partial_date


class PartialDateFormField(forms.Field):
    """A text input that reads every way of writing a date that `parse_partial_date` reads; its codes are the errors'.

    `today` is called for the day after which a date is still to come.
    """

    widget = forms.TextInput

    def __init__(self, *, today=timezone.localdate, **kwargs):
        self.today = today
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        found = parse_partial_date(value, today=self.today())
        if isinstance(found, Problem):
            raise found.as_error()
        return found


class PartialDateField(models.CharField):
    """A `PartialDate` or None, kept as its text (`1973-11`), which sorts as the dates do.

    Lookups take stored texts too: `filter(birth_date__lte="1966-11-23")`, `birth_date__startswith="1966"`. There is no
    empty text in the column, so `blank=True` implies `null=True`. Text that is no stored form is refused when cleaned
    and when saved.
    """

    description = _("Date known to the year, the month or the day")
    default_error_messages = {"invalid": _("Write a date as 1973, 1973-11 or 1973-11-05.")}

    def __init__(self, *args, **kwargs):
        kwargs.pop("max_length", None)
        kwargs.setdefault("null", kwargs.get("blank", False))
        super().__init__(*args, **kwargs)
        self.max_length = len("1973-11-05")  # set here, as the length validator would measure the PartialDate

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def to_python(self, value):
        if value in self.empty_values or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, date):
            return PartialDate.of(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def get_prep_value(self, value):
        value = models.Field.get_prep_value(self, value)
        if isinstance(value, date):
            value = PartialDate.of(value)
        return str(value) if isinstance(value, PartialDate) else value

    def get_db_prep_save(self, value, connection):
        is_expression = hasattr(value, "as_sql")
        return super().get_db_prep_save(value if is_expression else self.to_python(value), connection)

    def value_to_string(self, obj):
        return str(self.value_from_object(obj) or "")

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": PartialDateFormField, **kwargs})


class BitsField(models.BigIntegerField):
    """Several of at most 63 codes in one number, a bit each. `any_of=bits`: at least one of these is among them."""


@BitsField.register_lookup
class AnyOf(models.Lookup):
    lookup_name = "any_of"

    def as_sql(self, compiler, connection):
        held, held_params = self.process_lhs(compiler, connection)
        asked, asked_params = self.process_rhs(compiler, connection)
        return f"({held} & {asked}) <> 0", [*held_params, *asked_params]
