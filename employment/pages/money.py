"""Subsidies while waiting for assigned work, and the minimum wage behind them."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import FormPage, ListPage, today
from employment.actions import subsidies
from employment.desk import placement as desk
from employment.forms.placement import PayForm, WageForm
from employment.listings.placement import SubsidyListing, WageListing
from employment.models import MinimumWage, SubsidyMonth
from employment.pages.employers import HOME
from employment.pages.keeping import trail
from employment.rules import placement as rules

LIST = (_("Waiting subsidies"), "employment:subsidies")


class SubsidiesPage(ListPage):
    """What has been paid, month by month."""

    model, needs = SubsidyMonth, "placement.view"
    title, listing = _("Waiting subsidies"), SubsidyListing
    crumbs = (HOME,)
    export = "placement.export"
    add, add_label = "employment:pay_subsidies", _("Enter a month's payment")
    blank_icon = "paper"

    def refine(self, rows):
        return rows.select_related("case__person__station__division")

    @property
    def lede(self):
        month = rules.first_of(today())
        count = rules.unpaid_in(month, desk.to_pay(self.user)).count()
        return (
            gettext("%(count)s people wait for %(month)s") % {"count": count, "month": f"{month:%Y-%m}"}
            if count
            else ""
        )

    @property
    def buttons(self):
        return ({"label": _("Minimum wage"), "icon": "paper", "address": reverse("employment:wages")},)


class PaySubsidies(FormPage):
    """A month's payment, for everybody who is due it and has not had it."""

    model, needs = SubsidyMonth, "placement.pay"
    title, form = _("Enter a month's payment"), PayForm
    action = subsidies.pay_month
    done = "employment:subsidies"
    template = "employment/pay.html"
    has_draft = False

    @property
    def crumbs(self):
        return trail(LIST[1], LIST[0])

    @property
    def back_address(self):
        return reverse(LIST[1])

    def arguments(self, form):
        return super().arguments(form) | {"cases": desk.to_pay(self.user)}

    def ask(self, form, status=200, **context):
        month = rules.first_of(today())
        due = rules.unpaid_in(month, desk.to_pay(self.user)).select_related("person__station__division")
        return super().ask(form, status, month=month, due=due, wage=rules.wage_on(month), **context)

    def saved_text(self, result):
        return gettext("Entered for %(count)s people.") % {"count": result}


class WagesPage(ListPage):
    model, needs = MinimumWage, "placement.view"
    title, listing = _("Minimum wage"), WageListing
    export = "placement.export"
    add, add_label = "employment:add_wage", _("Enter a wage")
    blank_icon = "paper"

    @property
    def crumbs(self):
        return trail(LIST[1], LIST[0])


class AddWage(FormPage):
    model, needs = MinimumWage, "placement.wage"
    title, form = _("Enter a wage"), WageForm
    action = subsidies.set_wage
    done = "employment:wages"
    has_draft = False

    @property
    def crumbs(self):
        return trail("employment:wages", _("Minimum wage"))

    @property
    def back_address(self):
        return reverse("employment:wages")
