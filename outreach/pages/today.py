"""“What did you do today?”: every entry of outreach two clicks away, and the month's calendar."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import PortalView, today
from outreach import calendar
from outreach.desk import today as desk
from outreach.doors import today_entries

YEARS = range(2000, 2100)


class Today(PortalView):
    """Station, date and staff are filled in by the forms behind the entries."""

    needs = "visit.record"
    title = _("What did you do today?")
    template = "outreach/today.html"

    @property
    def crumbs(self):
        return ((_("Services for veterans"), reverse("outreach:home")),)

    def get(self, request):
        return self.show(
            entries=today_entries.of(self.user),
            done=list(desk.done_today(self.user, today())),
            plaques=desk.plaques_hung(self.user, today()),
            day=today(),
        )


class CalendarPage(PortalView):
    """What is planned in a month, on a sheet that prints."""

    needs = "visit.view"
    title = _("Calendar of services")
    template = "outreach/calendar.html"

    @property
    def crumbs(self):
        return ((_("Services for veterans"), reverse("outreach:home")),)

    @property
    def month(self):
        """The first day of the month asked for (?month=2026-11), else of this one."""
        try:
            first = date.fromisoformat(f"{self.request.GET.get('month', '')}-01")
        except ValueError:
            first = today().replace(day=1)
        return first if first.year in YEARS else today().replace(day=1)

    def get(self, request):
        first = self.month
        return self.show(
            weeks=calendar.month_of(self.user, first, today()),
            first=first,
            before=(first - timedelta(days=1)).replace(day=1),
            after=(first + timedelta(days=31)).replace(day=1),
        )
