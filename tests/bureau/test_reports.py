"""Work reports: from the template to published numbers with their lists."""

import json
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from docx import Document

from bureau import drafting, tasks
from bureau.actions.reports import ask_publishing, begin_report, discard, fill_in, publish, reword
from bureau.models import Report
from bureau.slots import SLOTS, TEXT, a_year_before, period_before
from bureau.wording import SLOT
from core.actions import NotAllowed, Refused
from core.figures import FIGURES
from core.jobs import run_here
from core.models import Event, Job
from core.papers import full_width
from stations.actions import close_station
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

FIRST = date(2026, 1, 1)


@pytest.fixture
def report(leader):
    made = begin_report(by=leader, title="2026 年工作报告", first_on=FIRST, last_on=TODAY, has_job=False)
    made.sentences.filter(text__regex="全省前列|率先").update(source="鄂退役军人发〔2026〕3号通报")
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
    used = {slot["row"] for slot in SLOT.finditer(TEXT.read_text(encoding="utf-8"))}
    assert used == set(SLOTS), used ^ set(SLOTS)
    assert all(slot.declared and set(slot.where) <= set(slot.declared.dimensions) for slot in SLOTS.values())
    assert all(key in FIGURES for slot in SLOTS.values() for key in slot.beside)


def test_numbers_stand_in_the_words_of_the_bureau(report):
    text = text_of(report)
    assert "2个镇(街道)、4个村(社区)退役军人服务站" in text
    assert "三级服务网络" in text and "“全覆盖”" in text


def test_enterprises_are_named_only_where_one_was_visited(report):
    report.answers.filter(row="15").update(number=7, among=7, words="全覆盖慰问走访")
    assert "退役军人服务站,进行全覆盖慰问走访" in text_of(report)
    report.answers.filter(row="15b").update(number=2, words="2")
    assert "退役军人服务站和企业,进行全覆盖慰问走访" in text_of(report)


def test_a_sentence_whose_figure_has_nothing_to_say_is_left_out(report):
    report.answers.filter(row="5").update(number=0, words="")
    assert "个镇(街道)" not in text_of(report)
    assert any("个镇(街道)" in sentence.text for sentence in drafting.left_out(report))


def test_every_count_is_as_long_as_its_list(report, leader):
    for answer in report.answers.all():
        figure = SLOTS[answer.row].declared
        slot = SLOTS[answer.row]
        rows = figure.rows(leader, slot.period(FIRST, TODAY), report.station, **slot.where)
        counted = rows.aggregate(many=Count(figure.distinct or "pk", distinct=True))["many"]
        if not figure.field:
            assert counted == answer.number, answer.row


def test_words_may_be_changed_and_a_typed_number_is_marked(report, officer):
    sentence = sentence_with(report, "个镇(街道)")
    reword(by=officer, sentence=sentence, text="目前，全市{5}个镇、18个点、5个室人员到位。")
    parts = next(parts for one in drafting.paragraphs(report) for s, parts in one.sentences if s.pk == sentence.pk)
    assert [part.words for part in parts if part.is_typed] == ["18", "5"]
    assert Event.objects.filter(verb="report.reword").exists()
    # a number typed within a slot would pass as found; an unknown row, an unknown wording and a lost brace say nothing
    for text in ("{999}个", "{5:18个镇}", "{5|tall}个", "{5个", "5}个"):
        with pytest.raises(Refused):
            reword(by=officer, sentence=sentence, text=text)


def test_a_number_may_be_written_in_another_way(enter, report, officer):
    sentence = sentence_with(report, "个镇(街道)")
    address, page = reverse("bureau:write_as", args=[sentence.pk]), report.get_absolute_url()
    assert 'value="chinese"' in enter(officer).get(f"{page}?row=6").content.decode()
    enter(officer).post(address, {"number": "6", "wording": "chinese"})
    assert "2个镇(街道)、四个村(社区)" in text_of(report)
    assert enter(officer).post(address, {"number": "6", "wording": "loud"}).status_code == 422


def test_words_that_rest_on_a_figure_stand_only_while_it_holds(report):
    """A claim of fact without a single record falls away: with its clause where the template says so, else its sentence."""
    said = text_of(report)
    assert "康养中心" not in said and "解决贷款" not in said and "拓宽“后路”" in said
    answer = report.answers.get(row="24")
    answer.number = 1
    answer.words = "1"
    answer.save()
    assert "建立失能失智康养中心。" in text_of(report)


def test_a_claim_names_its_source_or_nothing_is_published(enter, report, leader, network):
    sentence = sentence_with(report, "全省前列")
    reword(by=leader, sentence=sentence, text=sentence.text, source="")
    with pytest.raises(Refused) as refusal:
        publish(by=leader, report=report)
    assert "全省前列" in refusal.value.message
    page = enter(leader).get(report.get_absolute_url()).content.decode()
    assert "没有注明来源" in page
    reword(by=leader, sentence=sentence, text=sentence.text, source="省厅〔2026〕3号通报")
    publish(by=leader, report=report)
    lines = [line.text for line in Document(BytesIO(word(enter(leader), report))).paragraphs]
    assert "（“全省前列”：省厅〔2026〕3号通报）" in lines
    later = begin_report(by=leader, title="下一年", first_on=FIRST, last_on=TODAY, has_job=False)
    assert later.sentences.get(text__contains="全省前列").source == "省厅〔2026〕3号通报"


