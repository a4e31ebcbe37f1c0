"""The forms of the superior's forms: upload, what a cell is to hold, the period to fill."""

from itertools import groupby

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bureau.choices import Over, Wording
from bureau.forms.reports import runs_forward
from bureau.grids import Places
from core.figures import FIGURES
from core.forms import Field, PortalForm, Section
from core.widgets import Drop, Radios, WholeDateField
from stations.choosing import OPEN_STATIONS

SHARED = gettext_lazy("My station and those below may fill it too; each sees only their own numbers")
ALL, ROW, OTHER = "all", "row", "other"


class BlankForm(PortalForm):
    sections = (
        Section("file", gettext_lazy("File"), (Field("file", 6, full=True),)),
        Section("about", gettext_lazy("About it"), (Field("title", 6), Field("is_shared", 12))),
    )

    file = forms.FileField(
        label=gettext_lazy("The empty form as the superior sent it"),
        widget=Drop({"accept": ".xlsx"}),
        help_text=gettext_lazy(".xlsx; merged cells, formats and sums stay as they are"),
    )
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    is_shared = forms.BooleanField(label=SHARED, required=False)


class AmendBlankForm(PortalForm):
    title = forms.CharField(label=gettext_lazy("Title"), max_length=80)
    is_shared = forms.BooleanField(label=SHARED, required=False)


class PeriodForm(PortalForm):
    sections = (Section("period", "", (Field("first_on", 6), Field("last_on", 6))),)
    first_on = WholeDateField(label=gettext_lazy("First day"))
    last_on = WholeDateField(label=gettext_lazy("Last day"))

    def clean(self):
        return runs_forward(self, super().clean())


def figures():
    """The figures by department, for a select."""
    by_department = sorted(FIGURES.values(), key=lambda figure: figure.model._meta.app_label)
    for label, group in groupby(by_department, key=lambda figure: figure.model._meta.app_label):
        name = apps.get_app_config(label).verbose_name
        yield name, [(figure.key, f"{figure.label}（{figure.unit or '%'}）") for figure in group]


class CellForm(PortalForm):
    """What one cell is to hold, and the rows below it if they name places."""

    sections = (
        Section("what", "", (Field("figure", 12), Field("words", 12))),
        Section("whose", "", (Field("whose", 12), Field("station", 12), Field("down", 12))),
        Section("how", "", (Field("over", 6), Field("wording", 6), Field("clear", 12))),
    )

    figure = forms.ChoiceField(label=gettext_lazy("Which number"), required=False)
    words = forms.CharField(
        label=gettext_lazy("Or words"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("{单位}, {时段} and {日期} become the station, the period and the day of filling"),
    )
    whose = forms.ChoiceField(label=gettext_lazy("Counted where"), widget=Radios, initial=ALL, required=False)
    station = forms.ModelChoiceField(
        OPEN_STATIONS, label=gettext_lazy("Another station, with those below it"), required=False
    )
    down = forms.BooleanField(label=gettext_lazy("Fill this column down"), required=False)
    over = forms.ChoiceField(label=gettext_lazy("Over which days"), choices=Over.choices, initial=Over.PERIOD)
    wording = forms.ChoiceField(label=gettext_lazy("Written as"), choices=Wording.choices, initial=Wording.EXACT)
    clear = forms.BooleanField(label=gettext_lazy("Leave it empty again"), required=False)

    def __init__(self, *args, grid, spot, cell=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.grid, self.spot = grid, spot
        self.fields["figure"].choices = [("", _("Please choose")), *figures()]
        self.fields["station"].label_from_instance = str
        self.places = Places(self.fields["station"].queryset)
        self.place = self.places.named(grid.words_before(spot))
        self.below = grid.below(spot, self.places) if self.place else []
        self._offer_places()
        if cell is None:
            del self.fields["clear"]

    def _offer_places(self):
        own = _("the station of whoever fills it, with those below (now %(place)s)") % {
            "place": self.user.station.place
        }
        choices = [(ALL, own)]
        if self.place:
            choices.append((ROW, _("the place of this row: %(place)s") % {"place": self.place.place}))
            self.fields["whose"].initial = ROW
        self.fields["whose"].choices = [*choices, (OTHER, _("another station"))]
        if len(self.below) < 2:
            del self.fields["down"]
            return
        self.fields["down"].initial = True
        words = ngettext(
            "Fill this column down: %(count)s row names its place (to %(at)s)",
            "Fill this column down: %(count)s rows name their place (to %(at)s)",
            len(self.below),
        )
        self.fields["down"].label = words % {"count": len(self.below), "at": self.below[-1][0].at}

    def clean(self):
        given = super().clean()
        if given.get("clear"):
            return given
        if bool(given.get("figure")) == bool(given.get("words")):
            self.add_error(
                "figure", ValidationError(_("Choose a number or write words, one of the two."), "one_of_two")
            )
        if given.get("whose") == OTHER and not given.get("station"):
            self.add_error("station", ValidationError(_("Choose the station."), "required"))
        return given

    @property
    def spots(self):
        """[(cell, station)] that are meant: this one, or the whole column from here down."""
        given = self.cleaned_data
        if given.get("whose") == ROW and self.place:
            return self.below if given.get("down") and self.below else [(self.spot, self.place)]
        return [(self.spot, given["station"] if given.get("whose") == OTHER else None)]
