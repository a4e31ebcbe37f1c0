"""Sessions, lectures, talks, publicity, organisation: what the actions do, refuse and leave in the ledger."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from appeals.models import Category
from core import sealed_files
from core.actions import NotAllowed, OutOfScope, Refused
from core.models import Event
from outreach.actions import activities, media, organisation
from outreach.models import MonthTheme, PropagandaSession
from outreach.rules.activities import MonthState, month_state
from stations.actions import close_station, system_account
from tests.builders import TODAY, build_account, build_person
from tests.cast import *  # noqa: F403
from tests.outreach import made_activities as made

DAY = timedelta(days=1)


def test_a_session_is_kept_with_its_speakers_and_a_line_in_the_ledger(clerk):
    session = made.build_session(clerk)
    assert session.station == clerk.station
    assert session.who == "涂长林、廖国清"
    assert Event.objects.filter(verb="activity.record", subject_id=session.pk).count() == 1


def test_a_photo_is_kept_small_upright_sealed_and_without_where_it_was_taken(clerk):
    session = made.build_session(clerk, photos=[made.phone_photo()])
    photo = session.photos.get()
    kept = sealed_files.content(photo.place)
    opened = Image.open(BytesIO(kept))
    assert max(opened.size) == 1600
    assert not dict(opened.getexif())


def test_what_is_still_to_come_is_refused_and_leaves_nothing(clerk):
    with pytest.raises(ValidationError) as refused:
        made.build_session(clerk, on=TODAY + DAY, photos=[made.phone_photo()])
    assert "on" in refused.value.error_dict
    assert not PropagandaSession.objects.exists()
    assert not Event.objects.filter(verb="activity.record").exists()


def test_nothing_is_entered_for_a_station_out_of_sight(clerk, network):
    with pytest.raises(OutOfScope):
        made.build_session(clerk, station=network["神山镇"])
    assert not PropagandaSession.objects.exists()


def test_a_leader_reads_and_does_not_enter(leader):
    with pytest.raises(NotAllowed):
        made.build_session(leader)


def test_amending_names_the_speakers_anew_and_says_what_changed(clerk):
    session = made.build_session(clerk)
    values = made.session_values(audience=150, speakers=["廖国清", "宋长青"])
    activities.amend_activity(by=clerk, row=session, values=values, today=TODAY)
    session.refresh_from_db()
    assert (session.audience, session.version) == (150, 2)
    assert {speaker.name for speaker in session.speakers.all()} == {"廖国清", "宋长青"}
    changes = [event.changes for event in Event.objects.filter(subject_id=session.pk).order_by("pk")][1:]
    assert changes == [{"audience": [120, 150]}, {"speakers": ["涂长林、廖国清", "廖国清、宋长青"]}]


def test_amending_nothing_writes_nothing(clerk):
    session = made.build_session(clerk)
    activities.amend_activity(by=clerk, row=session, values=made.session_values(), today=TODAY)
    assert Event.objects.filter(subject_id=session.pk).count() == 1
    assert session.version == 1


def test_what_was_taken_back_no_longer_counts_and_is_not_changed(clerk):
    session = made.build_session(clerk)
    activities.withdraw_activity(by=clerk, row=session, reason="重复登记")
    assert not PropagandaSession.objects.in_force().exists()
    with pytest.raises(Refused):
        activities.withdraw_activity(by=clerk, row=session, reason="再撤一次")
    with pytest.raises(ValidationError):
        activities.amend_activity(by=clerk, row=session, values=made.session_values(audience=1), today=TODAY)
    with pytest.raises(Refused):
        activities.add_activity_photos(by=clerk, row=session, photos=[made.phone_photo()], today=TODAY)


def test_a_speaker_is_matched_with_somebody_on_file_and_taken_off_again(clerk):
    person = build_person(clerk, name="涂长林")
    speaker = made.build_session(clerk).speakers.first()
    activities.name_person(by=clerk, row=speaker, person=person)
    assert person.talks_given.get() == speaker
    activities.name_person(by=clerk, row=speaker, person=None)
    assert not person.talks_given.exists()


def test_a_talk_knows_whose_people_held_it(clerk, town_clerk, officer):
    assert [made.build_talk(by).team for by in (clerk, town_clerk, officer)] == ["village", "town", "city"]


def test_one_theme_a_month_set_by_the_city(officer, network):
    activities.set_theme(by=officer, month=date(2026, 11, 1), theme="基层治理中的老兵力量")
    activities.set_theme(by=officer, month=date(2026, 11, 20), theme="国防教育")
    assert MonthTheme.objects.get().theme == "国防教育"
    assert Event.objects.filter(verb="lecture_theme.set").count() == 2


def test_no_theme_is_set_below_the_city(network):
    town_officer = build_account("town_officer", network["赵李桥镇"], "bureau_officer")
    with pytest.raises(Refused) as refused:
        activities.set_theme(by=town_officer, month=date(2026, 11, 1), theme="国防教育")
    assert refused.value.code == "not_the_centre"
    assert not MonthTheme.objects.exists()


@given(
    st.dates(min_value=date(2019, 1, 1), max_value=date(2035, 12, 1)),
    st.integers(min_value=0, max_value=9),
    st.dates(min_value=date(2019, 1, 1), max_value=date(2035, 12, 31)),
)
def test_only_a_month_gone_by_without_a_lecture_is_a_gap(day, held, today):
    month = day.replace(day=1)
    state = month_state(month, held, today)
    assert (state == MonthState.HELD) == (held > 0)
    assert (state == MonthState.GAP) == (not held and month < today.replace(day=1))


def test_views_are_read_on_later_days_only(officer):
    lesson = made.build_lesson(officer)
    media.read_views(by=officer, row=lesson, views=900, counted_on=TODAY, today=TODAY)
    assert lesson.views == 900
    with pytest.raises(ValidationError):
        media.read_views(by=officer, row=lesson, views=10, counted_on=TODAY - DAY, today=TODAY)


def test_a_column_ends_once_and_not_before_it_began(officer):
    column = made.build_column(officer)
    with pytest.raises(ValidationError):
        media.end_column(by=officer, row=column, ended_on=TODAY - DAY, today=TODAY)
    column.refresh_from_db()
    media.end_column(by=officer, row=column, ended_on=TODAY, today=TODAY)
    with pytest.raises(Refused):
        media.end_column(by=officer, row=column, ended_on=TODAY, today=TODAY)


def test_posts_have_their_terms(officer):
    post = made.build_post(officer)
    with pytest.raises(ValidationError):
        organisation.end_post(by=officer, row=post, until=TODAY - DAY, today=TODAY)
    post.refresh_from_db()
    organisation.end_post(by=officer, row=post, until=TODAY, today=TODAY)
    with pytest.raises(Refused):
        organisation.end_post(by=officer, row=post, until=TODAY, today=TODAY)
    assert Event.objects.filter(verb="organisation.record", subject_id=post.organ_id).count() == 3


def test_what_a_village_did_moves_with_it_when_it_is_merged(clerk, network):
    village, successor = network["羊楼洞村委会"], network["蓼坪村委会"]
    rows = [
        made.build_session(clerk), made.build_lecture(clerk), made.build_talk(clerk), made.build_item(clerk),
        made.build_lesson(clerk), made.build_column(clerk), made.build_evidence(clerk), made.build_organ(clerk),
    ]  # fmt: skip
    given = {"kind": "merged", "on": TODAY, "reason": "合村并组", "today": TODAY}
    close_station(by=system_account(), station=village, successor=successor, **given)
    for row in rows:
        row.refresh_from_db()
        assert row.station == successor


POINT = {"title": "补助到账晚", "aspect": "待遇落实", "detail": "", "owner": "服务站", "due_on": None}


def test_a_point_raised_at_a_talk_takes_day_place_and_source_from_it(clerk, enter):
    talk = made.build_talk(clerk, kind="evening_talk", on=TODAY - 3 * DAY)
    values = POINT | {"category": Category.current()[0], "handler": None}
    point = activities.raise_at_talk(by=clerk, talk=talk, values=values, today=TODAY)
    issue = point.issue
    assert (issue.source, issue.raised_on, issue.station) == ("evening_talk", talk.on, talk.station)
    assert issue.handler == talk.station and issue.occasion == talk.topic
    assert Event.objects.filter(verb="issue.raise", subject_id=issue.pk).count() == 1
    assert str(talk) in enter(clerk).get(issue.get_absolute_url()).content.decode()
    shown = enter(clerk).get(talk.get_absolute_url()).content.decode()
    assert issue.title in shown and "1 个方面" in shown


def test_a_talk_that_was_taken_back_takes_no_points(clerk):
    talk = made.build_talk(clerk)
    activities.withdraw_activity(by=clerk, row=talk, reason="重复")
    with pytest.raises(Refused) as refusal:
        activities.raise_at_talk(by=clerk, talk=talk, values=POINT | {"category": Category.current()[0]}, today=TODAY)
    assert refusal.value.code == "withdrawn"
    assert not talk.points.exists()


def test_points_are_entered_one_after_another_on_the_page_of_the_talk(clerk, enter):
    talk = made.build_talk(clerk)
    address = reverse("outreach:raise_at_talk", args=[talk.pk])
    data = POINT | {"category": Category.current()[0].pk, "handler": clerk.station_id, "due_on": "", "next": "1"}
    answer = enter(clerk).post(address, data)
    assert answer.status_code == 302 and "aspect=" in answer["Location"]
    assert talk.points.count() == 1
    wrong = enter(clerk).post(address, data | {"title": ""})
    assert wrong.status_code == 422 and talk.points.count() == 1


def test_whoever_sees_to_a_point_without_seeing_the_talk_learns_nothing_of_it(clerk, outsider, officer, enter):
    talk = made.build_talk(clerk, topic="羊楼洞夜话")
    values = POINT | {"category": Category.current()[0], "handler": outsider.station}
    issue = activities.raise_at_talk(by=officer, talk=talk, values=values, today=TODAY).issue
    shown = enter(outsider).get(issue.get_absolute_url()).content.decode()
    assert issue.title in shown and talk.get_absolute_url() not in shown
