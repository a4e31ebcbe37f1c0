"""A photo that a phone took, through every door by which departments take in files: none keeps where it was taken."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from appeals.actions import files
from appeals.models import Attachment
from core import sealed_files
from employment.models.evidence import EVIDENCE
from outreach.models import VisitPhoto
from tests.appeals.made import build_appeal
from tests.builders import TODAY
from tests.employment import made_placement as employment
from tests.employment.test_evidence import OWNERS
from tests.outreach import made_visits
from tests.pictures import GPS, PLACE, phone_jpeg


def photo():
    return SimpleUploadedFile("现场.jpg", phone_jpeg(), content_type="image/jpeg")


def of_an_appeal(by):
    files.attach(by=by, appeal=build_appeal(by), file=photo(), title="", today=TODAY)
    kept = Attachment.objects.get()
    return kept.place, kept.size


def of_employment(kind):
    def keep(by):
        employment.build_evidence(by, kind, OWNERS[kind](by), name="现场.jpg", content=phone_jpeg())
        kept = EVIDENCE[kind].objects.get()
        return kept.place, kept.size

    return keep


def of_a_visit(by):
    made_visits.build_visit(by, photos=[photo()])
    return VisitPhoto.objects.get().place, None


DOORS = {"appeal": of_an_appeal, "visit": of_a_visit} | {kind: of_employment(kind) for kind in OWNERS}


@pytest.mark.parametrize("door", DOORS)
def test_no_door_keeps_where_a_photo_was_taken(clerk, door):
    place, size = DOORS[door](clerk)
    kept = sealed_files.content(place)
    assert not Image.open(BytesIO(kept)).getexif().get_ifd(GPS) and PLACE not in kept
    assert size in (None, len(kept)), "the list says how large the file is that one takes away"


def test_a_damaged_picture_is_refused_beside_its_field(enter, clerk):
    base = employment.build_base(clerk)
    sent = {"file": SimpleUploadedFile("现场.jpg", phone_jpeg()[:40]), "title": ""}
    answer = enter(clerk).post(reverse("employment:attach_base", args=[base.pk]), sent)
    assert answer.status_code == 422 and "图片已损坏" in answer.content.decode()
