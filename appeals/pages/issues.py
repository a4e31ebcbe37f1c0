"""Points raised at talks, symposia and visits."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from appeals import desk
from appeals.actions import issues
from appeals.figures import surveys as figures
from appeals.forms.surveys import IssueForm, SettleIssueForm
from appeals.listings.surveys import IssueFigureListing, IssueListing
from appeals.models import Issue
from appeals.rules import surveys as rules
from core.figures import FIGURES
from core.looks import Question
from core.pages import ActionPage, FormPage, ListPage, RecordPage, today

ROW = ("category", "handler__division", "station__division")
STRIP = (figures.RAISED, figures.SETTLED, figures.TALK_POINTS, figures.TALK_ASPECTS, figures.FORMS, figures.CATEGORIES)


class IssuesPage(ListPage):
    model, needs = Issue, "issue.view"
    title = _("Points raised")
    template = "appeals/issues/list.html"
    listing = IssueListing
    export = "issue.export"
    add, add_label = "appeals:raise_issue", _("Note a point")
    blank_icon = "talk"

    def refine(self, rows):
        return rows.select_related(*ROW)

    @property
    def crumbs(self):
        return ((_("Appeals"), reverse("appeals:appeals")),)

    @property
    def buttons(self):
        return [{"label": _("Questionnaires"), "icon": "paper", "address": reverse("appeals:surveys")}]

    def context(self):
        question = Question(self.user, self.request.GET, today(), desk.towns(self.user))
        values = question.answers(STRIP)
        return {"period": question.period, "strip": [values[figure.key] for figure in STRIP]}


class IssueFigurePage(ListPage):
    """The very points that a number counts."""

    model, needs = Issue, "issue.view"
    listing = IssueFigureListing
    export = "issue.export"
    blank_icon = "chart"

    @property
    def figure(self):
        figure = FIGURES.get(self.kwargs["key"])
        if figure is None or figure.model is not Issue:
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
        return ((_("Points raised"), reverse("appeals:issues")),)

    def refine(self, rows):
        question = Question(self.user, self.request.GET, today(), desk.towns(self.user))
        return self.figure.narrow(rows, question.period, question.station).select_related(*ROW)


class IssuePage(RecordPage):
    model, needs = Issue, "issue.view"
    template = "appeals/issues/issue.html"

    def refine(self, rows):
        return rows.select_related(*ROW, "created_by")

    @property
    def crumbs(self):
        return ((_("Points raised"), reverse("appeals:issues")),)


class RaiseIssue(FormPage):
    model, needs = Issue, "issue.raise"
    title = _("Note a point")
    form = IssueForm
    action = issues.raise_issue
    writes = False
    keeps = ("source", "raised_on", "occasion", "aspect", "handler", "owner")

    @property
    def crumbs(self):
        return ((_("Points raised"), reverse("appeals:issues")),)

    def arguments(self, form):
        return super().arguments(form) | {"station": self.user.station}

    @property
    def back_address(self):
        return reverse("appeals:issues")


class AmendIssue(FormPage):
    model, needs = Issue, "issue.amend"
    title = _("Correct a point")
    form = IssueForm
    action = issues.amend_issue

    @property
    def crumbs(self):
        return ((_("Points raised"), reverse("appeals:issues")), (str(self.row), self.row.get_absolute_url()))


class SettleIssue(ActionPage):
    model, needs = Issue, "issue.settle"
    action, form, check = issues.settle_issue, SettleIssueForm, rules.check_unsettled
    label, icon, title = _("Settle"), "tick", _("What became of it")
