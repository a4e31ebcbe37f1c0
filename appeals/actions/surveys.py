"""Building a questionnaire: drafts, their questions, starting, closing, and new versions."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from appeals.choices.questionnaires import READY
from appeals.choices.surveys import SurveyState
from appeals.models import Question, Survey
from appeals.rules import surveys as rules
from appeals.rules import tally
from core.actions import action
from core.audit import record

COPIED = (
    "kind", "section", "text", "options", "items", "most", "least", "greatest", "is_required", "is_dimension", "depends_on",
)  # fmt: skip
MOST_QUESTIONS = 60


@action("survey.make")
def make_survey(*, by, station, values, today, template=""):
    """A draft: empty, from a ready questionnaire (its key), or from an earlier survey (the row)."""
    survey = Survey(station=station, created_by=by, **values)
    survey.full_clean()
    survey.save()
    if isinstance(template, Survey):
        copy_questions(template, survey)
    elif template:
        write_ready(survey, READY[template][1])
    record("survey.make", survey, by=by, changes={"title": (None, survey.title)})
    return survey


def write_ready(survey, questions):
    """The questions of a ready questionnaire."""
    made = []
    for position, (kind, text, more) in enumerate(questions, start=1):
        question = Question(survey=survey, position=position, kind=kind, text=text)
        for name in ("section", "most", "least", "greatest", "is_required", "is_dimension"):
            setattr(question, name, more.get(name, getattr(question, name)))
        question.options, question.items = ("\n".join(more.get(name, ())) for name in ("options", "items"))
        if "after" in more:
            before, wanted = more["after"]
            question.depends, question.depends_on = made[-before], " ".join(map(str, wanted))
        question.full_clean()
        question.save()
        made.append(question)


def copy_questions(source, target):
    """The same questions in the same order; conditions point to the copies."""
    copies = {}
    for question in source.questions.order_by("position"):
        copy = Question(survey=target, position=question.position, **{name: getattr(question, name) for name in COPIED})
        copy.depends = copies.get(question.depends_id)
        copy.save()
        copies[question.pk] = copy


@action("survey.amend")
def amend_survey(*, by, survey, values, today):
    """Title, purpose and days of a draft; while it runs only its last day may move."""
    if not survey.is_draft:
        rules.check_running(survey, by, today)
        values = {"ends_on": values["ends_on"]}
    changes = {name: (getattr(survey, name), value) for name, value in values.items() if getattr(survey, name) != value}
    for name, value in values.items():
        setattr(survey, name, value)
    survey.full_clean()
    survey.save()
    record("survey.amend", survey, by=by, changes=changes)
    return survey


@action("survey.question")
def add_question(*, by, survey, values, today):
    """One more question, at the end."""
    rules.check_draft(survey, by, today)
    last = survey.questions.order_by("-position").values_list("position", flat=True).first() or 0
    if last >= MOST_QUESTIONS:
        raise ValidationError(_("A questionnaire has at most sixty questions."))
    question = Question(survey=survey, position=last + 1, **values)
    question.full_clean()
    question.save()
    record("survey.question", survey, by=by, changes={question.key: (None, question.text)})
    return question


@action("survey.question")
def amend_question(*, by, question, values, today):
    """Other words, kind or conditions of a draft's question."""
    rules.check_draft(question.survey, by, today)
    before = question.text
    for name, value in values.items():
        setattr(question, name, value)
    question.full_clean()
    question.save()
    record("survey.question", question.survey, by=by, changes={question.key: (before, question.text)})
    return question


@action("survey.question")
def remove_question(*, by, question, today):
    """Take a question out; what depended on it is asked of everybody."""
    survey = question.survey
    rules.check_draft(survey, by, today)
    record("survey.question", survey, by=by, changes={question.key: (question.text, None)})
    question.dependants.update(depends=None, depends_on="")
    question.delete()
    _number_anew(survey)
    return survey


@action("survey.question")
def raise_question(*, by, question, today):
    """One place up. A question does not go above the one that decides whether it is asked."""
    survey = question.survey
    rules.check_draft(survey, by, today)
    order = list(survey.questions.order_by("position", "pk"))
    place = order.index(question)
    if place and order[place - 1].pk == question.depends_id:
        raise ValidationError(_("It is asked because of the question above it."))
    if place:
        order[place - 1 : place + 1] = [question, order[place - 1]]
        _number_anew(survey, order)
        record("survey.question", survey, by=by, changes={"position": (place + 1, place)})
    return question


def _number_anew(survey, order=None):
    order = order or list(survey.questions.order_by("position", "pk"))
    for position, question in enumerate(order, start=1):
        question.position = position
    Question.objects.bulk_update(order, ["position"])


@action("survey.start")
def start_survey(*, by, survey, today):
    """From now on it may be handed out and answered, and nothing of it changes."""
    rules.check_start(survey, by, today)
    survey.state = SurveyState.OPEN
    survey.save(update_fields=["state"])
    record("survey.start", survey, by=by)
    return survey


@action("survey.close")
def close_survey(*, by, survey, today):
    """The end: the sheets are counted once, and that is what is published."""
    rules.check_close(survey, by, today)
    survey.tally = tally.count(list(survey.questions.order_by("position")), rules.sheets_of(survey))
    survey.state, survey.closed_on = SurveyState.CLOSED, today
    survey.save(update_fields=["tally", "state", "closed_on"])
    record("survey.close", survey, by=by, changes={"valid": (None, survey.tally["valid"])})
    return survey


@action("survey.make")
def new_version(*, by, survey, today):
    """A draft with the same questions that may be changed; the old one keeps its answers."""
    copy = Survey(
        station=by.station,
        title=survey.title,
        purpose=survey.purpose,
        starts_on=today,
        ends_on=max(today, survey.ends_on),
        version=survey.version + 1,
        follows=survey,
        created_by=by,
    )
    copy.full_clean()
    copy.save()
    copy_questions(survey, copy)
    record("survey.make", copy, by=by, changes={"version": (survey.version, copy.version)})
    return copy
