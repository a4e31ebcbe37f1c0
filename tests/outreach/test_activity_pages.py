"""The pages of activities: what they say, keep, refuse; the month without a lecture; the eight venues with their links."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.html import escape
from openpyxl import load_workbook

from core import worklist
from outreach import calendar
from outreach.actions import activities
from outreach.choices.activities import Venue
from outreach.models import Lecture, MediaItem, PropagandaSession
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403
from tests.outreach import made_activities as made

QUERIES = 12
LISTS = {
    "sessions": (made.build_session, "我和我的祖国"),
    "lectures": (made.build_lecture, "光荣在党五十年"),
    "talks": (made.build_talk, "听取意见"),
    "media_items": (made.build_item, "老兵故事润童心"),
    "lessons": (made.build_lesson, "网上微党课第一讲"),
    "columns": (made.build_column, "就业创业专栏"),
    "evidence_list": (made.build_evidence, "退役军人思想政治工作平台"),
    "organs": (made.build_organ, "思想政治工作领导小组"),
}


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """Pages work on the tests' day."""
    import core.pages.base
    import core.pages.entry
    import core.pages.runs
    import outreach.pages.activities
    import outreach.pages.boards
    import outreach.pages.recorded

    for module in (core.pages.base, core.pages.entry, core.pages.runs, outreach.pages.activities, outreach.pages.boards,
                   outreach.pages.recorded):  # fmt: skip
        monkeypatch.setattr(module, "today", lambda: TODAY)


def typed(**changes):
    values = {
        "theme": "我和我的祖国",
        "on": TODAY.isoformat(),
        "venue": "school",
        "place": "第三小学",
        "audience": "120",
        "speakers": "涂长林、廖国清，涂长林",
        "campaign": "",
        "note": "",
    }
    return values | changes


def text(answer):
    return answer.content.decode()


def test_a_clerk_enters_a_session_with_photos(enter, clerk):
    sent = typed(photos=[made.phone_photo("1.jpg"), made.phone_photo("2.jpg")])
    answer = enter(clerk).post(reverse("outreach:add_session"), sent)
    session = PropagandaSession.objects.get()
    assert answer["Location"] == session.get_absolute_url()
    assert (session.station, session.photos.count(), session.who) == (clerk.station, 2, "涂长林、廖国清")
    photo = enter(clerk).get(reverse("outreach:session_photo", args=[session.photos.first().pk]))
    assert photo["Content-Type"] == "image/jpeg" and photo.content[:3] == b"\xff\xd8\xff"


def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(enter, clerk):
    answer = enter(clerk).post(reverse("outreach:add_session"), typed(venue="", on="2030-01-01", audience="很多"))
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"venue", "on", "audience"}
    assert 'value="第三小学"' in text(answer)
    assert not PropagandaSession.objects.exists()


def test_what_is_no_photo_is_refused(enter, clerk):
    from django.core.files.uploadedfile import SimpleUploadedFile

    answer = enter(clerk).post(
        reverse("outreach:add_session"), typed(photos=[SimpleUploadedFile("a.jpg", b"no photo")])
    )
    assert answer.status_code == 422 and "photos" in answer.context["form"].errors


def test_the_theme_of_the_last_session_is_offered_again(enter, clerk):
    made.build_session(clerk, theme="老兵讲抗美援朝")
    assert 'value="老兵讲抗美援朝"' in text(enter(clerk).get(reverse("outreach:add_session")))


def test_a_town_cannot_enter_for_a_station_out_of_sight(enter, town_clerk, network):
    sent = typed(station=str(network["神山镇"].pk))
    answer = enter(town_clerk).post(reverse("outreach:add_session"), sent)
    assert answer.status_code == 422 and "station" in answer.context["form"].errors


def test_somebody_elses_change_is_shown_and_not_overwritten(enter, clerk):
    session = made.build_session(clerk)
    client = enter(clerk)
    address = reverse("outreach:amend_session", args=[session.pk])
    form = client.get(address).context["form"]
    activities.amend_activity(by=clerk, row=session, values=made.session_values(audience=150), today=TODAY)
    answer = client.post(address, typed(version=form.version, seen=form.seen, note="气氛很好"))
    assert answer.status_code == 409
    assert PropagandaSession.objects.get().note == ""


