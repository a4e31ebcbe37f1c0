"""Files that people hand in: kept sealed outside the web's reach, under names that say nothing, pictures without metadata.

place = sealed_files.new_place("appeals", today)      the row remembers it
sealed_files.keep(content, place)
content = sealed_files.content(place)
"""

import base64
import secrets
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from core import pictures, vault
from core.actions import Refused


def new_place(folder, today):
    """A place nobody can guess."""
    return f"{folder}/{today.year}/{secrets.token_hex(16)}"


def keep(content, place):
    """Write the bytes, sealed. Called last in an action: a row without its file is told, a file without a row is only litter.

    What `core.uploads` let in is bare already; whatever comes another way is made so here.
    """
    path = Path(settings.MEDIA_ROOT) / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(vault.seal(base64.b64encode(pictures.bare(content)).decode()), encoding="ascii")


def drop(place):
    """The file goes, once its row is gone."""
    (Path(settings.MEDIA_ROOT) / place).unlink(missing_ok=True)


def content(place):
    """The bytes kept at a place."""
    try:
        sealed = (Path(settings.MEDIA_ROOT) / place).read_text(encoding="ascii")
    except (FileNotFoundError, IsADirectoryError) as missing:
        raise Refused("missing", _("The file is not in its place; please tell the system administrator.")) from missing
    return base64.b64decode(vault.unseal(sealed))
