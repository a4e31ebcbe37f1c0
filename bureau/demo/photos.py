"""A few drawn pictures on the demonstration's newest visits, sessions, lectures and talks, kept as uploaded ones are."""

from io import BytesIO

from PIL import Image, ImageDraw

from core import sealed_files
from outreach.actions.photos import keep_photos
from outreach.choices.visits import Way
from outreach.models import (
    Lecture,
    LecturePhoto,
    OutreachEvent,
    PropagandaSession,
    SessionPhoto,
    TalkPhoto,
    Visit,
    VisitPhoto,
)
from stations.actions import system_account

# the rows, the table of their photos, which of them somebody may have photographed
OF = (
    (Visit, VisitPhoto, {"way": Way.HOME}),
    (PropagandaSession, SessionPhoto, {}),
    (Lecture, LecturePhoto, {}),
    (OutreachEvent, TalkPhoto, {}),
)
ROWS, SIZE = 6, (960, 720)
WALLS = ("#d8cdb8", "#c9d3d6", "#dccfcf", "#ccd6c4")
COATS = ("#5b6b4a", "#3f5068", "#6a4f44", "#4f5a5e", "#75683f")


def load(today, random):
    """Two pictures for some of the newest rows of each kind; a second load adds nothing."""
    if VisitPhoto.objects.filter(visit__is_demo=True).exists():
        return {"photos": 0}
    by, made = system_account(), 0
    for owners, photos, which in OF:
        for owner in owners.objects.filter(is_demo=True, **which).order_by("-on", "-pk")[:ROWS]:
            made += len(keep_photos(photos, owner, [drawn(random), drawn(random)], by=by, today=today))
    return {"photos": made}


def remove():
    """The rows go with what they belong to; the files go here."""
    for _owners, photos, _which in OF:
        rows = photos.objects.filter(**{f"{photos.of}__is_demo": True})
        for place in rows.values_list("place", flat=True):
            sealed_files.drop(place)
        rows.delete()


def drawn(random):
    """People around a table in a room, as a file that somebody uploads."""
    picture = Image.new("RGB", SIZE, random.choice(WALLS))
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 520, 960, 720), fill="#8a7257")
    draw.rectangle((110, 90, 360, 300), fill="#eef4f7", outline="#7b6a52", width=14)
    draw.rectangle((520, 110, 860, 190), fill="#b3261e")
    for place in range(random.randint(2, 5)):
        person_at(draw, 160 + place * 165 + random.randint(-20, 20), random)
    draw.polygon(((90, 560), (870, 560), (930, 690), (30, 690)), fill="#6b4a2f")
    content = BytesIO()
    picture.save(content, "PNG")
    return content


def person_at(draw, x, random):
    top = random.randint(300, 340)
    draw.ellipse((x - 38, top, x + 38, top + 84), fill="#e2b892")
    draw.pieslice((x - 40, top - 8, x + 40, top + 60), 180, 360, fill="#4a4642")
    draw.rounded_rectangle((x - 74, top + 84, x + 74, 600), 34, fill=random.choice(COATS))
