"""Keeping a photo: turned upright, at most 1600 pixels, without what the camera wrote into it (place, time, device)."""

import warnings
from io import BytesIO

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from core import sealed_files
from core.actions import action
from core.audit import record

LONGEST_SIDE = 1600
QUALITY = 80
MOST_BYTES = 15 * 1024 * 1024
MOST_PHOTOS = 6
KINDS = ("JPEG", "PNG", "WEBP")


def check_photo(file):
    """ValidationError when it is too large or no photo; what passes is opened in full by `small_jpeg`."""
    if file.size > MOST_BYTES:
        raise ValidationError(_("The photo is larger than 15 MB."), code="large")
    small_jpeg(file)


def small_jpeg(file):
    """(bytes, width, height): a new picture made of the pixels alone."""
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=KINDS) as opened:
                opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
                picture = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Warning, Image.DecompressionBombError) as problem:
        raise ValidationError(_("This is no photo (JPG, PNG or WebP)."), code="no_photo") from problem
    picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", picture.size)
    bare.paste(picture)
    written = BytesIO()
    bare.save(written, "JPEG", quality=QUALITY, optimize=True)
    return written.getvalue(), *bare.size


def keep_photos(model, owner, files, *, by, today):
    """Keep some photos of a row: part of the action that writes the row. Returns them."""
    kept = []
    for file in files:
        content, width, height = small_jpeg(file)
        place = sealed_files.new_place("photos", today)
        photo = model.objects.create(**{model.of: owner}, place=place, width=width, height=height, by=by)
        sealed_files.keep(content, place)
        kept.append(photo)
    return kept


@action("visit.record")
def add_photos(*, by, visit, photos, today):
    """More photos of a visit."""
    kept = keep_photos(visit.photos.model, visit, photos, by=by, today=today)
    record("visit.photos", visit, by=by, note=f"+{len(kept)}")
    return visit
