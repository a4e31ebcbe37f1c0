"""The officers' dashboard and the lists behind its numbers."""

from datetime import date

from django.http import Http404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from appeals import desk
from appeals import figures as f
from appeals.choices import Channel
from appeals.listings import FigureListing
from appeals.models import Appeal
from appeals.pages.queue import QUEUE_ROWS
from appeals.standing import Standing
from core.figures import FIGURES
from core.looks import Question
from core.pages import ListPage, PortalView, today
from core.validators import parse_whole
from veterans import desk as people

STRIP = (f.OVERDUE, f.SOON, f.OPEN, f.RECEIVED, f.DECIDED, f.IN_TIME, f.SATISFACTION)
BESIDE = (
    f.TAKEN_IN_TIME,
    f.RATED,
    f.IN_VILLAGE,
    f.REPEATS,
    f.PERSONS,
    f.GROUPS,
    f.PETITIONS,
    f.UNASSIGNED,
    f.DAYS_TO_ACCEPT,
    f.DAYS_TO_REPLY,
    f.DAYS_TO_FINISH,
)


class Dashboard(PortalView):
    """Where things stand: numbers that open their lists, towns × categories, the overdue ones, twelve months."""

    needs = "appeal.dashboard"
    title = _("Appeals dashboard")
    template = "appeals/dashboard.html"

    def get(self, request):
        question = Question(self.user, request.GET, today(), desk.towns(self.user))
        return self.show(board=Standing(question, STRIP, BESIDE), question=question)


class FigurePage(ListPage):
    """The very rows that a number counts."""

    model, needs = Appeal, "appeal.dashboard"
    listing = FigureListing
    export = "appeal.export"
    blank_icon = "chart"
    dimensions = ("category", "town", "channel", "kind", "tier", "month")

    @property
    def figure(self):
        figure = FIGURES.get(self.kwargs["key"])
        if figure is None or figure.model is not Appeal:
            raise Http404
        return figure

    @property
    def title(self):
        return self.figure.label

    @property
    def lede(self):
        return self.figure.source

    @property
    def crumbs(self):
        return ((_("Appeals dashboard"), f"{reverse('appeals:dashboard')}?{urlencode(self.question.where)}"),)

    @property
    def question(self):
        return Question(self.user, self.request.GET, today(), people.stations(self.user))

    def refine(self, rows):
        question = self.question
        return self.figure.narrow(rows, question.period, question.station, **self.where())

    def dress(self, rows):
        return rows.select_related(*QUEUE_ROWS)

    def where(self):
        """The values of dimensions that the address names; anything else counts nothing."""
        found = {}
        for name in self.dimensions:
            if (text := self.request.GET.get(name)) is None or name not in self.figure.dimensions:
                continue
            found[name] = self.value_of(name, text)
        return found

    def value_of(self, name, text):
        if name in ("category", "town"):
            return parse_whole(text)
        if name == "month":
            return _month(text)
        return text if name != "channel" or text in Channel.values else None


def _month(text):
    """2026-11, or nothing."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
