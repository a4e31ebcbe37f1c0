"""The demonstration's pictures are kept as uploaded ones are, and go with it."""

from io import BytesIO
from pathlib import Path
from random import Random

from django.conf import settings
from PIL import Image

from bureau.demo import photos
from core import sealed_files
from outreach.models import Visit, VisitPhoto
from tests.builders import TODAY
from tests.outreach.made_visits import build_visit


def test_pictures_are_drawn_once_small_and_bare_and_removed_with_their_files(clerk):
    build_visit(clerk)
    demo = build_visit(clerk)
    Visit.objects.filter(pk=demo.pk).update(is_demo=True)
    assert photos.load(TODAY, Random(1)) == {"photos": 2}
    assert photos.load(TODAY, Random(1)) == {"photos": 0}
    assert {photo.visit_id for photo in VisitPhoto.objects.all()} == {demo.pk}
    place = VisitPhoto.objects.first().place
    content = sealed_files.content(place)
    picture = Image.open(BytesIO(content))
    assert picture.format == "JPEG" and not picture.getexif() and len(content) < 60_000
    photos.remove()
    assert not VisitPhoto.objects.exists() and not (Path(settings.MEDIA_ROOT) / place).exists()
