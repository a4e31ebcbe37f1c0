"""Help in the bureau's own words: one short text a page, `docs/help/<app>.<page>.md`; together they make the manual.

A text is plain: the first line `# title`, paragraphs, `## ` headings, `- ` lists, **strong** words. A page that amends
what another one enters (`amend_loan`, `add_loan`) may share its text.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from django.apps import apps
from django.conf import settings
from django.urls import URLResolver, get_resolver
from django.utils.html import escape
from django.utils.safestring import mark_safe

FOLDER = settings.BASE_DIR / "docs" / "help"
EVERYWHERE = "core.everywhere"


@dataclass(frozen=True)
class Text:
    name: str
    title: str
    body: str


@lru_cache(maxsize=256)
def help_for(url_name):
    """The text of a page (`veterans:people`), else the one that holds everywhere; None for a name that is none."""
    name = url_name.replace(":", ".")
    if not re.fullmatch(r"[\w.-]+", name):
        return None
    return text_of(name) or text_of(EVERYWHERE)


def text_of(name):
    """The own text of a page, or that of its form for entering."""
    for candidate in (name, name.replace(".amend_", ".add_")):
        path = FOLDER / f"{candidate}.md"
        if path.is_file():
            return read(candidate, path.read_text(encoding="utf-8"))
    return None


def read(name, text):
    first, _newline, rest = text.strip().partition("\n")
    return Text(name, first.lstrip("# "), mark_safe(rendered(rest)))


def rendered(text):
    """The few marks of the texts as HTML; everything else is escaped."""
    return "\n".join(
        _block(block.strip().splitlines()) for block in re.split(r"\n\s*\n", text.strip()) if block.strip()
    )


def _block(lines):
    if lines[0].startswith("## "):
        return f"<h3>{_inline(lines[0][3:])}</h3>" + (_block(lines[1:]) if lines[1:] else "")
    if all(line.startswith("- ") for line in lines):
        return "<ul>" + "".join(f"<li>{_inline(line[2:])}</li>" for line in lines) + "</ul>"
    return f"<p>{_inline(''.join(lines))}</p>"


def _inline(text):
    return re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", escape(text))


@dataclass(frozen=True)
class Chapter:
    key: str
    title: str
    texts: tuple


@cache
def pages():
    """{`app.page`: the permission it needs} of every page, in the order of the URL table."""
    found = {}
    for entry in get_resolver().url_patterns:
        for page in entry.url_patterns if isinstance(entry, URLResolver) and entry.namespace else ():
            view = getattr(getattr(page, "callback", None), "view_class", None)
            found[f"{entry.namespace}.{getattr(page, 'name', '')}"] = getattr(view, "needs", None)
    return found


def manual(user, is_whole=False):
    """The printable manual: a chapter for each department, of the pages that the user may open or of all."""
    chapters = [Chapter("core", text_of(EVERYWHERE).title, (text_of(EVERYWHERE), *_texts_of("core", user, is_whole)))]
    for config in apps.get_app_configs():
        if config.label != "core" and (texts := _texts_of(config.label, user, is_whole)):
            chapters.append(Chapter(config.label, config.verbose_name, texts))
    return chapters


def _texts_of(app, user, is_whole):
    names = [name for name, needs in pages().items() if is_whole or needs is None or user.may(needs)]
    texts = (text_of(name) for name in names if name.startswith(f"{app}."))
    return tuple({text.name: text for text in texts if text}.values())
