"""Forms: sections, masks, dates, warnings and questions, choices within sight, and what they hand to the actions."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import translation

from core.actions import Refused
from core.forms import Field, PortalForm, PortalModelForm, Section
from core.vault import Sealed
from core.widgets import Checkboxes, DateInput, Radios, Select, WholeDateField
from stations.models import Station
from tests.core.conftest import open_station
from veterans.models import Person

NUMBER = "429901195803120933"


class Card(PortalModelForm):
    sections = (Section("one", "身份", (Field("name", 2), "nobody", "id_no"), hint="填证号"),)

    class Meta:
        model = Person
        fields = ["name", "id_no", "sex", "enlist_date", "died_on", "is_dibao", "family_size", "note", "station"]


class Loose(PortalForm):
    kinds = forms.MultipleChoiceField(choices=[("1", "参战"), ("2", "伤残")], widget=Checkboxes, label="类别")
    way = forms.ChoiceField(choices=[("a", "电话"), ("b", "上门")], widget=Radios, label="方式", help_text="怎么联系的")
    day = WholeDateField(required=False, label="日期")


@pytest.fixture
def person(station):
    return Person(station=station, name="廖国清", id_no=NUMBER, version=3)


def data_of(**values):
    data = QueryDict(mutable=True)
    for name, value in values.items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return data


def card(clerk, person, *args, **options):
    return Card(*args, user=clerk, row=person, **options)


def test_fields_of_no_section_come_last(clerk, person):
    first, last = card(clerk, person).shown
    assert [field.name for field in first["fields"]] == ["name", "id_no"]
    assert first["fields"][0].css == "fld x2"
    assert "died_on" in [field.name for field in last["fields"]]


def test_errors_are_counted_by_section(clerk, person):
    form = card(clerk, person, data_of(name="", enlist_date="x"))
    assert [part["errors"] for part in form.shown] == [1, 2]
    with translation.override("en"):
        assert str(form.errors["name"][0]) == "This must be filled in."


def test_a_number_is_masked_unless_it_is_the_own_station(clerk, person):
    assert card(clerk, person)["id_no"].value() == "**************0933"
    assert card(clerk, person, unmasked=True)["id_no"].value() == NUMBER


@pytest.mark.parametrize(("sent", "kept"), [("**************0933", NUMBER), (NUMBER, NUMBER), ("", None)])
def test_what_comes_back_for_a_number(clerk, person, sent, kept):
    form = card(clerk, person, data_of(name="廖国清", station=person.station_id, id_no=sent))
    assert form.is_valid(), form.errors
    value = form.cleaned_data["id_no"]
    assert (value.plain() if isinstance(value, Sealed) else value or None) == kept


def test_the_form_changes_no_row(clerk, person):
    form = card(clerk, person, data_of(name="别人", station=person.station_id))
    assert form.is_valid()
    assert person.name == "廖国清"


def test_only_stations_in_sight_can_be_chosen(clerk, person):
    far = open_station("421281200000", "神山镇")
    assert far not in card(clerk, person).fields["station"].queryset
    form = card(clerk, person, data_of(name="涂", station=far.pk))
    assert "station" in form.errors


def test_a_field_of_its_own_is_narrowed_too(clerk):
    class Choosing(PortalForm):
        station = forms.ModelChoiceField(Station.objects.all())

    far = open_station("421281200000", "神山镇")
    assert far not in Choosing(user=clerk).fields["station"].queryset


@pytest.mark.parametrize("typed", ["2026-11-05", "20261105", "2026年11月5日", "2026.11.5"])
def test_whole_dates_are_read_as_they_are_written(clerk, typed):
    form = Loose(data_of(day=typed, kinds=["1"], way="a"), user=clerk)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["day"] == date(2026, 11, 5)
    assert form["day"].reading == ("" if typed == "2026-11-05" else "2026年11月5日")


@pytest.mark.parametrize("typed", ["2026-11", "2026", "冬天", "2026-02-30"])
def test_a_whole_date_needs_its_day(clerk, typed):
    assert "day" in Loose(data_of(day=typed, kinds=["1"], way="a"), user=clerk).errors


def test_a_partial_date_is_read_back(clerk, person):
    form = card(clerk, person, data_of(name="廖国清", station=person.station_id, enlist_date="197311"))
    assert form.is_valid()
    assert form["enlist_date"].remarks == {"error": "", "warn": [], "read": "1973年11月"}
    assert isinstance(form.fields["enlist_date"].widget, DateInput)


def test_no_native_date_inputs_and_no_dashes(clerk, person):
    page = "".join(str(field) for field in card(clerk, person))
    assert 'type="date"' not in page and 'type="number"' not in page and "---------" not in page


def test_radio_buttons_and_ticks_have_labels_and_a_legend(clerk):
    form = Loose(user=clerk)
    assert form["kinds"].is_group and form["way"].is_group
    assert '<label class="pick"><input type="radio" name="way" value="a"' in str(form["way"])
    assert form["way"].link_id == "id_way_0"


def test_what_is_said_about_a_field_is_tied_to_it(clerk, person):
    form = card(clerk, person, data_of(name=""))
    form.warn("name", "请核对")
    assert form["name"].aria_describedby == "id_name-err id_name-warn"
    assert 'aria-invalid="true"' in str(form["name"])


def test_a_draft_is_put_back_ticks_too(clerk):
    form = Loose(user=clerk, initial={"kinds": ["1"]})
    form.restore({"kinds": ["2"], "way": ["b"]})
    assert form["kinds"].value() == ["2"]
    assert form["way"].value() == "b"


def test_a_draft_without_a_field_leaves_the_field(clerk, person):
    form = card(clerk, person)
    form.restore({"note": ["新"]})
    assert (form["name"].value(), form["note"].value()) == ("廖国清", "新")


def test_the_actions_errors_find_their_fields(clerk, person):
    form = card(clerk, person, data_of(name="廖国清", station=person.station_id))
    assert form.is_valid()
    form.take(ValidationError({"name": "重名", "initials": "没有读音"}))
    form.refuse(Refused("no", "今天不行"))
    assert form.errors["name"] == ["重名"]
    assert form.general_problems == ["没有读音", "今天不行"]


def test_choices_of_a_difference_are_said_in_words(clerk, person):
    assert card(clerk, person).said("sex", "1") == "男"
    with translation.override("en"):
        assert card(clerk, person).said("sex", "") in ("empty", "—")


def test_without_a_version_nobody_is_overtaken(clerk, person):
    assert card(clerk, person, data_of(name="x")).overtaken() == []
    assert card(clerk, person, data_of(name="x", version="3")).overtaken() == []


def test_a_select_says_names_as_text_whatever_stands_in_them():
    name = '<b>"村"</b>&'
    html = Select(choices=[("", "全部"), ('1"', name), (name, [(2, name)])]).render("village", 2)
    assert "<b>" not in html and html.count("&lt;b&gt;&quot;村&quot;&lt;/b&gt;&amp;") == 3
    assert '<option value="1&quot;">' in html and '<option value="2" selected>' in html
    assert html.index("<optgroup") > html.index("全部")


class Amount(PortalForm):
    heads = forms.IntegerField(min_value=1, max_value=9)
    yuan = forms.DecimalField()


@pytest.mark.parametrize(
    ("heads", "yuan", "said"),
    [("0", "1", "不能小于 1。"), ("10", "1", "不能大于 9。"), ("一", "1", "请填整数。"), ("1", "多", "请填数字。")],
)
def test_a_wrong_number_is_told_of_in_the_words_of_a_bureau(clerk, heads, yuan, said):
    form = Amount({"heads": heads, "yuan": yuan}, user=clerk)
    assert [*form.errors.values()] == [[said]]
