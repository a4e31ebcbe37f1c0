"""One task: the board of its stations, its people with what became of them, who has not answered; a station's own part."""

from functools import partial

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bureau import desk, rules
from bureau.actions import errands as verbs
from bureau.forms.errands import AnswerForm, PeopleForm, ReissueForm
from bureau.listings.errands import SILENT, BoardListing, ErrandPersonListing
from bureau.models import ErrandPart, ErrandPerson
from bureau.pages.errands import TASKS
from core import audit
from core.actions import check
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from stations.choices import Tier
from veterans.forms import ReasonForm

PEOPLE_SHOWN = 100


class OfErrand:
    """Pages below one task, for whoever sees the task as a whole."""

    needs = "errand.view"

    @cached_property
    def errand(self):
        return desk.errand(self.user, self.kwargs["pk"], today())

    @property
    def crumbs(self):
        return (TASKS, (self.errand.title, self.errand.get_absolute_url()))


class ErrandPage(OfErrand, ListPage):
    """The board of one task: who has not signed for it, who has not answered, what the others say."""

    model = ErrandPart
    template = "bureau/errands/errand.html"
    export = "errand.export"
    crumbs = (TASKS,)
    blank_icon = "tick"

    @property
    def title(self):
        return self.errand.title

    @property
    def has_people(self):
        return self.people["many"] > 0

    @cached_property
    def people(self):
        """How many people the lists of all stations have, and what became of them."""
        return desk.counted(desk.people_of_errand(self.errand, self.user))

    @property
    def listing(self):
        return partial(BoardListing, asks=self.errand.asks, has_people=self.has_people)

    def refine(self, rows):
        rows = rows.filter(errand=self.errand).with_standing()
        return rows.select_related("station__division", "errand")

    @property
    def buttons(self):
        if self.has_people:
            address = reverse("bureau:errand_people", args=[self.errand.pk])
            yield {"label": _("The people and their answers"), "icon": "people", "address": address}
        address = reverse("bureau:errand_silent", args=[self.errand.pk])
        yield {"label": _("Who has not answered"), "icon": "print", "address": address}

    def context(self):
        parts = self.errand.parts.filter(answered_on__isnull=False)
        total = sum(number or 0 for number in parts.values_list("number", flat=True)) if self.errand.asks else None
        silent = self.errand.parts.filter(SILENT).count()
        return {"errand": self.errand, "total": total, "people": self.people, "silent": silent, "today": today()}


class ErrandPeople(OfErrand, ListPage):
    """Everybody on the lists of a task, with what their stations say of them."""

    model, title = ErrandPerson, _("The people and their answers")
    listing, export = ErrandPersonListing, "errand.export"

    @property
    def lede(self):
        return self.errand.title

    def refine(self, rows):
        return rows.filter(part__errand=self.errand).select_related("person__station__division")


class Silent(OfErrand, PortalView):
    """Who has not answered, as a sheet of paper to call from or to hand round."""

    template = "bureau/errands/silent.html"
    title = _("Who has not answered")

    def get(self, request, pk):
        parts = list(desk.silent_of(self.errand, self.user))
        note = f"{self.errand.title}: {len(parts)}"
        audit.record("list.print", self.errand, by=self.user, note=note)
        has_towns = any(part.station.tier == Tier.VILLAGE for part in parts)
        return self.show(parts=parts, errand=self.errand, has_towns=has_towns, at=timezone.now())


class PartPage(RecordPage):
    model, needs = ErrandPart, "errand.view"
    template = "bureau/errands/part.html"

    @property
    def crumbs(self):
        return (TASKS, (_("Tasks from above"), reverse("bureau:errand_parts")))

    def refine(self, rows):
        return rows.select_related(
            "errand__station__division", "errand__created_by", "station__division", "answered_by"
        )

    def context(self):
        people = desk.people_in(self.row, self.user)
        return {
            "people": people[:PEOPLE_SHOWN],
            "counts": desk.counted(people),
            "is_above": desk.sees_whole(self.row, self.user),
        }


