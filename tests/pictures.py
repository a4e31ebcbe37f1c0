"""Pictures as phones and programs write them, with what must not stay in them."""

from io import BytesIO

from PIL import Image, PngImagePlugin

GPS, TURN, MODEL = 0x8825, 0x0112, 0x0110
PLACE = b"29.7257N 113.8833E"  # written where EXIF readers do not look


def drawing(size=(64, 48)):
    picture = Image.new("RGB", size, "#446655")
    picture.paste("#ddaa44", (8, 8, 30, 30))
    return picture


def written(picture, kind, **about):
    file = BytesIO()
    picture.save(file, kind, **about)
    return file.getvalue()


def phone_jpeg(*, turn=6, trailer=PLACE, **about):
    """A photo with its place and device, a comment, a preview behind its end."""
    exif = Image.Exif()
    exif[MODEL] = "Phone X"
    exif[TURN] = turn
    exif.get_ifd(GPS)[1], exif.get_ifd(GPS)[2] = "N", (29.0, 43.0, 32.0)
    content = written(drawing(), "JPEG", exif=exif, comment=PLACE, xmp=b"<x:xmpmeta>" + PLACE, quality=91, **about)
    return content + trailer


def plain_png():
    return written(drawing(), "PNG")


def told_png():
    """A screenshot with its place in a text and in EXIF."""
    said, exif = PngImagePlugin.PngInfo(), Image.Exif()
    said.add_text("Location", PLACE.decode())
    said.add_itxt("XML:com.adobe.xmp", PLACE.decode())
    exif.get_ifd(GPS)[1] = "N"
    return written(drawing(), "PNG", pnginfo=said, exif=exif) + PLACE
