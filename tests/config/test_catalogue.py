"""The catalogue command reads texts as Django does and loses no translation."""

import pytest
from babel.messages.mofile import read_mo
from django.utils import translation

from core.management.commands import catalogue

PART = 'msgid "Wanted"\nmsgstr "要的"\n\nmsgid "For later"\nmsgstr "以后"\n'


@pytest.fixture
def place(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "PO", tmp_path / "zh_Hans" / "LC_MESSAGES" / "django.po")
    monkeypatch.setattr(catalogue, "PARTS", tmp_path / "parts")
    (tmp_path / "parts").mkdir()
    return tmp_path


def test_texts_of_templates(tmp_path):
    file = tmp_path / "page.html"
    file.write_text(
        """{% load i18n %}
            <p title="{% translate "Hello “x”" %}">it's {{ _("in a variable") }} "quoted"
        {% blocktranslate count n=rows trimmed %} One {{ n }} row {% plural %} {{ n }} rows {% endblocktranslate %}
        {% translate "Post" context "mail" %} {% if a == _("compared") %} ((( {% endif %} {{ x|default:_("none") }}
        {% comment %}{% translate "not this" %}{% endcomment %}""",
        encoding="utf-8",
    )
    assert list(catalogue.texts(catalogue.code_of(file))) == [
        "Hello “x”",
        "in a variable",
        ("One %(n)s row", "%(n)s rows"),
        ("mail", "Post"),
        "compared",
        "none",
    ]


def test_texts_of_python():
    source = (
        b'from x import gettext_lazy as _\n_("One")\nngettext("a", "b", n)\npgettext_lazy("c", "Two")\nother("x")\n'
    )
    assert list(catalogue.texts(source)) == ["One", ("a", "b"), ("c", "Two")]


def test_parts_are_merged_and_what_has_no_use_yet_is_kept(place):
    part = place / "parts" / "people.po-part"
    part.write_text(PART, encoding="utf-8")
    merged = catalogue.read(catalogue.PO)
    catalogue.merge_parts(merged, {"Wanted": "a.py"})
    catalogue.write(merged)
    assert catalogue.untranslated({"Wanted": "a.py"}, catalogue.read(catalogue.PO)) == {}
    assert "Wanted" not in part.read_text() and "For later" in part.read_text()
    catalogue.merge_parts(merged, {"Wanted": "a.py", "For later": "b.py"})
    assert not part.exists()


def test_writing_twice_changes_nothing(place):
    (place / "parts" / "x.po-part").write_text(PART, encoding="utf-8")
    merged = catalogue.read(catalogue.PO)
    catalogue.merge_parts(merged, {"Wanted": "", "For later": ""})
    catalogue.write(merged)
    first = catalogue.PO.read_bytes()
    catalogue.write(catalogue.read(catalogue.PO))
    assert catalogue.PO.read_bytes() == first


def test_compiling_takes_the_parts_too(place):
    (place / "parts" / "x.po-part").write_text(PART, encoding="utf-8")
    assert catalogue.compile_catalogues()
    with catalogue.PO.with_suffix(".mo").open("rb") as file:
        assert read_mo(file).get("For later").string == "以后"


def test_a_process_that_looked_too_early_finds_the_texts_once_they_are_written(place, settings):
    """A portal's first start says what it does, and fills the demonstration, before there is a catalogue."""
    settings.LOCALE_PATHS = [place]
    with translation.override("zh-hans"):
        assert translation.gettext("Wanted") == "Wanted"
    (place / "parts" / "x.po-part").write_text(PART, encoding="utf-8")
    assert catalogue.compile_catalogues()
    with translation.override("zh-hans"):
        assert translation.gettext("Wanted") == "要的"


def test_empty_and_fuzzy_entries_count_as_missing(place):
    catalogue.PO.parent.mkdir(parents=True)
    catalogue.PO.write_text('msgid "A"\nmsgstr ""\n\n#, fuzzy\nmsgid "B"\nmsgstr "乙"\n', encoding="utf-8")
    missing = catalogue.untranslated({"A": "a.py", "B": "b.py", "C": "c.py"}, catalogue.read(catalogue.PO))
    assert sorted(missing) == ["A", "B", "C"]