class OfPart:
    model, needs = ErrandPart, "errand.answer"

    def refine(self, rows):
        return rows.select_related("errand__created_by", "station__division")

    def arguments(self, form):
        return super().arguments(form) | {"part": self.row}

    @property
    def crumbs(self):
        return (TASKS, (str(self.row), self.row.get_absolute_url()))


class Receive(OfPart, ActionPage):
    action, check = verbs.receive, rules.check_receive
    label, icon = _("Sign for it"), "tick"
    saved = _("Signed for.")


class Answer(OfPart, FormPage):
    title, form, action = _("Answer the task"), AnswerForm, verbs.answer
    template = "bureau/errands/answer.html"
    save_label = _("Send the answer")
    saved = _("Answered.")

    @property
    def note(self):
        return self.row.errand.title

    def ask(self, form, status=200, **context):
        counts = desk.counted(desk.people_in(self.row, self.user))
        return super().ask(form, status, counts=counts, **context)


class AnswerPeople(OfPart, OfModel, PortalView):
    """The people of a part, one row each: done or not, and why; saved all at once, as often as one likes."""

    title = _("Answers for the people")
    template = "bureau/errands/people.html"
    writes = True

    @cached_property
    def people(self):
        """This page of the list; `?left=1` those only of whom nothing is said yet."""
        rows = desk.people_in(self.row, self.user).order_by("person__station__division__code", "person__pinyin", "pk")
        if "left" in self.request.GET:
            rows = rows.filter(outcome="")
        return Paginator(rows, PEOPLE_SHOWN).get_page(self.request.GET.get("page"))

    def get(self, request, pk):
        return self.ask(PeopleForm(list(self.people)))

    def ask(self, form, status=200):
        counts = desk.counted(desk.people_in(self.row, self.user))
        reason = check(rules.check_answerable, self.row)
        return self.show(status=status, form=form, part=self.row, counts=counts, reason=reason)

    def post(self, request, pk):
        form = PeopleForm(list(self.people), request.POST)
        if form.errors:
            return self.ask(form, 422)
        count = verbs.answer_people(by=self.user, part=self.row, answers=form.given, today=today())
        said = ngettext("%(count)s answer kept.", "%(count)s answers kept.", count) % {"count": count}
        messages.success(request, said if count else gettext("Nothing was changed."))
        return redirect(self.onward)

    @property
    def onward(self):
        """The next page of the list while there is one; then the part. Of those left, what was answered is no more."""
        if not self.people.has_next():
            return self.row.get_absolute_url()
        more = "left=1" if "left" in self.request.GET else f"page={self.people.next_page_number()}"
        return f"{self.request.path}?{more}"


class PartPeople(ListPage):
    """The people of one station's part as a list: to print, to call, to take away."""

    model, needs, title = ErrandPerson, "errand.view", _("List of people")
    listing, export = ErrandPersonListing, "errand.export"

    @cached_property
    def part(self):
        return desk.part(self.user, self.kwargs["pk"])

    @property
    def crumbs(self):
        return (TASKS, (self.part.errand.title, self.part.get_absolute_url()))

    @property
    def lede(self):
        return self.part.station.place

    def refine(self, rows):
        return rows.filter(part=self.part).select_related("person__station__division")


class GiveBack(OfPart, ActionPage):
    action, form, check = verbs.give_back, ReasonForm, rules.check_part_open
    label, icon, tone = _("Give it back"), "swap", "quiet"
    saved = _("Given back; its author has a notice.")


class Reissue(OfPart, ActionPage):
    """An answer that will not do, or a part that was given back, goes to the station again."""

    needs, action, form, check = "errand.reissue", verbs.reissue, ReissueForm, rules.check_reissue
    label, icon, tone = _("Ask again"), "swap", "quiet"
    saved = _("Sent again; the station has a notice.")

    def make_form(self, data=None, files=None):
        initial = {"due_on": max(self.row.due_on, today())}
        return ReissueForm(data, user=self.user, today=today(), row=self.row, initial=initial)
