"""Tasks for stations: the lists of them, issuing, urging, closing. What belongs to one of them is in `pages.errand`."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bureau import desk, rules
from bureau.actions import errands as verbs
from bureau.forms.errands import CHOSEN, THEIRS, VILLAGES, ErrandForm
from bureau.listings.errands import ErrandListing, PartListing
from bureau.models import Errand, ErrandPart
from core.actions import check
from core.choosing import Use
from core.pages import ActionPage, FormPage, ListPage, today
from stations.choices import Tier
from stations.choosing import OPEN_STATIONS
from veterans.desk import has_people, people_behind

TASKS = (_("Tasks"), "/tasks/")
TICKED = "errand_people"  # of the session: the keys of people ticked in a list, until the task is issued


def issue_to_ticked(page):
    """A task about the people behind the ticked rows of a list."""
    page.request.session[TICKED] = sorted(people_behind(page))
    return redirect(f"{reverse('bureau:errand_add')}?ticked=1")


def is_above(page):
    return has_people(page) and check(rules.check_issues, page.user) is None


ASSIGN = Use("assign", _("Issue as a task"), "tick", run=issue_to_ticked, fits=is_above, needs="errand.issue")


class Errands(ListPage):
    """What was issued here and below."""

    model, needs = Errand, "errand.view"
    title, listing = _("Tasks for stations"), ErrandListing
    export, add_label = "errand.export", _("Issue a task")
    blank_icon = "tick"

    def refine(self, rows):
        return rows.with_counts(today()).select_related("station__division")

    @property
    def add(self):
        return "" if check(rules.check_issues, self.user) else "bureau:errand_add"

    @property
    def buttons(self):
        yield {"label": _("Tasks from above"), "icon": "down", "address": reverse("bureau:errand_parts")}


class Parts(ListPage):
    """What stations were asked to do, as far as the user sees them."""

    model, needs = ErrandPart, "errand.view"
    title, listing, export = _("Tasks from above"), PartListing, "errand.export"
    blank_icon = "tick"
    crumbs = (TASKS,)

    def refine(self, rows):
        return rows.select_related("errand", "station__division")


class IssueErrand(FormPage):
    model, needs = Errand, "errand.issue"
    title, form, action = _("Issue a task"), ErrandForm, verbs.issue_errand
    save_label = _("Issue")
    saved = _("Issued. Each station has its part and a notice.")
    crumbs = (TASKS,)
    back_address = "/tasks/"
    writes = False

    @cached_property
    def ticked(self):
        """The people ticked in the list from which this page was opened; a task begun otherwise names none of them."""
        keys = self.request.session.get(TICKED, ()) if "ticked" in self.request.GET else ()
        return list(desk.people_ticked(self.user, keys))

    def make_form(self, *args, **kwargs):
        form = super().make_form(*args, **kwargs)
        if self.ticked:
            form.offer_ticked(len(self.ticked))
        return form

    def leave(self, form, result):
        self.request.session.pop(TICKED, None)
        return super().leave(form, result)

    def arguments(self, form):
        values = form.cleaned_data
        stations = self.addressed(values)
        category = values.get("category")
        people = verbs.people_of(category, stations) if category else self.ticked
        return super().arguments(form) | {"values": values | {"stations": stations, "people": people}}

    def addressed(self, values):
        own = self.user.station
        if values["to"] == THEIRS:
            return list(desk.stations_of(self.ticked))
        if values["to"] == CHOSEN:
            return list(values["chosen"])
        rows = OPEN_STATIONS.filter(reached_by__upper=own).exclude(pk=own.pk).order_by("division__code")
        if values["to"] == VILLAGES:
            return list(rows.filter(tier=Tier.VILLAGE))
        return list(rows.filter(parent=own))


class Urge(ActionPage):
    model, needs, action, check = Errand, "errand.urge", verbs.urge, rules.check_urge
    label, icon = _("Urge those who have not answered"), "bell"
    saved = _("Urged: each station that has not answered has a notice.")


class CloseErrand(ActionPage):
    model, needs, action, check = Errand, "errand.close", verbs.close_errand, rules.check_runs
    label, icon, tone = _("Close the task"), "tick", "quiet"
    saved = _("Closed. Nobody is asked any more.")
