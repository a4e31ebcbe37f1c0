"""The lists behind the numbers of the people on file: who is counted now, who came and who went in a period."""

from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.figures import FIGURES
from core.looks import Question
from core.pages import ListPage, today
from veterans import desk
from veterans.change_table import NAMES
from veterans.figures import Change
from veterans.listings import MovementListing
from veterans.models import Person
from veterans.models.movement import ALL
from veterans.pages.lists import PeoplePage


class Asked:
    """What the address of a list asks for: a figure, a period, a station in sight."""

    @cached_property
    def question(self):
        return Question(self.user, self.request.GET, today(), desk.stations(self.user))

    @property
    def place(self):
        return (self.question.station or self.user.station).place

    @property
    def title(self):
        return self.figure.label


class PeopleOf(Asked, PeoplePage):
    """The people that a number counts, as they are listed everywhere."""

    export, export_plain, add = "person.export", "", ""
    needs = "person.view"

    @cached_property
    def figure(self):
        figure = FIGURES.get(self.kwargs["key"])
        if figure is None or figure.model is not Person:
            raise Http404
        return figure

    @property
    def lede(self):
        return f"{self.place}·{self.figure.source}"

    @property
    def buttons(self):
        return ()

    def refine(self, rows):
        question = self.question
        pick = self.figure.short_of if "short" in self.request.GET else self.figure.narrow
        if "alone" in self.request.GET:
            rows = rows.filter(station=question.station or self.user.station)
        return pick(rows, question.period, question.station).for_list()


class ChangedPeople(Asked, ListPage):
    """Everybody behind a number of the change table, by name."""

    needs, export = "person.view", "person.export"
    listing = MovementListing

    @cached_property
    def figure(self):
        figure = FIGURES.get(self.kwargs["key"])
        if not isinstance(figure, Change):
            raise Http404
        return figure

    @property
    def model(self):
        return self.figure.model

    @property
    def code(self):
        asked = self.request.GET.get("category", ALL)
        return asked if asked in NAMES else ALL

    @property
    def lede(self):
        about = "" if self.code == ALL else f"·{NAMES[self.code]}"
        return f"{self.question.period.label}·{self.place}{about}"

    def refine(self, rows):
        question = self.question
        station = question.station or self.user.station
        if "alone" in self.request.GET:
            rows = rows.filter(**{self.figure.station: station})
        return desk.told(self.figure.of(self.code).narrow(rows, question.period, station), self.user)

    crumbs = ((_("Reports"), "/reports/"), (_("Change table"), "/reports/changes/"))
