"""The translation catalogue without GNU gettext: Babel reads, merges and compiles.

Texts are extracted from Python by Babel and from templates by Django's own `templatize`. Whoever adds texts edits
`locale/zh_Hans/LC_MESSAGES/django.po` or leaves a file `locale/parts/<name>.po-part` (same form); this command merges
the parts it finds a use for and keeps the rest for later.
"""

from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation.reloader import translation_file_changed
from django.utils.translation.template import templatize

from core.actions import Refused
from core.commands import PortalCommand

APPS = ("core", "stations", "veterans", "appeals", "employment", "outreach", "bureau")
LOCALE = Path(settings.BASE_DIR) / "locale"
PO = LOCALE / "zh_Hans" / "LC_MESSAGES" / "django.po"
PARTS = LOCALE / "parts"
KEYWORDS = (
    DEFAULT_KEYWORDS
    | {"gettext_noop": None}
    | {f"{name}_lazy": DEFAULT_KEYWORDS[name] for name in ("gettext", "ngettext", "pgettext", "npgettext")}
)
HEADER = "# The portal's texts in Chinese. Kept sorted by `manage.py catalogue`.\n#"


class Command(PortalCommand):
    help = "Merge translation parts into the catalogue, list what is missing; --compile only writes the .mo file."
    seals = False

    def arguments(self, parser):
        parser.add_argument("--compile", action="store_true", help="write the .mo file and nothing else")
        parser.add_argument("--check", action="store_true", help="change nothing; exit 2 when a text is missing")
        parser.add_argument("--prune", action="store_true", help="drop texts that the code no longer has")

    def work(self, **options):
        if options["compile"]:
            return {"compiled": compile_catalogues()}
        wanted = extracted()
        catalogue = read(PO)
        if not options["check"]:
            merge_parts(catalogue, wanted)
            write(catalogue, keep=wanted if options["prune"] else None)
            compile_catalogues()
        missing = untranslated(wanted, catalogue)
        if options["check"] and missing:
            raise Refused("untranslated", _("Texts without a translation: %(texts)s") % {"texts": show(missing)})
        obsolete = sorted(str(message.id) for message in catalogue if message.id and key(message) not in wanted)
        return {"texts": len(wanted), "missing": sorted(map(str, missing)), "obsolete": obsolete}


def key(message):
    """What tells one entry from another: context and msgid (both forms of a plural)."""
    msgid = tuple(message.id) if isinstance(message.id, (list, tuple)) else message.id
    return (message.context, msgid) if message.context else msgid


def show(keys):
    return "; ".join(sorted(map(str, keys)))


def extracted():
    """Every text of our apps and templates: {key: file that has it}."""
    root = Path(settings.BASE_DIR)
    wanted = {}
    for folder in (*APPS, "config"):
        for path in sorted((root / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                wanted |= dict.fromkeys(texts(path.read_bytes()), str(path.relative_to(root)))
    for folder in (*APPS, "templates"):
        for path in sorted((root / folder).rglob("templates/**/*") if folder in APPS else (root / folder).rglob("*")):
            if path.suffix in (".html", ".txt", ".xml"):
                wanted |= dict.fromkeys(texts(code_of(path)), str(path.relative_to(root)))
    return wanted


def code_of(template):
    """A template's translatable texts as Python calls among blanked-out words, without indents."""
    code = templatize(template.read_text(encoding="utf-8"), origin=str(template))
    return "\n".join(line.strip() for line in code.splitlines()).encode()


def texts(source):
    for _line, msgid, _comments, context in extract("python", BytesIO(source), KEYWORDS):
        if msgid:
            msgid = tuple(msgid) if isinstance(msgid, (list, tuple)) else msgid
            yield (context, msgid) if context else msgid


def read(path):
    if not path.exists():
        return Catalog(locale="zh_Hans")
    with path.open("rb") as file:
        return read_po(file, locale="zh_Hans")


def merge_parts(catalogue, wanted):
    """Move into the catalogue what the parts translate and the code has; a part that is used up goes."""
    for path in sorted(PARTS.glob("*.po-part")):
        part = read(path)
        left = Catalog(locale="zh_Hans")
        for message in part:
            if message.id:
                (catalogue if key(message) in wanted else left).add(
                    message.id, message.string, context=message.context, flags=message.flags - {"fuzzy"}
                )
        if len(left):
            path.write_bytes(as_po(left))
        else:
            path.unlink()


def as_po(catalogue):
    buffer = BytesIO()
    write_po(buffer, catalogue, no_location=True, omit_header=True, sort_output=True, width=0, ignore_obsolete=True)
    return buffer.getvalue()


def write(catalogue, keep=None):
    """The catalogue, sorted, without places and dates: it changes only where a text changes."""
    tidy = Catalog(locale="zh_Hans")
    for message in catalogue:
        if message.id and (keep is None or key(message) in keep):
            tidy.add(message.id, message.string, context=message.context, flags=message.flags)
    PO.parent.mkdir(parents=True, exist_ok=True)
    headers = (
        f'{HEADER}\nmsgid ""\nmsgstr ""\n"Language: zh_Hans\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n'
    )
    PO.write_bytes(headers.encode() + as_po(tidy))


def untranslated(wanted, catalogue):
    """Texts of the code that the catalogue lacks, leaves empty or marks as fuzzy: {key: file}."""
    done = set()
    for message in catalogue:
        strings = message.string if isinstance(message.string, (list, tuple)) else [message.string]
        if message.id and all(strings) and not message.fuzzy:
            done.add(key(message))
    return {text: file for text, file in wanted.items() if text not in done}


def compile_catalogues():
    """Write the .mo file when the catalogue or a part is newer. Parts count at once, merged or not."""
    sources = [path for path in (PO, *sorted(PARTS.glob("*.po-part"))) if path.exists()]
    target = PO.with_suffix(".mo")
    if not sources or (target.exists() and target.stat().st_mtime >= max(path.stat().st_mtime for path in sources)):
        return False
    catalogue = read(PO)
    for path in [path for path in sources if path != PO]:
        for message in read(path):
            if message.id:
                catalogue.add(message.id, message.string, context=message.context)
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".mo.new")
    fresh.write_bytes(buffer.getvalue())
    fresh.replace(target)
    translation_file_changed(None, target)  # a process that looked for it, and missed it, looks again
    return True
