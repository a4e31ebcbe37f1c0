"""Official papers: their layout, their gap-free numbers, what is filed and served, attachments and promises."""

import threading
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from appeals.actions import files, opinions, steps
from appeals.models import Attachment, Numbers
from appeals.papers import as_word, compose
from core import uploads
from core.actions import Refused
from core.papers import Letter, document_number, letter
from tests.appeals.made import OPINION, Way, build_appeal, build_petition, fresh
from tests.builders import TODAY
from tests.cast import *  # noqa: F403
from tests.pictures import plain_png

PNG = plain_png()


def read(content):
    return Document(BytesIO(content))


def test_a_letter_has_the_layout_of_the_standard():
    book = read(
        letter(
            Letter(
                "关于补发的答复",
                ("正文。", "一、请求事项", "（一）事实"),
                "赤壁市退役军人事务局",
                TODAY,
                "赤退信复〔2026〕12号",
                "张三：",
            )
        )
    )
    section = book.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [37, 35, 28, 26]
    found = {paragraph.text: paragraph for paragraph in book.paragraphs if paragraph.text}
    fonts = {text: (p.runs[0]._r.rPr.rFonts.get(qn("w:eastAsia")), p.runs[0].font.size) for text, p in found.items()}
    assert fonts["关于补发的答复"] == ("方正小标宋简体", Pt(22))
    assert fonts["正文。"] == ("仿宋_GB2312", Pt(16))
    assert fonts["一、请求事项"][0] == "黑体" and fonts["（一）事实"][0] == "楷体_GB2312"
    assert found["正文。"].paragraph_format.first_line_indent == Pt(32)
    assert found["2026年11月23日"].paragraph_format.right_indent == Pt(64)
    assert section.footer.paragraphs[0].text.startswith("— ")


def test_a_number_has_its_year_in_hexagonal_brackets():
    assert document_number("赤退信复", 2026, 12) == "赤退信复〔2026〕12号"


def test_every_step_that_owes_a_paper_files_it(city_clerk, officer, leader):
    appeal = Way(officer, leader, city_clerk).to("final", build_petition(city_clerk))
    kinds = list(appeal.papers.values_list("kind", flat=True))
    assert kinds == ["registration", "acceptance", "inquiry", "opinion", "review", "recheck"]
    for paper in appeal.papers.all():
        assert read(as_word(paper, "赤壁市退役军人事务局")).paragraphs


def test_the_acceptance_names_the_law_and_the_day(city_clerk, officer):
    appeal = build_petition(city_clerk)
    steps.accept(by=officer, appeal=appeal, today=TODAY, values={})
    paper = appeal.papers.get(kind="acceptance")
    assert "《信访工作条例》第二十三条" in paper.body and "2027年1月22日前" in paper.body
    assert paper.addressee == "廖国清："


def test_days_are_written_as_papers_write_them(city_clerk):
    appeal = build_appeal(city_clerk)
    talk = compose("talk", appeal, today=TODAY, said={"told_on": "2026-11-03", "note": "编号 2026-11-03-7，见附件。"})
    assert "告知本人日期：2026年11月3日\n内容：编号 2026-11-03-7，见附件。" in talk.body
    assert talk.body.splitlines()[1] == "日期：2026年11月23日"
    task = compose("assignment", appeal, today=TODAY, said={"feedback_on": "2026-12-01"})
    assert "请于2026年12月1日前反馈" in task.body
    odd = compose("talk", appeal, today=TODAY, said={"told_on": "2026-02-31", "note": 30})
    assert "2026-02-31" in odd.body and "30" in odd.body


def test_a_signed_opinion_says_where_to_ask_for_review(city_clerk, officer, leader):
    appeal = Way(officer, leader, city_clerk).to("replied", build_petition(city_clerk))
    paper = appeal.papers.get(kind="opinion")
    assert "30日内，向赤壁市人民政府或者咸宁市退役军人事务局提出复查申请" in paper.body
    assert (paper.signed_by, paper.by, paper.served_to) == (leader, officer, "廖国清")


