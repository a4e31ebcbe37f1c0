"""Activities, publicity and organisation for tests, made by the actions themselves; a photo as a phone takes it."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from outreach.actions import activities, media, organisation
from outreach.models import (
    Evidence,
    Lecture,
    MediaColumn,
    MediaItem,
    OnlineLesson,
    Organ,
    OutreachEvent,
    PropagandaSession,
)
from tests.builders import TODAY

GPS_TAG, MAKER_TAG = 0x8825, 0x010F


def phone_photo(name="IMG_2026.jpg", size=(2400, 1800)):
    """A photo with what a phone writes into it: its maker and where it was."""
    picture, exif = Image.new("RGB", size, (120, 160, 90)), Image.Exif()
    exif[MAKER_TAG] = "HUAWEI"
    exif.get_ifd(GPS_TAG)[1] = "N"
    written = BytesIO()
    picture.save(written, "JPEG", exif=exif)
    return SimpleUploadedFile(name, written.getvalue(), content_type="image/jpeg")


def session_values(**changes):
    values = {
        "theme": "我和我的祖国",
        "on": TODAY,
        "venue": "school",
        "place": "第三小学",
        "audience": 120,
        "speakers": ["涂长林", "廖国清"],
    }
    return values | changes


def build_session(by, **changes):
    return activities.record_activity(by=by, model=PropagandaSession, values=session_values(**changes), today=TODAY)


def build_lecture(by, **changes):
    values = {
        "on": TODAY,
        "theme": "光荣在党五十年",
        "lecturer": "涂长林",
        "lecturer_kind": "old_soldier",
        "attendees": 40,
    }
    return activities.record_activity(by=by, model=Lecture, values=values | changes, today=TODAY)


def build_talk(by, **changes):
    values = {"on": TODAY, "kind": "symposium", "topic": "听取意见", "hosts": "思权股", "attendees": 18}
    return activities.record_activity(by=by, model=OutreachEvent, values=values | changes, today=TODAY)


def build_item(by, **changes):
    values = {
        "on": TODAY,
        "outlet": "湖北日报",
        "level": "province",
        "channel": "press",
        "kind": "brief",
        "title": "老兵故事润童心",
    }
    return media.record_media(by=by, model=MediaItem, values=values | changes, today=TODAY)


def build_lesson(by, **changes):
    values = {
        "on": TODAY,
        "title": "网上微党课第一讲",
        "channel": "douyin",
        "outlet": "赤壁退役军人",
        "views": 300,
        "counted_on": TODAY,
    }
    return media.record_media(by=by, model=OnlineLesson, values=values | changes, today=TODAY)


def build_column(by, **changes):
    values = {"on": TODAY, "name": "就业创业专栏", "outlet": "云上赤壁", "channel": "web", "purpose": "employment"}
    return media.record_media(by=by, model=MediaColumn, values=values | changes, today=TODAY)


def build_evidence(by, **changes):
    values = {"on": TODAY, "part": "platform", "title": "退役军人思想政治工作平台"}
    return organisation.record_organisation(by=by, model=Evidence, values=values | changes, today=TODAY)


def build_organ(by, **changes):
    values = {"on": TODAY, "kind": "leading_group", "name": "思想政治工作领导小组"}
    return organisation.record_organisation(by=by, model=Organ, values=values | changes, today=TODAY)


def build_post(by, organ=None, **changes):
    values = {"duty": "head", "name": "周向阳", "office": "局长", "since": TODAY}
    return organisation.add_post(by=by, row=organ or build_organ(by), values=values | changes)
