"""The superior's forms: upload, the grid in which cells are told what to hold, filling, what was filled."""

from datetime import timedelta
from io import BytesIO

from django.db.models import Count
from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from bureau import rules
from bureau.actions.blanks import add_blank, amend_blank, ask_filling, clear_cells, discard_blank, map_cells
from bureau.desk import sees_blank
from bureau.filling import Written, said
from bureau.forms.blanks import ALL, OTHER, AmendBlankForm, BlankForm, CellForm, PeriodForm
from bureau.grids import Form
from bureau.listings.blanks import BlankListing, FillingListing
from bureau.models import Blank, Filling
from core import audit, sealed_files
from core.actions import check
from core.documents import download
from core.figures import FIGURES, Period
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today

FORMS = (_("Superior's forms"), "/reports/forms/")


class Blanks(ListPage):
    model, needs = Blank, "blank.view"
    title, listing = FORMS[0], BlankListing
    export = "blank.export"
    add, add_label = "bureau:blank_add", _("Upload a form")
    lede = _("Mapped once, filled every month")
    blank_icon = "paper"

    def refine(self, rows):
        counts = {name: Count(f"{name}s", distinct=True) for name in ("cell", "filling")}
        return rows.annotate(cell_count=counts["cell"], filling_count=counts["filling"]).select_related("made_by")


class AddBlank(FormPage):
    model, needs = Blank, "blank.add"
    title, form, action = _("Upload a form"), BlankForm, add_blank
    has_draft = False
    save_label = _("Upload")
    saved = _("The form is there. Open a cell and say what it is to hold.")
    crumbs = (FORMS,)
    back_address = "/reports/forms/"

    def arguments(self, form):
        file = form.cleaned_data["file"]
        return super().arguments(form) | {"file_name": file.name, "content": file.read()}


class OfBlank(OfModel):
    """Pages of one form."""

    model = Blank

    def refine(self, rows):
        return rows.select_related("made_by", "station")

    @cached_property
    def form_file(self):
        return Form(sealed_files.content(self.row.place))

    @property
    def crumbs(self):
        return (FORMS, (self.row.title, self.row.get_absolute_url()))


class BlankPage(OfBlank, RecordPage):
    """The form as a grid: what stands in it, what its cells are to hold, what is still empty."""

    needs = "blank.view"
    template = "bureau/blanks/blank.html"
    crumbs = (FORMS,)

    def context(self):
        mapped = {cell.spot: cell for cell in self.row.cells.select_related("station__division")}
        for cell in mapped.values():
            cell.meaning = in_short(cell)
        return {
            "grids": [(grid, grid.with_each(mapped)) for grid in self.form_file.grids],
            "mapped": len(mapped),
            "may_map": self.user.may("blank.map") and self.row.made_by_id == self.user.pk,
        }


def in_short(cell):
    """What a cell is to hold, as the grid says it."""
    figure = FIGURES.get(cell.figure)
    return cell.words or str(figure.label if figure else cell.figure)


class MapCell(OfBlank, ActionPage):
    """What one cell, or the column below it, is to hold."""

    needs = "blank.map"
    form = CellForm
    label, icon = _("Keep it"), "tick"
    title = _("What this cell is to hold")
    saved = _("Kept.")

    @cached_property
    def grid(self):
        grid = next((one for one in self.form_file.grids if one.number == self.kwargs["sheet"]), None)
        if grid is None or grid.at(self.kwargs["at"]) is None:
            raise Http404
        return grid

    @property
    def spot(self):
        return self.grid.at(self.kwargs["at"])

    @property
    def heading(self):
        return f"{self.title} {self.kwargs['at']}"

    @cached_property
    def cell(self):
        place = {"sheet": self.grid.name, "row": self.spot.row, "column": self.spot.column}
        return self.row.cells.filter(**place).first()

    def reason_against(self):
        text = self.request.POST.get("words") or self.spot.text  # words may carry on what stands in the cell
        return check(rules.check_own, self.row, self.user) or check(rules.check_spot, self.spot, text)

    def make_form(self, data=None, files=None):
        initial = {"words": self.spot.text}
        if self.cell:
            initial = {name: getattr(self.cell, name) for name in ("figure", "words", "over", "wording", "station")}
            initial["whose"] = OTHER if self.cell.station_id else ALL
        return CellForm(data, user=self.user, grid=self.grid, spot=self.spot, cell=self.cell, initial=initial)

    def run(self, form=None):
        given = {"by": self.user, "blank": self.row, "sheet": self.grid.name, "spots": form.spots}
        if form.cleaned_data.get("clear"):
            return clear_cells(**given)
        values = {name: form.cleaned_data[name] for name in ("figure", "words", "over", "wording")}
        return map_cells(**given, values=values)