def test_a_returned_draft_has_no_number_and_leaves_no_gap(city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to("in_progress", appeal)
    opinions.draft_opinion(by=officer, appeal=appeal, today=TODAY, values=OPINION)
    opinions.return_opinion(by=leader, appeal=appeal, today=TODAY, values={"note": "依据写明条款。"})
    assert appeal.papers.get(kind="opinion").state == "returned"
    opinions.draft_opinion(by=officer, appeal=appeal, today=TODAY, values=OPINION)
    opinions.sign_opinion(by=leader, appeal=appeal, today=TODAY)
    assert appeal.papers.get(kind="opinion").number == "赤退信复〔2026〕1号"


def test_a_failed_transaction_gives_its_number_back(db):
    with pytest.raises(RuntimeError), transaction.atomic():
        assert Numbers.take("k") == 1
        raise RuntimeError
    with transaction.atomic():
        assert Numbers.take("k") == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gap_and_no_double_when_many_sign_at_once():
    taken, start = [], threading.Barrier(8)

    def sign():
        start.wait()
        for turn in range(10):
            try:
                with transaction.atomic():
                    number = Numbers.take("paper:opinion:1:2026")
                    if turn % 3 == 2:
                        raise Refused("changed_mind", "…")
                    taken.append(number)
            except Refused:
                continue
        connection.close()

    threads = [threading.Thread(target=sign) for _each in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == list(range(1, len(taken) + 1))


def test_the_service_of_a_notice_is_recorded(enter, city_clerk, officer):
    appeal = build_petition(city_clerk)
    steps.accept(by=officer, appeal=appeal, today=TODAY, values={})
    paper = appeal.papers.get(kind="acceptance")
    values = {"served_on": TODAY, "served_how": "post", "served_to": "本人"}
    opinions.serve_paper(by=officer, paper=paper, today=TODAY, values=values)
    assert appeal.papers.get(kind="acceptance").served_how == "post"
    with pytest.raises(Refused):
        opinions.serve_paper(
            by=officer, paper=paper, today=TODAY, values=values | {"served_on": TODAY - timedelta(days=9)}
        )


def test_a_paper_is_a_download(enter, clerk):
    paper = build_appeal(clerk).papers.get()
    answer = enter(clerk).get(paper.get_absolute_url())
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer.content.startswith(b"PK")


def test_an_attachment_is_kept_sealed_and_given_out_as_a_download_only(enter, clerk, outsider, settings):
    appeal = build_appeal(clerk)
    file = SimpleUploadedFile("现场.png", PNG, content_type="image/png")
    enter(clerk).post(reverse("appeals:attach", args=[appeal.pk]), {"file": file, "title": "现场照片"})
    kept = Attachment.objects.get()
    stored = (settings.MEDIA_ROOT / kept.place).read_bytes()
    assert PNG[:8] not in stored and "现场" not in kept.place
    answer = enter(clerk).get(reverse("appeals:file", args=[kept.pk]))
    assert answer.content == PNG
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["X-Content-Type-Options"] == "nosniff" and answer["Content-Disposition"].startswith("attachment")
    assert enter(outsider).get(reverse("appeals:file", args=[kept.pk])).status_code == 404


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.html", b"<script>"),
        ("a.svg", b"<svg/>"),
        ("a.png", b"<script>alert(1)</script>"),
        ("a.pdf", PNG),
        ("a.docx", b"PK\x03\x04 word/vbaProject.bin"),
        ("a.exe", b"MZ"),
        ("a", b"%PDF-"),
    ],
)
def test_other_files_are_refused(name, content, clerk):
    appeal = build_appeal(clerk)
    with pytest.raises(ValidationError):
        files.attach(by=clerk, appeal=appeal, file=SimpleUploadedFile(name, content), title="", today=TODAY)
    assert not Attachment.objects.exists()


def test_a_file_beyond_ten_megabytes_is_refused(clerk):
    appeal = build_appeal(clerk)
    file = SimpleUploadedFile("a.png", PNG)
    file.size = uploads.MOST_BYTES + 1
    with pytest.raises(ValidationError):
        files.attach(by=clerk, appeal=appeal, file=file, title="", today=TODAY)


def test_a_promise_stands_in_the_work_list_until_it_is_kept(clerk):
    from appeals import desk

    appeal = build_appeal(clerk)
    promise = files.promise(by=clerk, appeal=appeal, text="回电话", due_on=TODAY, today=TODAY)
    assert "回电话" in [work.about for work in desk.work(clerk, TODAY)]
    files.keep_promise(by=clerk, promise=promise, kept_note="已回", today=TODAY)
    assert "回电话" not in [work.about for work in desk.work(clerk, TODAY)]
    assert fresh(appeal).promises.get().kept_note == "已回"


def test_a_category_that_ends_takes_the_open_cases_along(clerk, officer, city_clerk):
    from appeals.actions.calendar import replace_category

    open_case, done = build_appeal(clerk), build_appeal(clerk)
    steps.withdraw(by=clerk, appeal=done, today=TODAY, values={"note": "撤回。"})
    new = replace_category(by=officer, category=open_case.category, label="抚恤优待保障", short="优抚", today=TODAY)
    assert (fresh(open_case).category, fresh(done).category.code) == (new, "BENEFIT")
