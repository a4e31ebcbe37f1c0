"""The addresses of outreach."""

from tests.outreach import made_activities as made
from tests.probes import Probe


def of(make):
    return lambda world: [world.once(make).pk]


# activities, publicity, organisation


def session(world):
    return made.build_session(world.clerk)


def lecture(world):
    return made.build_lecture(world.clerk)


def talk(world):
    return made.build_talk(world.clerk)


def media_item(world):
    return made.build_item(world.clerk)


def lesson(world):
    return made.build_lesson(world.clerk)


def column(world):
    return made.build_column(world.clerk)


def evidence(world):
    return made.build_evidence(world.clerk)


def organ(world):
    return made.build_organ(world.clerk)


def post(world):
    return made.build_post(world.clerk)


def session_photo(world):
    return made.build_session(world.clerk, photos=[made.phone_photo()]).photos.get()


def lecture_photo(world):
    return made.build_lecture(world.clerk, photos=[made.phone_photo()]).photos.get()


def talk_photo(world):
    return made.build_talk(world.clerk, photos=[made.phone_photo()]).photos.get()


def evidence_photo(world):
    return made.build_evidence(world.clerk, photos=[made.phone_photo()]).photos.get()


def speaker(world):
    return world.once(session).speakers.first()


RECORDED = {
    "session": session,
    "lecture": lecture,
    "talk": talk,
    "media_item": media_item,
    "lesson": lesson,
    "column": column,
    "evidence": evidence,
    "organ": organ,
}
BOARDS = ("venues", "lecture_year", "talk_towns", "six_campaigns", "publicity", "six_ones", "set_theme")
LISTS = ("sessions", "lectures", "talks", "media_items", "lessons", "columns", "evidence_list", "organs")
PHOTOS = {"session": session_photo, "lecture": lecture_photo, "talk": talk_photo, "evidence": evidence_photo}

PROBES = {
    "outreach:home": Probe(outside="own"),
    # activities, publicity, organisation
    **{f"outreach:{name}": Probe() for name in (*BOARDS, *LISTS)},
    **{f"outreach:add_{name}": Probe() for name in RECORDED},
    **{f"outreach:{name}": Probe(of(make)) for name, make in RECORDED.items()},
    **{f"outreach:amend_{name}": Probe(of(make)) for name, make in RECORDED.items()},
    **{f"outreach:withdraw_{name}": Probe(of(make), method="post") for name, make in RECORDED.items()},
    **{f"outreach:add_{name}_photos": Probe(of(RECORDED[name]), method="post") for name in PHOTOS},
    **{f"outreach:{name}_photo": Probe(of(make)) for name, make in PHOTOS.items()},
    "outreach:name_speaker": Probe(of(speaker)),
    "outreach:name_lecturer": Probe(of(lecture)),
    "outreach:read_views": Probe(of(lesson), method="post"),
    "outreach:end_column": Probe(of(column), method="post"),
    "outreach:end_evidence": Probe(of(evidence), method="post"),
    "outreach:end_organ": Probe(of(organ), method="post"),
    "outreach:add_post": Probe(of(organ)),
    "outreach:end_post": Probe(of(post), method="post"),
}