class AmendBlank(OfBlank, ActionPage):
    needs, action, form = "blank.map", amend_blank, AmendBlankForm
    check = rules.check_own
    label, icon = _("Title and sharing"), "pen"

    def make_form(self, data=None, files=None):
        initial = {"title": self.row.title, "is_shared": self.row.is_shared}
        return AmendBlankForm(data, user=self.user, initial=initial)


class FillBlank(OfBlank, ActionPage):
    """The period; a job fills the form and leads to what it has filled."""

    needs, action, form = "blank.fill", ask_filling, PeriodForm
    check = rules.check_mapped
    reads = True
    label, icon, tone = _("Fill it"), "run", "go"
    title = _("Fill the form for a period")
    saved = _("It is being filled. When it is done, “See the result” leads to the workbook.")

    def done_address(self, result):
        return reverse("core:job", args=[result.pk])

    def make_form(self, data=None, files=None):
        month = Period.month(today().replace(day=1) - timedelta(days=1))
        return PeriodForm(data, user=self.user, initial={"first_on": month.first, "last_on": month.last})


class DiscardBlank(OfBlank, ActionPage):
    needs, action = "blank.discard", discard_blank
    check = rules.check_discard
    label, icon, tone = _("Take the form away"), "cross", "stop"
    saved, done = _("The form is gone, with what was filled of it."), "bureau:blanks"


class Fillings(ListPage):
    model, needs = Filling, "blank.view"
    title, listing = _("Filled forms"), FillingListing
    export = "blank.export"
    crumbs = (FORMS,)
    blank_icon = "paper"

    def refine(self, rows):
        return rows.select_related("blank", "station__division", "made_by")


class OfFilling(OfModel):
    """Pages of one filled form."""

    model, needs = Filling, "blank.view"

    def refine(self, rows):
        return rows.select_related("blank", "station__division", "made_by")

    def line(self, number):
        """One line of what was written."""
        if not 0 < number <= len(self.row.written):
            raise Http404
        return Written(self.user, number, self.row.written[number - 1])


class FillingPage(OfFilling, RecordPage):
    """What was written where, and what was left empty and why."""

    template = "bureau/blanks/filling.html"
    crumbs = (FORMS,)

    @property
    def heading(self):
        return self.row.blank.title

    def context(self):
        lines = [self.line(number) for number in range(1, len(self.row.written) + 1)]
        filled = {one.spot: one for one in lines if not one.line["reason"]}
        form = Form(sealed_files.content(self.row.place))
        return {
            "grids": [(grid, grid.with_each(filled)) for grid in form.grids],
            "written": [one for one in lines if not one.line["reason"]],
            "left": [one for one in lines if one.line["reason"]],
            "period": said(self.row.first_on, self.row.last_on),
            "has_form": sees_blank(self.row.blank, self.user),
        }


class FillingRows(OfFilling, PortalView):
    """The rows behind one number of a filled form, as they are now and as the reader sees them."""

    template = "bureau/reports/rows.html"

    @cached_property
    def one(self):
        one = self.line(self.kwargs["number"])
        if one.figure is None or one.period is None:
            raise Http404
        return one

    @property
    def heading(self):
        return f"{self.one.line['at']} {self.one.figure.label}"

    @property
    def crumbs(self):
        return (FORMS, (self.row.blank.title, self.row.get_absolute_url()))

    def get(self, request, pk, number):
        return self.show(one=self.one, rows=self.one.page(request.GET.get("page")))


class FillingFile(OfFilling, PortalView):
    """The filled workbook as it was made; each taking leaves a line."""

    needs = "blank.export"

    def get(self, request, pk):
        content = sealed_files.content(self.row.place)
        audit.record("blank.export", self.row, by=self.user)
        name = f"{self.row.blank.title}_{said(self.row.first_on, self.row.last_on)}.xlsx"
        return download(BytesIO(content), name)
