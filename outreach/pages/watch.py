"""The watch list for falling, or falling back, into poverty through illness."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, today
from outreach.actions import assistance, honours
from outreach.forms.assistance import LineForm, LookAfterForm
from outreach.listings.assistance import WatchListing
from outreach.models import LookedAfter
from outreach.pages.visits import above
from outreach.rules import poverty
from veterans.models import Person


class WatchPage(ListPage):
    """Who is on it, why, and who has seen to them."""

    model, needs = Person, "watch.view"
    title, listing = _("Watch list: poverty through illness"), WatchListing
    export = "watch.export"
    blank_icon = "eye"
    template = "outreach/watch.html"

    @property
    def crumbs(self):
        return above((_("Assistance"), reverse("outreach:grants")))

    def refine(self, rows):
        seen = poverty.looked_after(today())
        is_done = self.request.GET.get("seen") == "done"
        rows = rows.on_file().filter(poverty.at_risk(today(), self.line)).filter(seen if is_done else ~seen)
        return poverty.with_signs(rows.for_list(), today(), self.line)

    @cached_property
    def line(self):
        return poverty.income_line()

    def context(self):
        return {"illness": poverty.ILLNESS, "need": poverty.NEED, "line": self.line}

    @property
    def buttons(self):
        if self.user.may("watch.set_line"):
            yield {"label": _("Line of income"), "icon": "gear", "address": reverse("outreach:income_line")}


class LookAfter(ActionPage):
    model, needs, form, action = Person, "watch.look_after", LookAfterForm, assistance.look_after
    label, icon = _("Looked after"), "tick"
    title = _("What was done")
    explain = _("Off the list until the day to look again.")
    done = "outreach:watch"
    saved = _("Saved. The person is back on the list on the day to look again.")

    def refine(self, rows):
        return poverty.with_signs(rows.on_file(), today())

    def arguments(self, form):
        reasons = "、".join(poverty.reasons_of(self.row))[:200]
        return super().arguments(form) | {"kind": poverty.kind_of(self.row), "reasons": reasons}

    @property
    def back_address(self):
        return reverse("outreach:watch")


class IncomeLine(FormPage):
    model, needs, form, action = LookedAfter, "watch.set_line", LineForm, honours.set_income_line
    title = _("Line of income")
    done = "outreach:watch"
    has_draft = False

    def initial(self):
        return {"line": poverty.income_line()}

    @property
    def crumbs(self):
        return above((_("Watch list"), reverse("outreach:watch")))

    @property
    def back_address(self):
        return reverse("outreach:watch")
