"""Styles and scripts run in browsers of the class of Chrome 109, and stay small; none is a copy of a third party's."""

import re

import pytest

from tests.house_rules.code import ROOT, front_end, listed

pytestmark = pytest.mark.once

STYLE_BYTES, SCRIPT_BYTES = 40_000, 30_000

# What Chrome learnt after version 109.
NEW_CSS = {
    "nesting (112)": re.compile(r"^\s*&", re.M),
    "color-mix (111)": re.compile(r"color-mix\("),
    "oklch, lab and relatives (111)": re.compile(r"\b(?:oklch|oklab|lch|lab|color)\("),
    "relative colours (119)": re.compile(r"\b(?:rgba?|hsla?)\(\s*from\b"),
    "light-dark (123)": re.compile(r"light-dark\("),
    "@scope (118)": re.compile(r"@scope\b"),
    "@starting-style (117)": re.compile(r"@starting-style"),
    "@property with new syntax or view transitions (111)": re.compile(r"@view-transition|view-transition-name"),
    "@function, if() (137)": re.compile(r"@function\b|:\s*if\("),
    "style queries (111)": re.compile(r"@container[^{]*style\("),
    "subgrid (117)": re.compile(r"\bsubgrid\b"),
    "text-wrap (114)": re.compile(r"text-wrap(?:-style)?\s*:"),
    "popover (114)": re.compile(r":popover-open|::backdrop.*popover"),
    "anchor positioning (125)": re.compile(r"anchor-name|position-anchor|anchor\(|position-area"),
    "scroll-driven animation (115)": re.compile(r"animation-timeline|scroll-timeline|view-timeline"),
    "field-sizing (123)": re.compile(r"field-sizing"),
    "interpolate-size, calc-size (129)": re.compile(r"interpolate-size|calc-size\("),
    ":user-valid (119)": re.compile(r":user-(?:in)?valid"),
    ":dir() (120)": re.compile(r":dir\("),
    "nth-child of (111)": re.compile(r":nth-(?:last-)?child\([^)]*\bof\b"),
    "media ranges with updates (113)": re.compile(r"@media[^{]*\b(?:scripting|update|overflow-block)\b"),
    "round(), mod(), abs() (125)": re.compile(r"\b(?:round|mod|rem|abs|sign)\("),
    "sin(), cos(), pow() (111)": re.compile(r"\b(?:sin|cos|tan|asin|acos|atan2?|pow|sqrt|hypot|exp)\("),
    "margin-trim, reading-flow, corner-shape": re.compile(r"margin-trim|reading-flow|corner-shape"),
    "lh and rlh units (109 has lh, not rlh: 111)": re.compile(r"\d(?:rlh)\b"),
    "baseline-source, hanging-punctuation": re.compile(r"baseline-source|hanging-punctuation"),
    "text-box-trim (133)": re.compile(r"text-box(?:-trim|-edge)?\s*:"),
    "details name, ::details-content (131)": re.compile(r"::details-content"),
    "image-set without prefix (113)": re.compile(r"(?<!-webkit-)image-set\("),
    "font-size-adjust (127)": re.compile(r"font-size-adjust"),
    "transition-behavior (117)": re.compile(r"transition-behavior|allow-discrete"),
    "scrollbar-color, scrollbar-width (121)": re.compile(r"scrollbar-(?:color|width)"),
    "linear() easing (113)": re.compile(r":\s*[^;]*\blinear\(\s*\d"),
}
NEW_JS = {
    "Array methods by copy (110)": re.compile(r"\.(?:toSorted|toReversed|toSpliced)\(|\.with\(\s*-?\d"),
    "Array.fromAsync (121)": re.compile(r"Array\.fromAsync"),
    "Promise.withResolvers (119), Promise.try (128)": re.compile(r"Promise\.(?:withResolvers|try)\b"),
    "Object.groupBy (117)": re.compile(r"(?:Object|Map)\.groupBy"),
    "set operations (122)": re.compile(r"\.(?:isSubsetOf|isSupersetOf|symmetricDifference|isDisjointFrom)\("),
    "iterator helpers (122)": re.compile(r"Iterator\.from\("),
    "isWellFormed (111)": re.compile(r"\.(?:isWellFormed|toWellFormed)\("),
    "popover (114)": re.compile(r"\.(?:showPopover|hidePopover|togglePopover)\("),
    "view transitions (111)": re.compile(r"startViewTransition"),
    "moveBefore (133), setHTMLUnsafe (124)": re.compile(r"\.(?:moveBefore|setHTMLUnsafe|setHTML|getHTML)\("),
    "URL.canParse (120), URL.parse (126)": re.compile(r"\bURL\.(?:canParse|parse)\("),
    "AbortSignal.any (116)": re.compile(r"AbortSignal\.any\("),
    "RegExp flag v (112), RegExp.escape (136)": re.compile(r"RegExp\.escape|/[dgimsuy]*v[dgimsuy]*\.(?:test|exec)\("),
    "checkVisibility options (121), Float16 (135)": re.compile(r"Float16Array|Math\.f16round"),
    "using (134)": re.compile(r"\b(?:await\s+)?using\s+\w+\s*="),
    "Temporal (144)": re.compile(r"\bTemporal\."),
    "requestClose (134)": re.compile(r"\.requestClose\("),
}
NEW_HTML = {
    "popover (114)": re.compile(r"\spopover(?:target)?\b(?=[\s=>])"),
    "exclusive details (120)": re.compile(r"<details[^>]*\sname="),
    "search element (118)": re.compile(r"<search\b"),
    "inert templates in HTML (111)": re.compile(r"shadowrootmode"),
    "command buttons (135)": re.compile(r"\scommandfor="),
    "customisable select (134)": re.compile(r"<selectedcontent\b"),
    "closedby (134)": re.compile(r"\sclosedby="),
}
COMMENT = re.compile(r"/\*.*?\*/", re.S)