def test_a_speaker_is_chosen_among_those_of_the_name_in_sight(enter, clerk, outsider):
    mine, theirs = build_person(clerk, name="涂长林"), build_person(outsider, name="涂长林")
    session = made.build_session(clerk)
    speaker = session.speakers.first()
    address = reverse("outreach:name_speaker", args=[speaker.pk])
    assert enter(clerk).post(address, {"person": str(theirs.pk)}).status_code == 422
    enter(clerk).post(address, {"person": str(mine.pk)})
    speaker.refresh_from_db()
    assert speaker.person == mine
    assert "我和我的祖国" in text(enter(clerk).get(mine.get_absolute_url()))


def test_the_month_without_a_lecture_is_shown(enter, officer):
    activities.set_theme(by=officer, month=date(2026, 3, 1), theme="传承雷锋精神")
    for month in (1, 2, 4, 5, 6, 7, 8, 9, 10):
        made.build_lecture(officer, on=date(2026, month, 12), theme=f"第{month}课")
    page = enter(officer).get(reverse("outreach:lecture_year"))
    assert [month.month.month for month in page.context["gaps"]] == [3]
    rows = {month.month.month: month.state for month, _address in page.context["rows"]}
    assert (rows[3], rows[4], rows[11], rows[12]) == ("gap", "held", "now", "to_come")
    assert "<b>3月</b>" in text(page)
    made.build_lecture(officer, on=date(2026, 3, 20), theme="传承雷锋精神")
    assert not enter(officer).get(reverse("outreach:lecture_year")).context["gaps"]


def test_a_second_theme_in_a_month_is_told(enter, officer):
    activities.set_theme(by=officer, month=date(2026, 3, 1), theme="传承雷锋精神")
    for theme in ("传承雷锋精神", "党章与党员义务"):
        made.build_lecture(officer, on=date(2026, 3, 12), theme=theme)
    march = enter(officer).get(reverse("outreach:lecture_year")).context["rows"][2][0]
    assert march.others == ("党章与党员义务",)


def test_the_months_theme_is_offered_to_the_villages(enter, officer, clerk):
    activities.set_theme(by=officer, month=TODAY, theme="基层治理中的老兵力量")
    assert 'value="基层治理中的老兵力量"' in text(enter(clerk).get(reverse("outreach:add_lecture")))
    sent = {
        "on": TODAY.isoformat(),
        "theme": "别的主题",
        "lecturer": "涂长林",
        "lecturer_kind": "expert",
        "attendees": "30",
    }
    answer = enter(clerk).post(reverse("outreach:add_lecture"), sent, follow=True)
    assert Lecture.objects.get().theme == "别的主题"
    assert "基层治理中的老兵力量" in text(answer)


def test_the_bureau_is_reminded_until_a_lecture_was_held(officer):
    kinds = [work.about for work in worklist.of(officer, TODAY) if work.due_on == date(2026, 11, 30)]
    assert len(kinds) == 1
    made.build_lecture(officer)
    assert not [work for work in worklist.of(officer, TODAY) if work.due_on == date(2026, 11, 30)]


def test_the_eight_venues_are_counted_and_every_number_opens_its_rows(enter, clerk, officer):
    for venue in Venue.values[:7]:
        made.build_session(clerk, venue=venue)
    made.build_session(clerk, venue="school")
    client = enter(officer)
    page = client.get(reverse("outreach:venues"))
    assert page.context["missing"] == ["进社会团体"]
    for label, count, _people, address in page.context["venues"]:
        if count is not None:
            assert client.get(address).context["look"].total == count.number, label
    for row in page.context["heat"].rows:
        for value, address in row.cells:
            if value:
                assert client.get(address).context["look"].total == value, (row.label, address)


def test_publicity_numbers_open_as_many_rows_as_they_say(enter, officer):
    made.build_item(officer)
    made.build_item(officer, channel="tv", kind="news")
    made.build_item(officer, channel="web", level="city", kind="news")
    client = enter(officer)
    tiles = client.get(reverse("outreach:publicity")).context["tiles"]
    for tile in tiles[:3]:
        assert client.get(tile["address"]).context["look"].total == tile["value"].number > 0, tile["label"]


