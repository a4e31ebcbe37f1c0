"""The reading screen: one opinion after the other, one key a category; the one just sorted becomes an appeal or a point."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from appeals.actions import remarks
from appeals.desk import surveys as desk
from appeals.models import Remark, Survey
from appeals.pages.surveys import OfSurvey
from appeals.rules import surveys as rules
from core.pages import ActionPage, OfModel, PortalView, today
from core.validators import parse_whole


class ReadRemarks(OfSurvey, OfModel, PortalView):
    model, needs = Survey, "remark.sort"
    title = _("Read opinions")
    template = "appeals/surveys/remarks.html"

    @cached_property
    def rows_to_read(self):
        return desk.remarks(self.user, self.row)

    def chosen(self, name):
        """An opinion that the address names, if it is one of these."""
        return self.rows_to_read.filter(pk=parse_whole(self.request.GET.get(name, ""))).first()

    def get(self, request, pk):
        waiting = self.rows_to_read.filter(sorted_on__isnull=True).order_by("question__position", "pk")
        return self.show(
            survey=self.row,
            remark=self.chosen("remark") or waiting.first(),
            before=self.chosen("before"),
            left=waiting.count(),
            whole=self.rows_to_read.count(),
            keys=desk.keys_of_categories(),
            by_category=desk.sorted_remarks(self.user, self.row),
        )


class OfRemark:
    """What is done with one opinion; then on to the next."""

    model = Remark

    def refine(self, rows):
        return rows.select_related("batch__survey", "category")

    @property
    def back_address(self):
        return reverse("appeals:remarks", args=[self.row.batch.survey_id])

    def go_on(self, result):
        return redirect(f"{self.back_address}?before={result.pk}")


class SortRemark(OfRemark, ActionPage):
    needs = "remark.sort"
    action, check = remarks.sort_remark, rules.check_readable
    label, icon = _("Sort"), "tick"

    def arguments(self, form):
        """The category whose button was pressed; another value puts the opinion aside."""
        chosen = {str(category.pk): category for _key, category in desk.keys_of_categories()}
        return super().arguments(form) | {
            "category": chosen.get(self.request.POST.get("category", "")),
            "today": today(),
        }


class TakeUp(OfRemark, ActionPage):
    """With the category it was sorted into."""

    needs = "remark.take_up"
    icon = "talk"

    @staticmethod
    def check(row, by, today):
        rules.check_sorted(row, by, today)

    def arguments(self, form):
        return super().arguments(form) | {"category": self.row.category}


class RemarkToAppeal(TakeUp):
    action = remarks.make_appeal
    label = _("Make it an appeal")


class RemarkToIssue(TakeUp):
    action = remarks.make_issue
    label = _("Make it a point raised")
