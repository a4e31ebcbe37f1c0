"""Templates keep to the strict Content-Security-Policy: nothing inline, nothing from elsewhere."""

import re

import pytest

from tests.house_rules.code import front_end, listed, templates

pytestmark = pytest.mark.once

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)[^>]*>", re.I),
    "inline style": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.I),
    "event handler": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.I),
    "javascript: address": re.compile(r"[\"']\s*javascript:", re.I),
    "address of another site": re.compile(r"(?:src|href|action|srcset|data-src)\s*=\s*[\"']?\s*(?:https?:)?//", re.I),
    "htmx evaluation": re.compile(r"\bhx-(?:on|vals\s*=\s*[\"']js:|vars)|hx-trigger\s*=\s*[\"'][^\"']*\[", re.I),
    "|safe": re.compile(r"\|\s*safe(?:seq)?\b|{%\s*autoescape\s+off"),
}
# (template, what): why. Words in documents for Word and Excel are no pages and may name schemas.
EXEMPT = {}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.S)


def test_templates_are_strict():
    wrong = []
    for path, text in templates().items():
        bare = COMMENT.sub("", text)
        for what, pattern in FORBIDDEN.items():
            found = pattern.search(bare)
            if found and (str(path), what) not in EXEMPT:
                line = bare[: found.start()].count("\n") + 1
                wrong.append(f"{path}:{line} {what}: {found.group()[:60]}")
    assert not wrong, listed(wrong)


def test_every_posting_form_has_its_token():
    wrong = [
        path
        for path, text in templates().items()
        for form in re.findall(r"<form\b[^>]*method\s*=\s*[\"']?post.*?</form>", text, re.I | re.S)
        if "csrf_token" not in form
    ]
    assert not wrong, listed(wrong)


def test_scripts_evaluate_nothing():
    pattern = re.compile(r"\beval\s*\(|new\s+Function\s*\(|setTimeout\s*\(\s*[\"'`]|\.innerHTML\s*=|document\.write\b")
    wrong = [
        f"{path}:{text[: found.start()].count(chr(10)) + 1} {found.group()}"
        for path, text in front_end(".js").items()
        for found in pattern.finditer(text)
    ]
    assert not wrong, listed(wrong)