def newer(files, table):
    wrong = []
    for path, text in files.items():
        bare = COMMENT.sub(lambda match: "\n" * match.group().count("\n"), text)
        for feature, pattern in table.items():
            found = pattern.search(bare)
            if found:
                wrong.append(
                    f"{path}:{bare[: found.start()].count(chr(10)) + 1} {feature}: {found.group().strip()[:50]}"
                )
    return wrong


def test_styles_are_not_newer_than_the_browsers():
    wrong = newer(front_end(".css"), NEW_CSS)
    assert not wrong, listed(wrong)


def test_scripts_are_not_newer_than_the_browsers():
    wrong = newer(front_end(".js"), NEW_JS)
    assert not wrong, listed(wrong)


def test_markup_is_not_newer_than_the_browsers():
    from tests.house_rules.code import templates

    wrong = newer(templates(), NEW_HTML)
    assert not wrong, listed(wrong)


def test_styles_and_scripts_stay_small():
    for suffix, budget in ((".css", STYLE_BYTES), (".js", SCRIPT_BYTES)):
        sizes = {str(path): len(text.encode()) for path, text in front_end(suffix).items()}
        assert sum(sizes.values()) <= budget, sizes


def test_nothing_comes_from_elsewhere():
    pattern = re.compile(r"@import|url\(\s*[\"']?(?:https?:)?//|@font-face|https?://(?!www\.w3\.org/)")
    wrong = [
        f"{path}: {found.group()}"
        for path, text in front_end(".css", ".js", ".svg").items()
        if (found := pattern.search(COMMENT.sub("", text)))
    ]
    assert not wrong, listed(wrong)


def test_no_copies_of_third_party_files():
    names = re.compile(r"\.min\.(?:js|css)$|htmx|bootstrap|jquery|tailwind|alpine|axe\.", re.I)
    wrong = [path for path in front_end(".js", ".css") if names.search(path.name)]
    assert not wrong, listed(wrong)
    assert not (ROOT / "package.json").exists(), "no Node in this house"
