"""What departments take in as papers and evidence: kinds, size, and nothing in a picture but the picture."""

from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core import pictures

MOST_BYTES = 10 * 1024 * 1024
# What files of these kinds begin with. Nothing that a browser or an office program would run.
KINDS = {
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".pdf": (b"%PDF-",),
    ".docx": (b"PK\x03\x04",),
    ".xlsx": (b"PK\x03\x04",),
    ".doc": (b"\xd0\xcf\x11\xe0",),
    ".xls": (b"\xd0\xcf\x11\xe0",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3"),
    ".m4a": (b"\x00\x00\x00",),
    ".wav": (b"RIFF",),
}
MACROS = b"vbaProject.bin"


def check_file(file):
    """The content of a file that may be kept; ValidationError beside the field says what is wrong with another."""
    kind = Path(file.name).suffix.lower()
    if kind not in KINDS:
        known = " ".join(sorted(KINDS))
        raise ValidationError({"file": _("Files of this kind are not kept. Possible: %(kinds)s") % {"kinds": known}})
    if file.size > MOST_BYTES:
        raise ValidationError({"file": _("The file is larger than 10 MB.")})
    content = file.read()
    if not content.startswith(KINDS[kind]) or MACROS in content:
        raise ValidationError({"file": _("The content of the file is not what its name says.")})
    try:
        return pictures.bare(content)
    except pictures.Broken as broken:
        raise ValidationError({"file": _("The picture is damaged. Open it once and save it again.")}) from broken
