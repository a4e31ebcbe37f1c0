"""A page's form as the REST interface takes it: the same fields, the same checks, the same words for what is wrong."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from rest_framework import serializers

from core.pages import today

# form field → the field of the document, the most special first
ITEMS = (
    (forms.ModelChoiceField, serializers.IntegerField, ()),
    (forms.ChoiceField, serializers.ChoiceField, ("choices",)),
    (forms.BooleanField, serializers.BooleanField, ()),
    (forms.IntegerField, serializers.IntegerField, ("min_value", "max_value")),
    (forms.DateField, serializers.DateField, ()),
    (forms.CharField, serializers.CharField, ("max_length",)),
)


def entry_of(form, name, **more):
    """A serializer of a form class's fields, or other ones by the same names (`more`; None leaves a field out).

    It looks at types and lengths; what is right or wrong the form says.
    """
    fields = {key: item_of(field) for key, field in form.base_fields.items() if key not in more}
    fields |= {key: field for key, field in more.items() if field is not None}
    return type(name, (serializers.Serializer,), fields)


def item_of(field):
    kind, item, options = next(row for row in ITEMS if isinstance(field, row[0]))
    made = {option: getattr(field, option) for option in options if getattr(field, option, None) is not None}
    if "choices" in made:
        made["choices"] = [choice for choice in made["choices"] if choice[0] != ""]
    made |= {"required": False, "allow_null": True} if not field.required else {}
    if kind is forms.CharField:
        made["allow_blank"] = not field.required
    return item(**made)


def checked(form, entry, **more):
    """The cleaned fields of a form filled with an entry's values. Raises ValidationError as the form words it."""
    data = QueryDict(mutable=True)
    data.update({name: typed(value) for name, value in entry.items() if value not in (None, False)})
    filled = form(data, today=today(), **more)
    if not filled.is_valid():
        raise ValidationError({name: list(found) for name, found in filled.errors.as_data().items()})
    return filled.cleaned_data


def typed(value):
    """A value as somebody would have typed it."""
    return "on" if value is True else str(value)
