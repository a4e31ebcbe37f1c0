"""A number broken down by town, month and category: every town is there, a published report keeps its parts."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bureau.actions.reports import begin_report, fill_in, publish
from stations.actions import close_station
from tests.builders import TODAY
from tests.bureau.test_reports import FIRST
from tests.cast import *  # noqa: F403

PART = re.compile(r'<th scope="row"><a href="([^"]+)">([^<]+)</a></th><td class="num">(?:[\d,]+ / [\d,]+ )?([\d,.—]+)')


@pytest.fixture
def report(leader):
    made = begin_report(by=leader, title="2026 年工作报告", first_on=FIRST, last_on=TODAY, has_job=False)
    made.sentences.update(source="省厅通报")
    return fill_in(by=leader, report=made)


def parts(client, report, row, by):
    html = client.get(reverse("bureau:report_rows", args=[report.pk, row]), {"by": by}).content.decode()
    return {label: (address.replace("&amp;", "&"), number) for address, label, number in PART.findall(html)}


def test_a_town_with_nothing_is_said_to_have_none(enter, leader, report):
    found = parts(enter(leader), report, "8", "town")
    assert {label: number for label, (_address, number) in found.items()} == {"赵李桥": "0", "神山": "0"}


def test_a_published_report_keeps_its_parts_and_their_rows(enter, leader, report, network, system_admin):
    client = enter(leader)
    drafted = parts(client, report, "6", "town")
    publish(by=leader, report=report)
    gone, into = network["蓼坪村委会"], network["羊楼洞村委会"]
    close_station(by=system_admin, station=gone, successor=into, kind="merged", on=TODAY, reason="合并", today=TODAY)
    kept = parts(client, report, "6", "town")
    assert kept == drafted and {number for _address, number in kept.values()} == {"3", "1"}
    page = reverse("bureau:report_rows", args=[report.pk, "6"])
    for address, number in kept.values():
        assert client.get(address).content.decode().count('<th scope="row">') == int(number)
    assert set(parts(client, report, "6", "category")) == {"村（社区）"}
    assert client.get(page).content.decode().count('<th scope="row">') == 4


def test_parts_add_up_to_the_number_they_break_down(leader, report):
    publish(by=leader, report=report)
    for answer in report.answers.all():
        for name, kept in answer.parts.items():
            if not answer.declared.distinct and answer.declared.show == "count":
                assert sum(float(number or 0) for _key, _label, number, _among in kept) == answer.number, (name, answer)


def test_a_report_published_before_parts_were_kept_offers_none(enter, leader, report):
    publish(by=leader, report=report)
    report.answers.update(parts={})
    client, page = enter(leader), reverse("bureau:report_rows", args=[report.pk, "6"])
    for address in (page, f"{page}?by=town", f"{page}?town=1"):
        html = client.get(address).content.decode()
        assert 'href="?by=town"' not in html and html.count('<th scope="row">') == 4 and "发布时尚未保存" in html
    assert "发布时尚未保存" in client.get(f"{report.get_absolute_url()}?row=6").content.decode()


def test_a_report_with_its_parts_says_nothing_of_the_kind(enter, leader, report):
    publish(by=leader, report=report)
    assert "发布时尚未保存" not in enter(leader).get(f"{report.get_absolute_url()}?row=6").content.decode()


def test_a_correction_says_which_number_and_both_its_values(enter, leader, report):
    publish(by=leader, report=report)
    later = {"later_at": timezone.now(), "later_words": "80余", "later_number": 86}
    report.answers.filter(row="30").update(number=83, words="80余", **later)
    report.answers.filter(row="6").update(later_at=timezone.now(), later_words="3", later_number=3)
    page = enter(leader).get(f"{report.get_absolute_url()}?row=30").content.decode()
    shown = page.split("上期更正")[1].split("</section>")[0]
    for label, before, after in (("电视、网络新闻", 83, 86), ("村级服务站", 4, 3)):
        assert re.search(rf'{label}</a><span><span class="mute">{before} →</span> <b class="ask">{after}</b>', shown)
    assert "86（" in page.split('class="calc"')[1].split("</dl>")[0], "exactly, not 80余 once more"


def test_who_writes_no_reports_is_not_told_to_begin_one(enter, clerk, leader):
    address = reverse("bureau:reports")
    assert "起草报告" not in enter(clerk).get(address).content.decode()
    assert "起草报告" in enter(leader).get(address).content.decode()
