"""A village's afternoon on one sheet: everybody on file there, ticked with what they got, saved in one action."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import FormPage, today
from core.validators import parse_whole
from outreach.actions import visits
from outreach.actions.visits import Given
from outreach.choices.visits import Subject, Target, Way
from outreach.desk import people
from outreach.forms.visits import AfternoonForm
from outreach.models import Visit
from outreach.models.visits import TARGETS, last_contact
from outreach.rules.goods import parse_goods


@dataclass
class Row:
    """One line of the sheet as it was typed."""

    person: object
    is_ticked: bool
    money: str
    goods: str
    note: str
    error: str = ""


class Afternoon(FormPage):
    model = Visit
    needs, form, action = "visit.record", AfternoonForm, visits.record_afternoon
    title = _("A village's afternoon")
    template = "outreach/afternoon.html"
    save_label = _("Save everybody ticked")
    writes = False

    @property
    def crumbs(self):
        return ((_("Services for veterans"), reverse("outreach:home")), (_("Visits"), reverse("outreach:visits")))

    @property
    def draft_key(self):
        return f"outreach:afternoon:{self.place.pk if self.place else ''}"

    @property
    def place(self):
        """The village: the user's own, or the chosen one."""
        asked = self.request.GET.get("station") or self.request.POST.get("station") or ""
        if asked:
            return people.station(self.user, asked)
        own = self.user.station
        return own if own is not None and own.tier == "village" else None

    @property
    def target(self):
        asked = self.request.GET.get("who") or self.request.POST.get("who") or Target.ALL
        return asked if asked in Target.values else Target.ALL

    def make_form(self, data=None, files=None):
        form = self.form(data, files, user=self.user, today=today(), row=None, initial=self.initial())
        form.place = self.place
        return form

    def sheet(self, form):
        """The lines of the sheet with what was typed into them, now or in the draft."""
        if self.place is None:
            return []
        everybody = TARGETS[self.target](people.of_village(self.user, self.place), today())
        typed = form.data or form.restored
        rows = everybody.annotate(**last_contact()).order_by("group", "pinyin", "pk")[: people.MOST_OF_VILLAGE]
        return [self.line(person, typed, form) for person in rows]

    def line(self, person, typed, form):
        said = {name: typed.get(f"{name}-{person.pk}", "") for name in ("money", "goods", "note")}
        error = getattr(form, "row_errors", {}).get(person.pk, "")
        return Row(person, bool(typed.get(f"on-{person.pk}")), **said, error=error)

    def ask(self, form, status=200, **context):
        places = people.stations(self.user).filter(tier="village") if self.user.station.tier != "village" else ()
        sheet = self.sheet(form)
        context |= {"place": self.place, "places": places, "target": self.target, "targets": Target.choices}
        return super().ask(form, status, sheet=sheet, ticked=sum(row.is_ticked for row in sheet), **context)

    def arguments(self, form):
        return super().arguments(form) | {"rows": self.given(form), "values": self.common(form)}

    def common(self, form):
        subject = Subject.HOUSEHOLD if form.cleaned_data["is_household"] else Subject.PERSON
        kept = {name: form.cleaned_data[name] for name in ("occasion", "on", "visitors")}
        return {**kept, "subject": subject, "way": Way.HOME}

    def given(self, form):
        """What each ticked person got; ValidationError when a line is not understood."""
        keys = [name[3:] for name in form.data if name.startswith("on-") and parse_whole(name[3:]) is not None]
        form.row_errors, rows = {}, []
        for person in people.writable(self.user, keys).filter(station=self.place):
            try:
                rows.append(self.read(person, form))
            except ValidationError as problem:
                form.row_errors[person.pk] = " ".join(problem.messages)
        if form.row_errors:
            raise ValidationError(_("Some lines are not understood; they are marked below."), code="rows")
        return rows

    def read(self, person, form):
        common = form.cleaned_data
        money, goods = (form.data.get(f"{name}-{person.pk}", "").strip() for name in ("money", "goods"))
        note = form.data.get(f"note-{person.pk}", "").strip()[:1000]
        amount = amount_of(money) if money else common["money"] or Decimal(0)
        brought = tuple(parse_goods(goods)) if goods else tuple(common["goods"])
        return Given(person, amount, brought, common["has_letter"], note)

    def saved_text(self, result):
        return gettext("%(count)s visits saved.") % {"count": len(result)}

    def done_address(self, result):
        return reverse("outreach:visits")

    @property
    def back_address(self):
        return reverse("outreach:visits")


def amount_of(text):
    """An amount of money as people type it."""
    try:
        amount = Decimal(text.replace(",", "").replace("，", "").removesuffix("元"))
    except InvalidOperation:
        amount = Decimal(-1)
    if not amount.is_finite() or not 0 <= amount < 10**8 or amount != round(amount, 2):
        raise ValidationError(_("“%(text)s” is no amount of money."), params={"text": text[:20]}, code="amount")
    return amount