def word(client, report):
    return client.get(reverse("bureau:report_word", args=[report.pk])).content


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


def test_word_says_the_same_as_the_page_in_the_marks_of_official_papers(enter, leader, report):
    answer = enter(leader).get(reverse("bureau:report_word", args=[report.pk]))
    lines = [paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs]
    for paragraph in drafting.paragraphs(report):
        assert full_width(paragraph.text) in lines
    assert not any(mark in line for line in lines for mark in ("),", "(街道)", "社区)"))
    assert Event.objects.filter(verb="report.export").exists()


def test_the_command_prints_figures_and_sentences(leader, tmp_path):
    out, file = StringIO(), tmp_path / "report.docx"
    period = ("--from", "2026-01-01", "--to", "2026-11-23")
    call_command("work_report", *period, user=leader.username, out=str(file), json=True, stdout=out)
    said = json.loads(out.getvalue())
    assert said["figures"]["5"] == 2 and said["figures"]["6"] == 4
    assert any("2个镇(街道)、4个村(社区)" in sentence for sentence in said["sentences"])
    assert Document(file).paragraphs


def test_a_report_is_compared_with_the_period_before(enter, leader, report):
    told = begin_report(
        by=leader, title="上一年工作报告", first_on=date(2025, 1, 1), last_on=date(2025, 12, 31), has_job=False
    )
    told.sentences.update(source="通报")
    told = fill_in(by=leader, report=told)
    page = enter(leader).get(report.get_absolute_url()).content.decode()
    assert "按今天的记录" in page and "上一年工作报告" not in page
    publish(by=leader, report=told)
    told.answers.filter(row="6").update(words="五十")
    page = enter(leader).get(report.get_absolute_url()).content.decode()
    assert "上一年工作报告" in page and "五十" in page


@pytest.mark.parametrize(
    ("first", "last", "before"),
    [
        (date(2026, 1, 1), date(2026, 11, 23), (date(2025, 1, 1), date(2025, 11, 23))),
        (date(2020, 1, 1), date(2021, 12, 31), (date(2018, 1, 1), date(2019, 12, 31))),
        (date(2023, 7, 1), date(2024, 2, 29), (date(2022, 7, 1), date(2023, 2, 28))),
    ],
)
def test_the_period_before_is_as_many_whole_years_earlier(first, last, before):
    assert period_before(first, last) == before


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


# ——— publishing is a job ———


def ask(client, report):
    return client.post(reverse("bureau:report_publish", args=[report.pk]))


def test_publishing_clicked_twice_is_one_job_and_one_publication(enter, leader, report):
    client = enter(leader)
    answers = [ask(client, report), ask(client, report)]
    assert [answer["Location"] for answer in answers] == [report.get_absolute_url()] * 2
    job = Job.objects.get(kind="report.publish")
    assert "正在发布" in client.get(report.get_absolute_url()).content.decode()
    for verb in (
        lambda: discard(by=leader, report=report),
        lambda: reword(by=leader, sentence=report.sentences.first(), text="改"),
    ):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.code == "publishing"
    done = run_here(job)
    assert (done.state, done.done, done.total) == ("done", len(SLOTS), len(SLOTS))
    report.refresh_from_db()
    assert report.published_by == leader and len(report.answers.get(row="6").rows) == 4
    assert Event.objects.filter(verb="report.publish").count() == 1
    assert ask(client, report)["Location"] == "/" and Job.objects.filter(kind="report.publish").count() == 1


def test_what_speaks_against_publishing_is_said_at_once(enter, leader, report):
    report.sentences.update(source="")
    client = enter(leader)
    ask(client, report)
    assert "没有注明来源" in client.get("/").content.decode()
    assert not Job.objects.filter(kind="report.publish").exists()


def test_a_lost_worker_publishes_once_before_and_after_its_numbers_were_frozen(leader, report, monkeypatch):
    ask_publishing(by=leader, report=report)
    job = Job.objects.get(kind="report.publish")

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(tasks, "evaluate", killed)
        with pytest.raises(KeyboardInterrupt):
            run_here(job)
    assert not Report.objects.get().is_published
    assert run_here(job).state == "done"
    at, rows = Report.objects.get().published_at, list(report.answers.order_by("row").values_list("row", "rows"))
    lost = {"state": "running", "lease_until": timezone.now() - timedelta(seconds=1), "finished_at": None}
    Job.objects.filter(pk=job.pk).update(**lost)
    assert run_here(job).state == "done"
    assert Report.objects.get().published_at == at
    assert list(report.answers.order_by("row").values_list("row", "rows")) == rows
    assert Event.objects.filter(verb="report.publish").count() == 1
