"""The board: one page of numbers for each role, each number with its list."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bureau.board import MEASURES, Board, Health
from core.pages import PortalView, today
from veterans import desk


class BoardPage(PortalView):
    """Who works with records sees their own place and those below; the three administrators see accounts and the ledger."""

    title = _("Board")
    template = "bureau/board/board.html"
    crumbs = ((_("Home"), "/"),)

    def get(self, request):
        if not self.user.sees_records:
            return self.show("bureau/board/health.html", health=Health(self.user), at=timezone.now())
        asked = request.GET.get("station", "")
        station = next((one for one in self.stations if str(one.pk) == asked), self.user.station)
        board = Board(self.user, station, today(), self.stations, request.GET.get("measure", ""))
        return self.show(board=board, measures=MEASURES, at=timezone.now())

    @cached_property
    def stations(self):
        return list(desk.stations(self.user))
