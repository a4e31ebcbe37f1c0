"""The numbers of questionnaires and points raised (handbook §9 rows 11, 12, 13, 17, 18)."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appeals.choices.surveys import IssueSource
from appeals.models import Batch, Issue, Response
from core.figures import Figure, as_of, register

TALKS = Q(source=IssueSource.EVENING_TALK)


def of_issues(key, label, counts, source, **more):
    along = {"source": "source", "aspect": "aspect", "category": "category", "outcome": "outcome"}
    return register(
        Figure(f"issue.{key}", label, Issue, counts, date="raised_on", source=source, dimensions=along, **more)
    )


def settled(period):
    return Q(settled_on__lte=as_of(period))


# row 12: the report's 304 is what was handed out
DISTRIBUTED = register(
    Figure(
        "survey.distributed",
        _("Questionnaires distributed"),
        Batch,
        unit="份",
        date="on",
        field="distributed",
        source=_("Handed out in the period, added over all batches"),
    )
)
SHEETS = {"date": "on", "station": "batch__station", "unit": "份"}
RETURNED = register(
    Figure(
        "survey.returned",
        _("Questionnaires returned"),
        Response,
        source=_("Sheets that came back, by their day"),
        **SHEETS,
    )
)
VALID = register(
    Figure(
        "survey.valid",
        _("Valid questionnaires"),
        Response,
        Q(is_valid=True),
        show="rate",
        among=Q(),
        source=_("Not void, among those that came back"),
        **SHEETS,
    )
)
FORMS = of_issues(
    "forms", _("Ways of listening"), Q(), _("Different ways in which points were raised"), unit="种", distinct="source"
)
CATEGORIES = of_issues(
    "categories",
    _("Categories of points"),
    Q(),
    _("Different categories of points raised"),
    unit="类",
    distinct="category",
)
RAISED = of_issues("raised", _("Points raised"), Q(), _("By the day they were raised"), unit="个")
SETTLED = of_issues(
    "settled",
    _("Points settled"),
    settled,
    _("Settled by its end, among those raised in the period"),
    unit="个",
    show="rate",
    among=Q(),
)
TALK_ASPECTS = of_issues(
    "talk_aspects",
    _("Aspects at evening talks"),
    TALKS,
    _("Different aspects of points from 村湾夜话"),
    unit="个",
    distinct="aspect",
)
TALK_POINTS = of_issues("talk_points", _("Points from evening talks"), TALKS, _("Raised at 村湾夜话"), unit="个")
TALK_SETTLED = of_issues(
    "talk_settled",
    _("Of these settled"),
    lambda period: TALKS & settled(period),
    _("Settled by the end of the period, among the points from evening talks"),
    unit="个",
    show="rate",
    among=TALKS,
)
