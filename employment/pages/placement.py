"""Placements: the list, one case with its clock, the steps, papers, retirees' checklists."""

from datetime import date

from django.conf import settings
from django.db.models import Count, Prefetch, Q, Value
from django.http import HttpResponse
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals.rules import calendar
from core import deadlines
from core.pages import ListPage, OfModel, PortalView, RecordPage, today
from core.papers import WORD
from core.validators import parse_whole
from employment.actions import placement as actions
from employment.choices.placement import TREATMENTS, Mode, State, Treatment
from employment.desk import placement as desk
from employment.forms.placement import CaseForm, OnForm, ReceiveForm, TickForm, UnitForm, WithdrawForm
from employment.letters import as_word
from employment.listings.placement import CaseListing, RetireeListing
from employment.models import PlacementCase, PlacementPaper, RetireeCheck
from employment.pages.employers import HOME
from employment.pages.keeping import Act, AddRecord, AmendRecord, trail
from employment.rules import placement as rules
from employment.workflow.placement import PLACEMENTS

PLACE = ("person__station__division",)
LIST = ("employment:placements", _("Placements"))
STEPS = ("write_letter", "assign", "receive", "start", "withdraw")


class PlacementsPage(ListPage):
    """Everybody who is or was to be placed; open deadlines first."""

    model, needs = PlacementCase, "placement.view"
    title, listing = _("Placements"), CaseListing
    crumbs = (HOME,)
    export = "placement.export"
    add, add_label = "employment:add_placement", _("Register a placement")
    blank_icon = "case"

    def refine(self, rows):
        return rows.select_related(*PLACE)

    @property
    def buttons(self):
        numbers = {"label": _("Numbers"), "icon": "chart", "address": reverse("employment:placement_numbers")}
        return (numbers,)


class AddPlacement(AddRecord):
    model, needs = PlacementCase, "placement.register"
    title, form = _("Register a placement"), CaseForm
    action = actions.register
    list_name, list_title = LIST
    keeps = ("mode", "accepted_on", "batch_year", "batch")


class AmendPlacement(AmendRecord):
    model, needs = PlacementCase, "placement.amend"
    title, form = _("Correct the placement"), CaseForm
    action, called = actions.amend, "case"
    list_name, list_title = LIST

    def refine(self, rows):
        return rows.select_related("person", "batch")


class CaseFile:
    """One case as its page shows it: the clock with its reasons, the steps, what is filed and paid."""

    def __init__(self, case, user, day):
        self.case, self.user, self.today = case, user, day
        self.clock = rules.clock(case, calendar())

    @property
    def deadline(self):
        return self.clock.deadline

    @property
    def tone(self):
        return {"late": "late", "today": "soon", "soon": "soon"}.get(deadlines.state_on(self.deadline, self.today), "")

    @property
    def days_left(self):
        return abs(deadlines.days_left(self.deadline, self.today))

    @property
    def is_late(self):
        return self.today > self.deadline.due_on

    @property
    def steps(self):
        """Url names of what can be done now, and of what cannot yet (its reason stands below the button)."""
        offered = PLACEMENTS.offered(self.case, self.user, self.today)
        found = [(step, reason) for step, reason in offered if reason is None or reason.code not in ELSEWHERE]
        return [
            f"employment:placement_{step.action}"
            for step, _reason in sorted(found, key=lambda pair: pair[1] is not None)
        ]

    @property
    def lines(self):
        return [(move, PLACEMENTS.label_of(move.action)) for move in self.case.moves.select_related("by")]

    @property
    def papers(self):
        return list(self.case.papers.all())

    @property
    def subsidies(self):
        return list(desk.subsidies_of(self.case, self.user))

    @property
    def owed(self):
        return rules.months_owed(self.case, self.today)

    @property
    def turn(self):
        return getattr(self.case, "turn", None)


def asked_year(page):
    """The year of a checklist that the address or filter of a page asks for; this year when it names none, or one to come.

    A list is also asked for its words and its rows outside of any request, by the builder of tables.
    """
    request = getattr(page, "request", None)
    asked = parse_whole(request.POST.get("year") or request.GET.get("year") or "") if request else None
    return asked if asked and date.min.year <= asked <= today().year else today().year


# Reasons that say a step is not this case's way at all: no button
ELSEWHERE = {"received", "needs_post", "wrong_post"}