def test_towns_not_reached_are_named(enter, officer, network):
    made.build_talk(officer, station=network["赵李桥镇"])
    page = enter(officer).get(reverse("outreach:talk_towns"))
    assert (page.context["reached"], page.context["towns"]) == (1, 2)
    assert [(town.place, times) for town, _on, times, _address in page.context["rows"]] == [
        ("赵李桥镇", 1),
        ("神山镇", 0),
    ]
    assert [place for place, *_rest in page.context["meetings"]] == ["赵李桥镇"]


def test_the_six_ones_say_which_lacks_evidence(enter, officer):
    made.build_evidence(officer)
    page = enter(officer).get(reverse("outreach:six_ones"))
    assert [len(rows) for _code, _label, _hint, rows in page.context["parts"]] == [1, 0, 0, 0, 0, 0]
    assert text(page).count("缺佐证") == 5


def test_the_six_campaigns_count_what_was_done_under_each(enter, officer):
    made.build_session(officer, campaign="study")
    made.build_talk(officer, campaign="study")
    rows = enter(officer).get(reverse("outreach:six_campaigns")).context["rows"]
    assert len(rows) == 6
    assert [value and value.number for value, _address in rows[0][1]] == [1, None, 1]


def test_an_outlet_known_already_brings_its_level_and_channel(enter, officer):
    made.build_item(officer)
    sent = {"outlet": "湖北日报", "level": "", "channel": ""}
    said = enter(officer).post(reverse("outreach:add_media_item"), sent, headers={"X-Check": "outlet"}).json()
    assert said["fill"] == {"level": "province", "channel": "press"}


def test_the_same_item_is_asked_about_before_it_counts_twice(enter, officer):
    made.build_item(officer)
    sent = {"outlet": "湖北日报", "level": "province", "channel": "press", "on": TODAY.isoformat(), "kind": "brief",
            "title": "老兵故事润童心", "station": str(officer.station_id)}  # fmt: skip
    client, address = enter(officer), reverse("outreach:add_media_item")
    assert client.post(address, sent).status_code == 422
    assert client.post(address, sent | {"confirm-double": "1"}).status_code == 302
    assert MediaItem.objects.count() == 2


@pytest.mark.parametrize("name", LISTS)
def test_lists_search_export_and_stay_within_their_queries(name, enter, clerk, django_assert_max_num_queries):
    make, said = LISTS[name]
    for _time in range(3):
        make(clerk)
    client, address = enter(clerk), reverse(f"outreach:{name}")
    client.get(address)
    with django_assert_max_num_queries(QUERIES):
        assert said in text(client.get(address))
    assert client.post(address, {"q": said[:4]}, follow=True).context["look"].total == 3
    assert client.post(address, {"q": "没有这个"}, follow=True).context["look"].total == 0
    book = load_workbook(BytesIO(b"".join(client.post(address, {"export": "1"}).streaming_content)))
    assert book.active.max_row == 4


@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_says_what_to_do(name, enter, clerk):
    page = enter(clerk).get(reverse(f"outreach:{name}"))
    assert escape(str(page.context["listing"].empty_text)) in text(page)


def test_stations_and_the_calendar_show_what_was_done(enter, officer, clerk):
    made.build_session(clerk)
    assert "红色宣讲" in text(enter(officer).get(clerk.station.get_absolute_url()))
    weeks = calendar.month_of(officer, TODAY.replace(day=1), TODAY)
    shown = [planned.title for week in weeks for day in week for planned in day.items]
    assert "我和我的祖国 进学校" in shown


def test_posts_are_entered_and_given_up_on_the_groups_page(enter, officer):
    organ = made.build_organ(officer)
    client = enter(officer)
    sent = {"duty": "head", "name": "周向阳", "office": "局长", "since": TODAY.isoformat()}
    client.post(reverse("outreach:add_post", args=[organ.pk]), sent)
    post = organ.posts.get()
    client.post(reverse("outreach:end_post", args=[post.pk]), {"until": TODAY.isoformat()})
    post.refresh_from_db()
    assert post.until == TODAY
    assert "周向阳" in text(client.get(organ.get_absolute_url()))


def test_what_was_taken_back_says_so_and_why(enter, clerk):
    session = made.build_session(clerk)
    client = enter(clerk)
    client.post(reverse("outreach:withdraw_session", args=[session.pk]), {"reason": "重复登记"})
    assert "重复登记" in text(client.get(session.get_absolute_url()))
    assert client.get(reverse("outreach:sessions")).context["look"].total == 0
    assert client.get(reverse("outreach:amend_session", args=[session.pk])).status_code == 404
