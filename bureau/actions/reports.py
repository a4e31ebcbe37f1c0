"""Work reports: begun from the template, evaluated by a job, reworded, published with frozen numbers."""

from django.utils import timezone

from bureau import rules
from bureau.choices import ReportState
from bureau.drafting import evaluate, parse_template
from bureau.models import Answer, Report, Sentence
from bureau.slots import TEXT
from bureau.wording import SLOT, rewritten
from core import jobs
from core.actions import action
from core.audit import record


@action("report.begin")
def begin_report(*, by, title, first_on, last_on, has_job=True):
    """A draft of the author's own station from the template; its numbers are looked up by a job."""
    report = Report(station=by.station, title=title, first_on=first_on, last_on=last_on, made_by=by)
    report.full_clean()
    report.save()
    sources = _sources_so_far(by.station)
    Sentence.objects.bulk_create(
        Sentence(report=report, place=place, source=sources.get(parts["template"], ""), **parts)
        for place, parts in enumerate(parse_template(TEXT.read_text(encoding="utf-8")), start=1)
    )
    record("report.begin", report, by=by)
    if has_job:
        _look_up(report, by)
    return report


def _sources_so_far(station):
    """{sentence of the template: the source its claim had in the station's last report}."""
    rows = Sentence.objects.filter(report__station=station).exclude(source="").order_by("report__made_at")
    return dict(rows.values_list("template", "source"))


@action("report.evaluate")
def ask_evaluation(*, by, report):
    """Look the numbers up again; of a published report only what a correction has changed since is noted."""
    record("report.evaluate", report, by=by)
    _look_up(report, by)
    return report


def _look_up(report, by):
    jobs.start("report.evaluate", by=by, args={"report": report.pk}, url=report.get_absolute_url())


@action("report.evaluate")
def fill_in(*, by, report, found=None):
    """Put down what every figure says now. The frozen numbers of a published report stay; corrections stand beside them.

    `found`: the answers, where a job has looked them up already.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    found = found or evaluate(report, by)
    if report.is_published:
        for answer in report.answers.all():
            new = found[answer.row]
            answer.later_number, answer.later_words, answer.later_at = new.number, new.words, timezone.now()
            answer.save(update_fields=["later_number", "later_words", "later_at"])
    else:
        report.answers.all().delete()
        Answer.objects.bulk_create(found.values())
        report.evaluated_at = timezone.now()
        report.save(update_fields=["evaluated_at"])
    return report


@action("report.reword")
def reword(*, by, sentence, text, source=None):
    """Change the words around the figures, or say where a claim comes from. Refuses a slot that is none."""
    rules.check_draft(sentence.report)
    rules.check_slots(text, sentence.template)
    old = {"text": sentence.text, "source": sentence.source}
    sentence.text, sentence.edited_by, sentence.edited_at = text.strip(), by, timezone.now()
    sentence.source = sentence.source if source is None else source.strip()
    sentence.full_clean()
    sentence.save()
    changes = {name: (was, getattr(sentence, name)) for name, was in old.items() if was != getattr(sentence, name)}
    record("report.reword", sentence.report, by=by, changes=changes)
    return sentence


@action("report.reword")
def write_as(*, by, sentence, number, wording):
    """Write one number of a sentence in another way: 83, 80余, 近300, 十五."""
    text = SLOT.sub(lambda slot: rewritten(slot, wording) if slot["row"] == number else slot[0], sentence.text)
    return reword(by=by, sentence=sentence, text=text)


@action("report.publish")
def ask_publishing(*, by, report):
    """Have a job freeze the numbers with their lists; asked again meanwhile, it is the same job."""
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_publish(report)
    if rules.publishing(report) is None:
        jobs.start("report.publish", by=by, args={"report": report.pk}, url=report.get_absolute_url())
    return report


@action("report.publish")
def publish(*, by, report, found=None):
    """Freeze the numbers with the lists behind them. From now on nothing in the report changes.

    `found`: the answers with their rows, where a job has looked them up already.
    """
    report = Report.objects.select_for_update().get(pk=report.pk)
    rules.check_publish(report)
    found = found or evaluate(report, by, with_rows=True)
    report.answers.all().delete()
    Answer.objects.bulk_create(found.values())
    now = timezone.now()
    report.state, report.evaluated_at, report.published_at, report.published_by = ReportState.PUBLISHED, now, now, by
    report.full_clean()
    report.save()
    record("report.publish", report, by=by, changes={"state": (ReportState.DRAFT, ReportState.PUBLISHED)})
    return report


@action("report.discard")
def discard(*, by, report):
    """Take a draft away; published reports stay for good."""
    rules.check_draft(report)
    record("report.discard", report, by=by, note=report.title)
    report.delete()
