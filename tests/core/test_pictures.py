"""What a camera wrote into a picture is gone, the picture is the same to the last pixel."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from core import pictures, sealed_files
from tests.builders import TODAY
from tests.pictures import GPS, MODEL, PLACE, TURN, phone_jpeg, plain_png, told_png


def opened(content):
    return Image.open(BytesIO(content))


def test_a_photo_with_its_place_loses_it_and_not_a_pixel():
    taken = phone_jpeg()
    assert opened(taken).getexif().get_ifd(GPS) and PLACE in taken
    kept = pictures.bare(taken)
    exif = opened(kept).getexif()
    assert not exif.get_ifd(GPS) and MODEL not in exif and PLACE not in kept and b"Phone X" not in kept
    assert opened(kept).tobytes() == opened(taken).tobytes()


def test_a_photo_taken_upright_stays_upright_and_one_that_lies_carries_nothing():
    assert dict(opened(pictures.bare(phone_jpeg(turn=6))).getexif()) == {TURN: 6}
    assert not opened(pictures.bare(phone_jpeg(turn=1))).getexif()


@pytest.mark.parametrize("about", [{"progressive": True}, {"restart_marker_rows": 1}, {"trailer": b""}])
def test_every_way_of_writing_a_photo_is_read_to_its_end(about):
    taken = phone_jpeg(**about)
    kept = pictures.bare(taken)
    assert opened(kept).tobytes() == opened(taken).tobytes() and kept.endswith(b"\xff\xd9") and PLACE not in kept


def test_colours_keep_their_profile():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert opened(pictures.bare(phone_jpeg(icc_profile=profile))).info["icc_profile"] == profile


def test_a_second_view_behind_the_first_goes_with_its_own_place():
    """Phones hang a wide view or a film behind the photo, each with EXIF of its own."""
    kept = pictures.bare(phone_jpeg(trailer=phone_jpeg()))
    assert kept == pictures.bare(phone_jpeg())


def test_a_screenshot_loses_its_texts():
    taken = told_png()
    kept = pictures.bare(taken)
    assert PLACE in taken and PLACE not in kept and not opened(kept).getexif() and not opened(kept).text
    assert opened(kept).tobytes() == opened(taken).tobytes()


@pytest.mark.parametrize("content", [pictures.bare(phone_jpeg()), plain_png(), b"%PDF-1.7 \xff\xd8\xff", b""])
def test_what_is_bare_or_no_picture_stays_as_it_is(content):
    assert pictures.bare(content) == content


@pytest.mark.parametrize(
    "content", [b"\xff\xd8\xff", b"\xff\xd8\xff\xe1\xff\xff" + PLACE, b"\xff\xd8\xff\xe0" + b"x" * 50,
                plain_png()[:60], b"\x89PNG\r\n\x1a\n" + b"0" * 64],
)  # fmt: skip
def test_what_only_begins_like_a_picture_is_not_kept(content):
    with pytest.raises(pictures.Broken):
        pictures.bare(content)


def test_no_way_into_the_store_keeps_a_place():
    place = sealed_files.new_place("anything", TODAY)
    sealed_files.keep(phone_jpeg(), place)
    assert sealed_files.content(place) == pictures.bare(phone_jpeg())
