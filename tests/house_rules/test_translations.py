"""Every text of the code is in the Chinese catalogue: not empty, not fuzzy, with the same placeholders."""

import re

from core.management.commands import catalogue
from tests.house_rules.code import listed

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def entries():
    return [message for message in catalogue.read(catalogue.PO) if message.id]


def test_nothing_is_untranslated():
    missing = catalogue.untranslated(catalogue.extracted(), catalogue.read(catalogue.PO))
    assert not missing, listed(f"{file}: {text!r}" for text, file in sorted(missing.items(), key=str))


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
