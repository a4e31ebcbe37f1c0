"""What one person has several of, their household, card and plaque: small forms over the record's page."""

from django.http import Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, today
from veterans import actions, forms, rules
from veterans.models import HonourPlaque, PreferenceCard
from veterans.models.related import RELATED
from veterans.pages import sight
from veterans.pages.moving import OnPerson


class AddRelated(OnPerson):
    """Add a row of the kind named in the address."""

    needs, action = "related.add", actions.add_related
    label, icon, kind = _("Add"), "plus", ""
    saved = _("Added.")

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in forms.FORMS:
            raise Http404
        self.kind, self.form = kwargs["kind"], forms.FORMS[kwargs["kind"]]

    @property
    def heading(self):
        return gettext("Add: %(what)s") % {"what": RELATED[self.kind]._meta.verbose_name}

    def arguments(self, form):
        return super().arguments(form) | {"kind": self.kind}

    def done_address(self, result):
        return f"{self.row.get_absolute_url()}?tab={TABS[self.kind]}"


TABS = {
    "family": "family",
    "category": "service",
    "service": "service",
    "merit": "service",
    "disability": "service",
    "education": "work",
    "employment": "work",
    "wish": "work",
}


class OnRelated(ActionPage):
    """A verb on a row that belongs to a person; the address names its kind."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if kwargs["kind"] not in RELATED:
            raise Http404
        self.model = RELATED[kwargs["kind"]]

    def refine(self, rows):
        return rows.in_force().select_related("person__station__division")

    def done_address(self, result):
        return f"{self.row.person.get_absolute_url()}?tab={TABS[self.kwargs['kind']]}"

    @property
    def back_address(self):
        return self.row.person.get_absolute_url()


class AmendRelated(OnRelated):
    needs, action = "related.amend", actions.amend_related
    label, icon = _("Save"), "tick"
    saved = _("Saved.")

    @property
    def heading(self):
        return gettext("Amend: %(what)s") % {"what": self.model._meta.verbose_name}

    @property
    def form(self):
        return forms.FORMS[self.kwargs["kind"]]

    def make_form(self, data=None, files=None):
        is_plain = sight.is_plain(self.request, self.row.person)
        return self.form(data, files, user=self.user, today=today(), row=self.row, unmasked=is_plain)


class WithdrawRelated(OnRelated):
    needs, action, form = "related.withdraw", actions.withdraw_related, forms.ReasonForm
    label, icon, tone = _("Take back"), "cross", "stop"
    explain = _("For what was entered by mistake. It stays in the history.")
    saved = _("Taken back.")


class HouseholdPage(OnPerson):
    needs, action, form = "household.settle", actions.settle_household, forms.HouseholdForm
    label, icon = _("Household"), "home"
    title = _("Household of the register")
    saved = _("The household is saved.")

    def make_form(self, data=None, files=None):
        row = self.row
        initial = {
            "number": row.household.number if row.household_id else row.household_no,
            "head_name": row.household.head_name if row.household_id else row.householder,
            "relation": row.household_relation or "01",
        }
        return self.form(data, files, user=self.user, today=today(), row=None, initial=initial)

    def refine(self, rows):
        return rows.select_related("station__division", "household")

    def done_address(self, result):
        return f"{self.row.get_absolute_url()}?tab=family"


class AcceptCard(OnPerson):
    needs, action, form = "card.accept", actions.accept_card, forms.CardForm
    check = rules.check_card
    label, icon = _("Take in a card application"), "plus"
    saved = _("The application is taken in.")

    def done_address(self, result):
        return f"{self.row.get_absolute_url()}?tab=honours"


class ApplyForPlaque(AcceptCard):
    needs, action, form = "plaque.apply", actions.apply_for_plaque, forms.PlaqueForm
    check = rules.check_plaque
    label, icon = _("Apply for a plaque"), "plus"
    saved = _("The application is taken in.")

    def refine(self, rows):
        return rows.select_related("station__division", "household")


class AdvanceCard(ActionPage):
    model, needs, action, form = PreferenceCard, "card.advance", actions.advance_card, forms.AdvanceCardForm
    label, icon = _("Next step"), "run"
    title = _("Preferential card: next step")
    saved = _("Saved.")

    @staticmethod
    def check(row):
        rules.check_can_advance(rules.CARD_STEPS, row)

    def refine(self, rows):
        return rows.in_force().select_related("person")

    def arguments(self, form):
        return super().arguments(form) | {"card": self.row, "plaque": self.row}

    def done_address(self, result):
        return f"{self.row.person.get_absolute_url()}?tab=honours"

    @property
    def back_address(self):
        return self.done_address(None)


class AdvancePlaque(AdvanceCard):
    model, needs, action, form = HonourPlaque, "plaque.advance", actions.advance_plaque, forms.AdvancePlaqueForm
    title = _("Honour plaque: next step")

    @staticmethod
    def check(row):
        rules.check_can_advance(rules.PLAQUE_STEPS, row)

    def refine(self, rows):
        return rows.select_related("person")
