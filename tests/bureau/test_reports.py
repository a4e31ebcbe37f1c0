"""Work reports: from the template to published numbers with their lists."""

import json
from datetime import date
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse
from docx import Document

from bureau import drafting
from bureau.actions.reports import begin_report, discard, fill_in, publish, reword
from bureau.models import Report
from bureau.slots import SLOTS, TEXT, a_year_before
from core.actions import NotAllowed, Refused
from core.models import Event
from stations.actions import close_station
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

FIRST = date(2026, 1, 1)


@pytest.fixture
def report(leader):
    made = begin_report(by=leader, title="2026 年工作报告", first_on=FIRST, last_on=TODAY, has_job=False)
    return fill_in(by=leader, report=made)


def text_of(report):
    return "\n".join(paragraph.text for paragraph in drafting.paragraphs(report))


def sentence_with(report, words):
    return report.sentences.get(text__contains=words)


def test_the_template_loses_no_character_of_the_text():
    lines = TEXT.read_text(encoding="utf-8").strip().split("\n")
    found = {}
    for part in drafting.parse_template("\n".join(lines)):
        found.setdefault(part["paragraph"], []).append(part["text"])
    assert ["".join(parts) for parts in found.values()] == [line.lstrip("# ") for line in lines]


def test_every_slot_of_the_template_is_declared_and_every_figure_exists():
    import re

    used = set(re.findall(r"\{(\w+)\}", TEXT.read_text(encoding="utf-8")))
    assert used <= set(SLOTS), used - set(SLOTS)
    assert all(slot.declared for slot in SLOTS.values())


def test_numbers_stand_in_the_words_of_the_bureau(report):
    text = text_of(report)
    assert "2个镇(街道)、4个村(社区)退役军人服务站" in text
    assert "三级服务网络" in text and "“全覆盖”" in text


def test_a_sentence_whose_figure_has_nothing_to_say_is_left_out(report):
    report.answers.filter(row="5").update(number=0, words="")
    assert "个镇(街道)" not in text_of(report)
    assert any("个镇(街道)" in sentence.text for sentence in drafting.left_out(report))


def test_every_count_is_as_long_as_its_list(report, leader):
    for answer in report.answers.all():
        figure = SLOTS[answer.row].declared
        rows = figure.rows(leader, SLOTS[answer.row].period(FIRST, TODAY), report.station)
        counted = rows.aggregate(many=Count(figure.distinct or "pk", distinct=True))["many"]
        if not figure.field:
            assert counted == answer.number, answer.row


def test_words_may_be_changed_and_a_typed_number_is_marked(report, officer):
    sentence = sentence_with(report, "个镇(街道)")
    reword(by=officer, sentence=sentence, text="目前，全市{5}个镇、18个点人员到位。")
    parts = next(parts for one in drafting.paragraphs(report) for s, parts in one.sentences if s.pk == sentence.pk)
    assert [part.words for part in parts if part.is_typed] == ["18"]
    assert Event.objects.filter(verb="report.reword").exists()
    with pytest.raises(Refused):
        reword(by=officer, sentence=sentence, text="{999}个")


def test_a_published_report_is_the_same_after_later_changes(report, leader, network, system_admin):
    publish(by=leader, report=report)
    report.refresh_from_db()
    before, rows = text_of(report), report.answers.get(row="6").rows
    gone, into = network["蓼坪村委会"], network["羊楼洞村委会"]
    close_station(by=system_admin, station=gone, successor=into, kind="merged", on=TODAY, reason="合并", today=TODAY)
    assert text_of(report) == before
    fill_in(by=leader, report=report)
    answer = report.answers.get(row="6")
    assert (answer.number, answer.later_number, answer.is_corrected, answer.rows) == (4, 3, True, rows)
    assert text_of(report) == before and len(rows) == 4
    for verb in (lambda: publish(by=leader, report=report), lambda: discard(by=leader, report=report)):
        with pytest.raises(Refused):
            verb()
    with pytest.raises(Refused):
        reword(by=leader, sentence=report.sentences.first(), text="改")


def test_only_the_leader_publishes(report, officer):
    with pytest.raises(NotAllowed):
        publish(by=officer, report=report)
    assert not Report.objects.get().is_published


def test_a_published_report_is_read_at_its_station_and_above_a_draft_by_its_writers(
    enter, report, leader, city_clerk, clerk, outsider
):
    address = report.get_absolute_url()
    assert enter(city_clerk).get(address).status_code == 404
    publish(by=leader, report=report)
    assert enter(city_clerk).get(address).status_code == 200
    for stranger in (clerk, outsider):
        assert enter(stranger).get(address).status_code == 404
        assert enter(stranger).get(reverse("bureau:report_rows", args=[report.pk, "5"])).status_code == 404


def test_each_number_opens_what_it_counts(enter, leader, report):
    client = enter(leader)
    page = client.get(f"{report.get_absolute_url()}?row=5").content.decode()
    assert "在用的镇（街道）服务站" in page and "赵李桥镇退役军人服务站" in page
    rows = client.get(reverse("bureau:report_rows", args=[report.pk, "6"])).content.decode()
    assert rows.count('<th scope="row">') == 4
    assert client.get(reverse("bureau:report_rows", args=[report.pk, "999"])).status_code == 404


def test_the_page_stays_within_its_queries(enter, leader, report, django_assert_max_num_queries):
    client = enter(leader)
    client.get(report.get_absolute_url())
    with django_assert_max_num_queries(20):
        client.get(f"{report.get_absolute_url()}?row=5")


def test_word_says_the_same_as_the_page(enter, leader, report):
    answer = enter(leader).get(reverse("bureau:report_word", args=[report.pk]))
    lines = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    for paragraph in drafting.paragraphs(report):
        assert paragraph.text in lines
    assert Event.objects.filter(verb="report.export").exists()


def test_the_command_prints_figures_and_sentences(leader, tmp_path):
    out, file = StringIO(), tmp_path / "report.docx"
    period = ("--from", "2026-01-01", "--to", "2026-11-23")
    call_command("work_report", *period, user=leader.username, out=str(file), json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert said["figures"]["5"] == 2 and said["figures"]["6"] == 4
    assert any("2个镇(街道)、4个村(社区)" in sentence for sentence in said["sentences"])
    assert Document(file).paragraphs


@pytest.mark.parametrize(
    ("last", "first"),
    [
        (date(2021, 12, 31), date(2021, 1, 1)),
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2023, 2, 28), date(2022, 3, 1)),
    ],
)
def test_the_last_twelve_months_end_with_the_period(last, first):
    assert a_year_before(last) == first
