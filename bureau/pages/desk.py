"""Home and search: the desks that look across all departments."""

from django.shortcuts import redirect, resolve_url
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bureau.board import Health
from bureau.doors import doors_of
from bureau.glance import Glance
from core import finding, notices, worklist
from core.listing import recall, remember
from core.pages import PortalView, today
from core.panels import Shown
from veterans import desk

NEWS = 6
WORK_SHOWN = 15


class Home(PortalView):
    """What to do next, by deadline, and the board of the user's own place in short; every number with its list."""

    template = "bureau/home.html"
    title = _("Home")

    def get(self, request):
        most = len(self.work) if "all" in request.GET else WORK_SHOWN
        return self.show(
            today=today(),
            at=timezone.now(),
            now=sum(work.due_on is not None and work.due_on <= today() for work in self.work),
            total=len(self.work),
            hidden=max(0, len(self.work) - most),
            parts=worklist.parts(self.work, today(), most),
            news=notices.inbox(request.user)[:NEWS],
        )

    @cached_property
    def work(self):
        return worklist.of(self.user, today())

    @cached_property
    def panels(self):
        return Shown("home", self.user.station, self.request)

    @cached_property
    def glance(self):
        """The numbers of who works with records."""
        if self.user.sees_records and self.user.station_id:
            return Glance(self.user, today(), list(desk.stations(self.user)))
        return None

    @property
    def numbers(self):
        return self.glance.numbers if self.glance and self.user.may("person.view") else None

    @property
    def doors(self):
        return doors_of(self.user)

    @cached_property
    def health(self):
        """What the three administrators look after."""
        return None if self.user.sees_records else Health(self.user)


class Search(PortalView):
    """Everything that matches a name, the end of a number, a phone. What was typed is never in the address."""

    template = "bureau/search.html"
    title = _("Search")

    def post(self, request):
        text = request.POST.get("q", "").strip()
        address = resolve_url("bureau:search")
        return redirect(f"{address}?{urlencode({'s': remember(request, text)})}" if text else address)

    def get(self, request):
        text = recall(request)
        return self.show(text=text, found=finding.search(request.user, text) if text else [])
