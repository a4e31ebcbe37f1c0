"""Help in the bureau's own words: one short text a page, `docs/help/<app>.<page>.md`; together they make the manual.

A text is plain: the first line `# title`, paragraphs, `## ` headings, `- ` lists, **strong** words.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
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
    for candidate in (name, EVERYWHERE):
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


def manual():
    """All texts, in the order of their names: the printable manual."""
    return [read(path.stem, path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.md"))]
