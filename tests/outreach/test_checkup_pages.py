"""The pages of the checkups: who gets in, what they show, what they keep, and that no door tells what was found."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import jobs, looks
from core.figures import FIGURES, Period
from core.models import Event
from outreach.actions import checkup_days, checkup_steps
from outreach.models import CheckupCampaign, Exam, ExamCall
from tests.builders import TODAY, build_person
from tests.outreach.made_checkups import (
    build_veteran,
    exam_of,
    examined,
    given_days,
)

pytestmark = pytest.mark.usefixtures("on_the_day")
QUERIES = 12


def text(answer):
    return answer.content.decode()


# ——— planning ———


def typed(**changes):
    return {
        "title": "2026 年度免费体检",
        "year": "2026",
        "season_from": "2026-3-1",
        "season_to": "20261220",
        "categories": ["51", "81"],
        "min_age": "60",
        "limit_men": "500",
        "limit_women": "600",
    } | changes


def test_an_officer_plans_a_campaign_and_freezes_its_list(enter, officer, clerk):
    build_veteran(clerk)
    client = enter(officer)
    answer = client.post(reverse("outreach:add_campaign"), typed())
    campaign = CheckupCampaign.objects.get()
    assert answer["Location"] == campaign.get_absolute_url()
    client.post(reverse("outreach:freeze_list", args=[campaign.pk]))
    jobs.run_here(CheckupCampaign.objects.get().job)
    assert Exam.objects.filter(campaign=campaign).count() == 1
    page = client.get(campaign.get_absolute_url())
    said = {
        place: (values["entitled"].number, values["done"].text) for place, values, _url in page.context["page"].by_town
    }
    assert said == {"赵李桥镇": (1, "0"), "神山镇": (0, "—")}, "a town without anybody on the list is said to have none"


@pytest.mark.parametrize(
    ("field", "value"), [("season_to", "2026-1-1"), ("categories", []), ("year", "1999"), ("min_age", "²")]
)
def test_bad_input_stands_beside_the_field_and_nothing_typed_is_lost(enter, officer, field, value):
    answer = enter(officer).post(reverse("outreach:add_campaign"), typed(**{field: value}))
    assert answer.status_code == 422 and answer.context["form"].errors[field]
    assert "2026 年度免费体检" in text(answer) and not CheckupCampaign.objects.exists()


def test_days_are_added_for_the_chosen_weekdays(enter, officer, season):
    campaign, hospital, *_rest = season
    data = {"hospital": hospital.pk, "first": "2026-12-14", "last": "2026-12-20", "weekdays": ["0", "2"]}
    enter(officer).post(reverse("outreach:add_sessions", args=[campaign.pk]), {**data, "part": "day", "quota": "30"})
    assert {str(day.on) for day in campaign.sessions.filter(quota=30)} == {"2026-12-14", "2026-12-16"}


def test_somebody_is_added_by_name_only_when_one_person_has_it(enter, officer, clerk, season):
    for _twice in range(2):
        build_person(clerk, name="同名同")
    alone = build_person(clerk, name="独一人")
    client, address = enter(officer), reverse("outreach:add_to_list", args=[season[0].pk])
    assert client.post(address, {"find": "同名同", "reason": "补充"}).status_code == 422
    assert client.post(address, {"find": "查无此", "reason": "补充"}).status_code == 422
    client.post(address, {"find": alone.id_no.plain(), "reason": "长期卧病"})
    assert Exam.objects.get(person=alone).listed_by == "hand"


# ——— the board ———


def test_the_board_shows_days_by_villages_and_the_way_out_of_an_overfull_day(enter, officer, clerk, season):
    campaign, _hospital, (first, second), _people = season
    first.quota = 2
    first.save()
    checkup_days.book_village(by=officer, session=first, village=clerk.station, is_granted=True, today=TODAY)
    page = text(enter(officer).get(reverse("outreach:board", args=[campaign.pk]), {"town": clerk.station.parent_id}))
    assert "slot over" in page and "超过医院名额" in page and "3 人可以移到" in page
    assert f"village={clerk.station.pk}&amp;to={second.pk}" in page
    assert "毕畈村委会" not in page


def test_a_clerk_sees_the_own_village_on_the_board_and_gives_it_a_day(enter, clerk, outsider, season):
    campaign, _hospital, (first, _second), _people = season
    client = enter(clerk)
    page = text(client.get(reverse("outreach:board", args=[campaign.pk])))
    assert "羊楼洞村委会" in page and "毕畈村委会" not in page
    address = reverse("outreach:book_village", args=[first.pk])
    forged = client.post(address, {"village": outsider.station.pk})
    assert forged.status_code == 422 and forged.context["form"].errors["village"]
    client.post(address, {"village": clerk.station.pk})
    assert first.exams.count() == 3
    full = client.post(
        reverse("outreach:move_village", args=[first.pk]), {"village": clerk.station.pk, "session": first.pk}
    )
    assert full.status_code == 422


def test_board_statistics_and_list_take_few_queries(enter, officer, season):
    client = enter(officer)
    for name in ("board", "exams", "campaign"):
        address = reverse(f"outreach:{name}", args=[season[0].pk])
        client.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(address).status_code == 200
        assert len(asked) <= QUERIES, (name, len(asked), [query["sql"][:120] for query in asked])


def test_a_cancelled_day_tells_who_moved_and_each_station_sees_its_own(enter, officer, clerk, season):
    campaign, _hospital, (first, _second), _people = season
    given_days(officer, campaign)
    enter(officer).post(reverse("outreach:cancel_day", args=[first.pk]), {"note": "设备检修"})
    page = text(enter(officer).get(first.get_absolute_url()))
    assert "任和平" in page and "毕青山" in page and "12-02" in page
    mine = text(enter(clerk).get(first.get_absolute_url()))
    assert "任和平" in mine and "毕青山" not in mine


# ——— calls, notices, check-in ———


def test_a_village_is_called_in_one_sheet(enter, clerk, officer, season):
    campaign, _hospital, _days, people = season
    given_days(officer, campaign)
    client, address = enter(clerk), reverse("outreach:village_calls", args=[campaign.pk])
    page = text(client.get(address))
    assert people[0].mobile.plain() in page
    assert Event.objects.filter(verb="checkup.call_list", by=clerk).count() == 1
    nothing = client.post(address, {"channel": "phone"})
    assert nothing.status_code == 422
    keys = [exam_of(person).pk for person in people[:2]]
    client.post(address, {"channel": "home", f"answer-{keys[0]}": "confirmed", f"answer-{keys[1]}": "declined"})
    assert set(ExamCall.objects.values_list("answer", "channel")) == {("confirmed", "home"), ("declined", "home")}
    stranger = exam_of(people[3]).pk
    client.post(address, {"channel": "phone", f"answer-{stranger}": "declined"})
    assert not ExamCall.objects.filter(exam=stranger).exists()


def test_who_works_above_the_villages_chooses_whose_people_to_call(enter, officer, clerk, season):
    campaign, *_rest, people = season
    given_days(officer, campaign)
    address = reverse("outreach:village_calls", args=[campaign.pk])
    page = text(enter(officer).get(address))
    assert f"?village={clerk.station.pk}" in page and people[0].name not in page
    assert "没有要通知的人" not in page
    chosen = text(enter(officer).get(f"{address}?village={clerk.station.pk}"))
    assert people[0].name in chosen
    assert people[0].name in text(enter(clerk).get(address))


def test_numbers_are_masked_for_everybody_but_the_own_clerk(enter, officer, town_clerk, season, clerk):
    campaign, *_rest, people = season
    for user in (officer, town_clerk):
        for name in ("village_calls", "call_sheet"):
            address = f"{reverse(f'outreach:{name}', args=[campaign.pk])}?village={clerk.station.pk}"
            page = text(enter(user).get(address))
            assert people[0].name in page and people[0].mobile.plain() not in page


def test_a_notice_carries_a_code_and_no_number(enter, clerk, officer, season):
    campaign, *_rest, people = season
    given_days(officer, campaign)
    page = text(enter(clerk).get(reverse("outreach:checkup_notices", args=[campaign.pk])))
    exam = exam_of(people[0])
    assert exam.code in page and page.count("data:image/svg+xml") == 3
    assert people[0].id_no.plain() not in page and people[0].mobile.plain() not in page


def test_check_in_by_code_by_number_and_by_name(enter, clerk, season):
    campaign, *_rest, people = season
    client, address = enter(clerk), reverse("outreach:checkin", args=[campaign.pk])
    client.post(address, {"q": exam_of(people[0]).code.lower()})
    client.post(address, {"q": people[1].id_no.plain()})
    answer = client.post(address, {"q": people[2].name})
    assert people[2].name not in answer["Location"] and exam_of(people[2]).state == "eligible"
    page = text(client.get(answer["Location"]))
    assert people[2].name in page and people[2].id_no.plain() not in page
    client.post(address, {"exam": exam_of(people[2]).pk})
    assert [exam_of(person).state for person in people[:3]] == ["checked_in"] * 3
    again = client.post(address, {"q": exam_of(people[0]).code}, follow=True)
    assert "登记到检" in text(again)


def test_nobody_of_another_town_can_be_checked_in_here(enter, clerk, season):
    campaign, *_rest, people = season
    stranger, client = exam_of(people[3]), enter(clerk)
    address = reverse("outreach:checkin", args=[campaign.pk])
    client.post(address, {"q": stranger.code})
    client.post(address, {"exam": stranger.pk})
    assert exam_of(people[3]).state == "eligible"
    assert client.get(reverse("outreach:checkin_code", args=[stranger.code])).status_code == 404


def test_a_scanned_code_opens_one_button(enter, clerk, season):
    exam = exam_of(season[3][0])
    client = enter(clerk)
    page = text(client.get(reverse("outreach:checkin_code", args=[exam.code])))
    assert exam.person.name in page and f'name="exam" value="{exam.pk}"' in page


# ——— numbers ———


def test_statistics_count_what_the_lists_show(enter, officer, clerk, season, finding):
    campaign = season[0]
    checkup_steps.decline(by=clerk, exam=exam_of(season[3][1]), note="外出务工", today=TODAY)
    values = looks.table(
        [FIGURES[f"checkup.{key}"] for key in ("entitled", "told", "done", "flagged", "followed", "cost")],
        officer,
        "town",
        campaign=campaign.pk,
    )
    home = values[clerk.station.parent_id]
    assert (home["checkup.entitled"].number, home["checkup.done"].detail) == (3, "1 / 3")
    assert (home["checkup.told"].detail, home["checkup.flagged"].number) == ("2 / 3", 1)
    assert (home["checkup.followed"].detail, home["checkup.cost"].number) == ("0 / 1", 400)
    client, address = enter(officer), reverse("outreach:exams", args=[campaign.pk])
    for view, names in (("done", ["任和平"]), ("declined", ["彭传英"]), ("callback", ["任和平"])):
        rows = client.get(address, {"view": view}).context["look"].page
        assert [exam.person.name for exam in rows] == names


def test_the_report_counts_distinct_people_and_campaigns_of_the_year(officer, clerk, season, finding):
    examined(officer, season[3][3])
    year = Period.year(TODAY)
    assert FIGURES["checkup.people"].evaluate(officer, year).number == 2
    assert FIGURES["checkup.people"].evaluate(clerk, year).number == 1
    assert FIGURES["checkup.campaigns"].evaluate(officer, year, breakdown="age").parts[60].number == 1


def test_who_stood_on_an_earlier_list_and_never_came_is_missed(enter, clerk, officer, season):
    campaign, *_rest, people = season
    examined(officer, people[0])
    CheckupCampaign.objects.filter(pk=campaign.pk).update(year=TODAY.year - 1)
    names = {person.name for person in enter(clerk).get(reverse("outreach:missed")).context["look"].page}
    assert names == {"彭传英", "胡德胜"}


def test_work_waits_on_the_home_page_of_who_has_to_do_it(enter, clerk, officer, season, finding):
    given_days(officer, season[0])
    mine, theirs = text(enter(clerk).get("/")), text(enter(officer).get("/"))
    assert "通知体检" in mine and "待回访" in mine and "随访：" not in mine
    assert reverse("outreach:result", args=[finding.pk]) in theirs


def test_an_invoice_has_the_day_it_was_made_out_and_none_to_come(enter, officer, season):
    campaign, hospital, *_rest = season
    address = reverse("outreach:add_invoice", args=[campaign.pk])
    page = text(enter(officer).get(address))
    assert "开票日期" in page and "成文日期" not in page
    typed = {"hospital": hospital.pk, "number": "A-1", "on": "2027-05-01", "heads": "3", "amount": "1200"}
    answer = enter(officer).post(address, typed)
    assert answer.status_code == 422 and answer.context["form"].errors["on"]


def test_heads_and_yuan_stand_beside_the_hospitals(enter, officer, season, finding):
    campaign, hospital, *_rest = season
    data = {"hospital": hospital.pk, "number": "T-1", "on": "2026-11-23", "heads": "3", "amount": "1200"}
    client = enter(officer)
    client.post(reverse("outreach:add_invoice", args=[campaign.pk]), data)
    page = client.get(reverse("outreach:invoices", args=[campaign.pk]))
    (line,) = page.context["bill"]
    assert all(f">{yuan}<" in text(page) for yuan in ("400.00", "1,200.00", "800.00"))
    assert (line["heads"], line["more_heads"], line["more"]) == (1, 2, 800)