class PlacementPage(RecordPage):
    model, needs = PlacementCase, "placement.view"
    template = "employment/placement.html"
    opens = "placement.view"
    has_aside = True

    def refine(self, rows):
        return rows.select_related(*PLACE, "batch", "employer", "turn", "created_by")

    @property
    def crumbs(self):
        return trail(*LIST)

    def context(self):
        year = asked_year(self)
        is_retiree = self.row.mode == Mode.MIL_RETIREE and self.row.state != State.WITHDRAWN
        checklist = rules.treatments(self.row, year) if is_retiree else []
        kinds = (
            [(kind.label, [(code, *line) for code, of, *line in checklist if of == kind]) for kind in Treatment]
            if checklist
            else []
        )
        years = range(today().year, self.row.accepted_on.year - 1, -1)
        file = CaseFile(self.row, self.user, today())
        return {"case": self.row, "file": file, "year": year, "years": years, "checklist": kinds}


class Step(Act):
    """One step of the table on one case."""

    model, called = PlacementCase, "case"
    step = ""

    def refine(self, rows):
        return rows.select_related("person__station", "batch")

    @property
    def explain(self):
        return PLACEMENTS[self.step].deadline


def step_page(name, form):
    step = PLACEMENTS[name]

    def check(row, by, today):
        PLACEMENTS.check(name, row, by, today)

    attributes = {
        "step": name,
        "needs": f"placement.{name}",
        "action": staticmethod(getattr(actions, name)),
        "form": form,
        "check": staticmethod(check),
        "label": step.label,
        "icon": step.icon,
        "tone": step.tone,
        "title": step.label,
    }
    return type(f"{name.title()}Page", (Step,), attributes)


FORMS = {"write_letter": None, "assign": UnitForm, "receive": ReceiveForm, "start": OnForm, "withdraw": WithdrawForm}
STEP_PAGES = {name: step_page(name, FORMS[name]) for name in STEPS}


class PaperPage(OfModel, PortalView):
    """A letter or notice as .docx."""

    model, needs = PlacementPaper, "placement.view"

    def refine(self, rows):
        return rows.select_related("case__person")

    def get(self, request, pk):
        response = HttpResponse(as_word(self.row, settings.BUREAU_NAME), content_type=WORD)
        name = f"{self.row.title}_{self.row.case.person.name}.docx"
        response["Content-Disposition"] = content_disposition_header(True, name)
        response["Cache-Control"] = "no-store"
        return response


class RetireesPage(ListPage):
    """Military retirees with what they got and what is still due in a year."""

    model, needs = PlacementCase, "placement.view"
    listing = RetireeListing
    crumbs = (HOME,)
    export = "placement.export"

    @property
    def title(self):
        return gettext("Retirees: %(year)s checklist") % {"year": asked_year(self)}

    def refine(self, rows):
        asked = asked_year(self)
        year = Q(checks__year=asked)
        codes = {kind: [code for code, of_kind, _label in TREATMENTS if of_kind == kind] for kind in Treatment}
        ticked = {str(kind): Count("checks", filter=year & Q(checks__item__in=codes[kind])) for kind in Treatment}
        found = rows.filter(mode=Mode.MIL_RETIREE).exclude(state=State.WITHDRAWN)
        ticks = Prefetch("checks", desk.checks_of(self.user, asked), to_attr="ticks")
        return found.select_related(*PLACE).prefetch_related(ticks).annotate(**ticked, asked=Value(asked))


class Tick(Act):
    """Something a retiree got, in the year of the day on which they got it."""

    model, needs, called = PlacementCase, "placement.tick", "case"
    action, form, check = actions.tick, TickForm, rules.check_retiree
    label, icon, title = _("Tick"), "tick", _("What was provided")

    def refine(self, rows):
        return rows.select_related("person")

    def make_form(self, data=None, files=None):
        return self.form(
            data, files, user=self.user, today=today(), row=self.row, initial={"item": self.request.GET.get("item", "")}
        )

    def arguments(self, form):
        return super().arguments(form) | {"year": form.cleaned_data["done_on"].year}

    def done_address(self, result):
        return f"{self.row.get_absolute_url()}?year={result.year}"


class Untick(Act):
    model, needs, called = RetireeCheck, "placement.tick", "check"
    action = actions.untick
    label, icon = _("Take back"), "cross"

    def refine(self, rows):
        return rows.select_related("case__person")

    @property
    def back_address(self):
        return self.row.case.get_absolute_url()
