"""Every text of the code is in the Chinese catalogue: not empty, not fuzzy, with the same placeholders."""

import ast
import re
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.forms import BaseForm
from django.urls import get_resolver, reverse
from django.utils.text import capfirst

from core import audit
from core.management.commands import catalogue
from tests.house_rules.code import APPS, listed, python_files, tree

pytestmark = pytest.mark.once

# (form, fields or all of them): why the label that Django makes of the name is never shown
UNSHOWN = {
    ("AnswerForm", "token remember all"): "the page of a question writes its own words",
    ("FiveHavesForm", ""): "named by the bureau's editable labels when the form is made",
    ("Confirmation", "number result"): "columns of a table with heads of its own",
    ("LoginForm", "username"): "the entrance has its own template",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries():
    return [message for message in catalogue.read(catalogue.PO) if message.id]


def test_nothing_is_untranslated():
    missing = catalogue.untranslated(catalogue.extracted(), catalogue.read(catalogue.PO))
    assert not missing, listed(f"{file}: {text!r}" for text, file in sorted(missing.items(), key=str))


def test_texts_are_marked_by_names_that_the_catalogue_knows():
    """`gettext as _t` hides its texts from the catalogue: they stay English."""
    hidden = [
        f"{path}: {name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for name in (alias.asname for alias in node.names if "gettext" in alias.name)
        if name and name not in catalogue.KEYWORDS
    ]
    assert not hidden, listed(hidden)


def test_parts_are_merged():
    assert not list(catalogue.PARTS.glob("*.po-part")), "run `make catalogue` and commit the result"


def test_placeholders_are_kept():
    wrong = []
    for message in entries():
        english = message.id if isinstance(message.id, str) else message.id[-1]
        chinese = message.string if isinstance(message.string, str) else message.string[-1]
        if sorted(set(PLACEHOLDER.findall(english))) != sorted(set(PLACEHOLDER.findall(chinese))):
            wrong.append(f"{english!r}: {chinese!r}")
    assert not wrong, listed(wrong)


def test_the_catalogue_is_tidy():
    """As `manage.py catalogue` writes it: sorted, once each, so that two people's changes merge."""
    ids = [catalogue.key(message) for message in entries()]
    assert len(ids) == len(set(ids))


def test_msgids_are_english():
    """Words to type may be Chinese (“Answer 是 or 否”); the sentence is not."""
    wrong = [
        text
        for text in catalogue.extracted()
        if len(re.findall(r"[㐀-鿿]", str(text))) > len(re.findall(r"[A-Za-z]", str(text)))
    ]
    assert not wrong, listed(wrong)


def forms(root=BaseForm):
    """Every form class of the portal."""
    get_resolver().reverse_dict  # noqa: B018  the pages bring their forms
    for each in root.__subclasses__():
        if each.__module__.split(".")[0] in catalogue.APPS:
            yield each
        yield from forms(each)


def is_unshown(form, name):
    return any(form.__name__ == known and (not names or name in names.split()) for known, names in UNSHOWN)


def test_fields_are_labelled_in_the_language_of_the_user():
    """A field without a label of its own would be called by its name in the code."""
    wrong = [
        f"{form.__module__}.{form.__name__}: {name}"
        for form in set(forms())
        for name, field in form.base_fields.items()
        if not is_unshown(form, name) and (field.label is None or str(field.label) == capfirst(name.replace("_", " ")))
    ]
    assert not wrong, listed(wrong)


def test_every_permission_is_said_in_words():
    """The ledger and the list of what an integration may do say them; pages give the words of their own (`label`)."""
    reverse("bureau:home")  # which loads every page
    grants = [import_module(f"{app}.permissions").GRANTS for app in APPS if find_spec(f"{app}.permissions")]
    unsaid = {verb for granted in grants for verb in granted if audit.said(verb).isascii()}
    assert not unsaid, listed(sorted(unsaid))
