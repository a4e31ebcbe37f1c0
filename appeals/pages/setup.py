"""What the bureau changes itself: the calendar, the stations' limits, the categories."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import rules
from appeals.actions import calendar
from appeals.forms import CategoryForm, HolidayForm, LimitsForm, YearForm
from appeals.models import Category, Clock, Holiday, HolidayYear
from core.pages import ActionPage, FormPage, OfModel, PortalView, today


def above():
    return ((_("Appeals"), reverse("appeals:appeals")), (_("Calendar and limits"), reverse("appeals:calendar")))


class CalendarPage(OfModel, PortalView):
    """Holidays on top of the announced ones; the clocks that a change would move, to be decided one by one."""

    model, needs = Clock, "appeal.calendar"
    title = _("Calendar and limits")
    template = "appeals/calendar.html"

    @property
    def crumbs(self):
        return above()[:1]

    def refine(self, rows):
        return rows.running().select_related("appeal__handler__division")

    def get(self, request):
        known = rules.calendar()
        return self.show(
            holidays=Holiday.entered(),
            years=HolidayYear.known(),
            published=sorted(known.published_years)[-3:],
            moved=self.moved,
            limits=rules.local_days(),
            categories=Category.all_periods(),
        )

    @property
    def moved(self):
        return calendar.moved_clocks(self.rows)

    def post(self, request):
        """Set the ticked clocks by the calendar as it is now."""
        chosen = set(request.POST.getlist("clock"))
        clocks = [clock for clock, _deadline in self.moved if str(clock.pk) in chosen]
        count = calendar.recompute(by=self.user, clocks_to_move=clocks, today=today())
        messages.success(request, gettext("%(count)s deadlines set anew.") % {"count": count})
        return redirect("appeals:calendar")


class AddHoliday(FormPage):
    model, needs = Holiday, "appeal.calendar"
    title = _("Enter a holiday")
    form = HolidayForm
    action = calendar.set_holiday
    done = "appeals:calendar"
    has_draft = False
    keeps = ("name", "is_off")

    @property
    def crumbs(self):
        return above()


class RemoveHoliday(ActionPage):
    model, needs = Holiday, "appeal.calendar"
    action = calendar.remove_holiday
    label, icon = _("Remove"), "cross"

    def go_on(self, result):
        return redirect("appeals:calendar")


class PublishYear(FormPage):
    model, needs = HolidayYear, "appeal.calendar"
    title = _("A year's holidays are complete")
    form = YearForm
    action = calendar.publish_year
    done = "appeals:calendar"
    has_draft = False

    @property
    def crumbs(self):
        return above()


class Limits(FormPage):
    model, needs = Clock, "appeal.limits"
    title = _("The stations' own limits")
    note = _("They hold for clocks that start from now on.")
    form = LimitsForm
    action = calendar.set_limits
    done = "appeals:calendar"
    has_draft = False

    @property
    def crumbs(self):
        return above()

    def initial(self):
        return rules.local_days()

    def arguments(self, form):
        return {"by": self.user, "today": today(), "days": form.cleaned_data}


class ReplaceCategory(ActionPage):
    model, needs = Category, "appeal.categories"
    action, form = calendar.replace_category, CategoryForm
    label, icon = _("Replace"), "swap"
    title = _("A new period's category")
    explain = _("Open cases move along; finished ones keep what they were counted under.")

    def refine(self, rows):
        return rows.filter(valid_to__isnull=True)

    @property
    def back_address(self):
        return reverse("appeals:calendar")

    def go_on(self, result):
        return redirect("appeals:calendar")
