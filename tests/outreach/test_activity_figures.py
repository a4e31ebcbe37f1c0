"""The numbers of the annual report (handbook §9), from rows that give exactly them."""

from datetime import date

from core.figures import Period
from outreach.actions import activities
from outreach.choices.activities import Venue
from outreach.figures import activities as f
from tests.builders import TODAY
from tests.cast import *  # noqa: F403
from tests.outreach import made_activities as made

YEAR = Period(date(2026, 1, 1), TODAY)


def number(figure, user, **more):
    return figure.evaluate(user, YEAR, **more).number


def test_eight_kinds_of_venues_are_counted_and_open_their_rows(clerk, officer, network):
    for times, venue in enumerate(Venue.values, start=1):
        for _time in range(1 if times > 2 else 2):
            made.build_session(clerk, venue=venue, audience=times)
    made.build_session(officer, venue="school", station=network["神山镇"])
    gone = made.build_session(clerk, venue="school")
    activities.withdraw_activity(by=clerk, row=gone, reason="重复")
    assert number(f.VENUES, officer) == 8
    parts = f.SESSIONS.evaluate(officer, YEAR, None, "venue").parts
    assert {venue: value.number for venue, value in parts.items()} == {
        venue: {"school": 3, "community": 2}.get(venue, 1) for venue in Venue.values
    }
    assert f.SESSIONS.rows(officer, YEAR, venue="school").count() == 3
    assert number(f.SESSIONS, clerk) == 10
    towns = f.SESSIONS.evaluate(officer, YEAR, None, ("town", "venue")).parts
    assert towns[network["神山镇"].pk, "school"].number == 1


def test_thirty_odd_sessions_on_the_motherland(clerk, officer):
    for _time in range(33):
        made.build_session(clerk, speakers=[])
    made.build_session(clerk, theme="老兵讲抗美援朝")
    assert number(f.RED, officer) == 33


def test_towns_with_symposia_are_counted_once_each(officer, network):
    for town, kind in (("赵李桥镇", "symposium"), ("赵李桥镇", "heart_to_heart"), ("神山镇", "evening_talk")):
        made.build_talk(officer, station=network[town], kind=kind)
    made.build_talk(officer, station=network["羊楼洞村委会"], kind="home_chat")
    assert number(f.MEETING_TOWNS, officer) == 1
    assert number(f.BUREAU_TOWNS, officer) == 2
    assert number(f.KINDS, officer) == 4


def test_papers_of_the_province_and_items_on_television_are_counted_apart(officer):
    for _time in range(4):
        made.build_item(officer)
    made.build_item(officer, level="nation")
    made.build_item(officer, level="city")
    made.build_item(officer, kind="news")
    for channel in ("tv", "web", "wechat"):
        made.build_item(officer, channel=channel, level="city", kind="news")
    assert number(f.PROVINCE_BRIEFS, officer) == 5
    assert number(f.TV_WEB, officer) == 2


def test_channels_for_employment_count_outlets_and_telephone_campaigns_in_force(officer):
    made.build_column(officer, outlet="赤壁电视台", channel="tv")
    made.build_column(officer, outlet="云上赤壁")
    made.build_column(officer, outlet="云上赤壁", name="老兵就业")
    made.build_column(officer, outlet="赤壁热线", channel="wechat")
    made.build_column(officer, outlet="电访", channel="phone", name="就业意愿电访", reached=1260)
    made.build_column(officer, outlet="咸宁日报", on=date(2024, 1, 1), ended_on=date(2025, 12, 31))
    made.build_column(officer, outlet="湖北日报", purpose="policy")
    assert number(f.EMPLOYMENT_CHANNELS, officer) == 4
    assert number(f.CALLED, officer) == 1260
    assert f.EMPLOYMENT_CHANNELS.evaluate(officer, Period(date(2025, 1, 1), date(2025, 12, 31))).number == 1


def test_months_with_a_lecture(officer):
    for month in (1, 1, 2, 5):
        made.build_lecture(officer, on=date(2026, month, 9), theme=f"主题{month}")
    assert (number(f.MONTHS, officer), number(f.LECTURES, officer), number(f.THEMES, officer)) == (3, 4, 3)


def test_six_ones_count_parts_with_evidence_in_force(officer):
    made.build_evidence(officer, on=date(2024, 1, 1))
    made.build_evidence(officer, on=date(2024, 1, 1), title="另一平台")
    made.build_evidence(officer, on=date(2024, 1, 1), part="bases", ended_on=date(2025, 6, 1))
    assert f.SIX_ONES.evaluate(officer).number == 1
    assert f.SIX_ONES.evaluate(officer, Period(date(2025, 1, 1), date(2025, 12, 31))).number == 2


def test_numbers_count_nothing_out_of_sight(clerk, outsider):
    made.build_session(clerk)
    made.build_item(clerk)
    assert [number(figure, outsider) for figure in (f.SESSIONS, f.ITEMS)] == [0, 0]
