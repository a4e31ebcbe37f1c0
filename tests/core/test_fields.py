"""The model and form fields for partial dates."""

from datetime import date

import pytest
from django import forms
from django.core import serializers
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.test.utils import isolate_apps

from core.fields import PartialDateField, PartialDateFormField
from core.validators import PartialDate

with isolate_apps():

    class Happening(models.Model):
        """A table of these tests only."""

        happened_date = PartialDateField()
        ended_date = PartialDateField(blank=True)

        class Meta:
            app_label = "test_fields"
            db_table = "test_partial_date_happening"

        def __str__(self):
            return str(self.happened_date)


class HappeningForm(forms.ModelForm):
    class Meta:
        model = Happening
        fields = ("happened_date", "ended_date")


@pytest.fixture
def table(db):
    """Gone again with the test's transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE test_partial_date_happening"
            " (id bigint PRIMARY KEY, happened_date varchar(10) NOT NULL, ended_date varchar(10))"
        )


def save(pk, happened, ended=None):
    event = Happening(pk=pk, happened_date=happened, ended_date=ended)
    event.full_clean(validate_unique=False)
    event.save(force_insert=True)
    return event


def test_a_saved_date_comes_back_with_its_precision(table):
    save(1, PartialDate(1973, 11), "1974")
    event = Happening.objects.get()
    assert (event.happened_date, event.ended_date) == (PartialDate(1973, 11), PartialDate(1974))


def test_an_empty_date_is_null(table):
    save(1, "1973", "")
    assert Happening.objects.get(ended_date__isnull=True).ended_date is None


def test_lookups_take_texts_and_dates_and_follow_the_calendar(table):
    for pk, text in enumerate(["1966", "1966-11", "1966-11-23", "1966-11-24", "1967"]):
        save(pk, text)

    def found(**lookup):
        return [str(event.happened_date) for event in Happening.objects.filter(**lookup).order_by("happened_date")]

    assert found(happened_date__lte="1966-11-23") == ["1966", "1966-11", "1966-11-23"]
    assert found(happened_date__gt=date(1966, 11, 23)) == ["1966-11-24", "1967"]
    assert found(happened_date=PartialDate(1966, 11)) == ["1966-11"]
    assert found(happened_date__in=[PartialDate(1966), "1967"]) == ["1966", "1967"]
    assert found(happened_date__startswith="1966-1") == ["1966-11", "1966-11-23", "1966-11-24"]


def test_an_update_takes_dates_and_expressions(table):
    save(1, "1973-11")
    Happening.objects.update(ended_date=models.F("happened_date"), happened_date=PartialDate(1970))
    event = Happening.objects.get()
    assert (event.happened_date, event.ended_date) == (PartialDate(1970), PartialDate(1973, 11))


def test_text_that_is_no_date_is_refused_when_cleaned_and_when_saved(table):
    event = Happening(pk=1, happened_date="85年冬")
    with pytest.raises(ValidationError) as refused:
        event.full_clean(validate_unique=False)
    assert refused.value.error_dict["happened_date"][0].code == "invalid"
    with pytest.raises(ValidationError):
        event.save(force_insert=True)


def test_a_missing_date_is_refused_where_one_is_needed():
    with pytest.raises(ValidationError) as refused:
        Happening(pk=1).full_clean(validate_unique=False)
    assert set(refused.value.error_dict) == {"happened_date"}


def test_migrations_see_the_field_without_its_fixed_length():
    field = Happening._meta.get_field("ended_date")
    _name, path, args, kwargs = field.deconstruct()
    assert (path, args, kwargs) == ("core.fields.PartialDateField", [], {"blank": True, "null": True})
    assert field.clone().max_length == 10


def test_serialised_rows_carry_the_stored_text():
    event = Happening(pk=1, happened_date=PartialDate(1973, 11))
    assert Happening._meta.get_field("happened_date").value_to_string(event) == "1973-11"
    assert '"happened_date": "1973-11", "ended_date": null' in serializers.serialize("json", [event])


def test_a_model_form_reads_what_people_type():
    form = HappeningForm({"happened_date": "1973年11月", "ended_date": ""})
    assert form.is_valid(), form.errors
    assert (form.instance.happened_date, form.instance.ended_date) == (PartialDate(1973, 11), None)


def test_a_form_shows_the_stored_text_and_notices_no_change():
    event = Happening(pk=1, happened_date=PartialDate(1973, 11))
    assert 'value="1973-11"' in str(HappeningForm(instance=event)["happened_date"])
    assert not HappeningForm({"happened_date": "1973.11", "ended_date": ""}, instance=event).has_changed()


def test_a_form_says_what_is_wrong_with_the_code_of_the_problem():
    field = PartialDateFormField(today=lambda: date(2026, 11, 23))
    for text, code in [("85年冬", "date_unreadable"), ("2026-12", "date_future"), ("", "required")]:
        with pytest.raises(ValidationError) as refused:
            field.clean(text)
        assert refused.value.code == code
