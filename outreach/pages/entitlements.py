"""Who is entitled and was missed: all rules at a glance, the lists of one rule, noting what was received; standards."""

from django.http import Http404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from appeals import desk
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, today
from core.pages.base import allows
from outreach.actions import entitlements as actions
from outreach.choices.entitlements import Part
from outreach.forms.entitlements import ReasonForm, ReceivedForm, StandardForm
from outreach.listings.entitlements import EntitledListing, StandardListing
from outreach.models import BenefitStandard, Received
from outreach.pages.parents import OnPerson
from outreach.rules.entitlements import TOWN, act_arguments, facts_in_row, in_words, rule_of, rules_on
from outreach.rules.parts import NAMES
from stations.choices import Tier
from veterans.models import Person

EXPLAINED = (Part.UNKNOWN, Part.LAPSED)


def above():
    return (
        (_("Services for veterans"), reverse("outreach:home")),
        (_("Entitlements"), reverse("outreach:entitlements")),
    )


def counts_of(people, rule, day):
    """[(part, its label, how many, the address of its list)], counted in one look."""
    found = rule.counts(people, day)
    return [(part, part.label, found[part], reverse("outreach:entitled", args=[rule.key, part])) for part in Part]


class EntitlementsPage(OfModel, PortalView):
    """Every rule with the numbers of its lists."""

    model, needs = Person, "entitlement.view"
    title = _("Entitlements")
    template = "outreach/entitlements.html"

    def refine(self, rows):
        return rows.live()

    @property
    def crumbs(self):
        return above()[:1]

    def get(self, request):
        day = today()
        rules = [(rule, counts_of(self.rows, rule, day)) for rule in rules_on(day)]
        return self.show(rules=rules, parts=list(Part), day=day)


class TownsPage(OfModel, PortalView):
    """One rule, town by town: where people are missed."""

    model, needs = Person, "entitlement.view"
    template = "outreach/entitled_towns.html"

    def refine(self, rows):
        return rows.live()

    @cached_property
    def rule(self):
        if (rule := rule_of(self.kwargs["key"], today())) is None:
            raise Http404
        return rule

    @property
    def title(self):
        return self.rule.label

    @property
    def crumbs(self):
        return above()

    def get(self, request, key):
        rows = self.rows.order_by().annotate(town=TOWN, part=self.rule.part_of(today()))
        found = {}
        for town, part, count in rows.values_list("town", "part").annotate(count=self.rule.counted):
            found.setdefault(town, {})[NAMES[part]] = count
        towns = [(town, cells(self.rule, town, found.get(town.pk, {}))) for town in desk.towns(self.user)]
        return self.show(rule=self.rule, towns=towns, parts=list(Part))


def cells(rule, town, found):
    """As `counts_of`, each with the address of the town's list."""
    address = f"?town={town.pk}"
    return [
        (part, part.label, found.get(part.value, 0), f"{reverse('outreach:entitled', args=[rule.key, part])}{address}")
        for part in Part
    ]


class EntitledPage(ListPage):
    """One list of one rule: ready to act on, person by person."""

    model, needs = Person, "entitlement.view"
    template = "outreach/entitled.html"
    export = "entitlement.export"

    @cached_property
    def day(self):
        return today()

    @cached_property
    def rule(self):
        rule = rule_of(self.kwargs["key"], self.day)
        if rule is None or self.kwargs["part"] not in Part.values:
            raise Http404
        return rule

    @property
    def part(self):
        return Part(self.kwargs["part"])

    def refine(self, rows):
        return rows.filter(self.rule.listed(self.part, self.day))

    def dress(self, rows):
        return rows.for_list()

    def listing(self):
        counted = _("%(count)s households") if self.rule.per_household else _("%(count)s entitled people")
        return EntitledListing(counted, self.why if self.part in EXPLAINED else None, has_button=self.has_button)

    def why(self, person):
        return in_words(self.part, self.rule.reasons(facts_in_row(person), self.part, self.day))

    @property
    def title(self):
        return f"{self.rule.label}：{self.part.label}"

    @property
    def crumbs(self):
        return above()

    def known_total(self, look):
        """Of the whole list the number is known: it is one of the counts."""
        known = {part: count for part, _label, count, _address in self.counts}
        return None if look.is_narrowed else known[self.part]

    def context(self):
        return {"rule": self.rule, "counts": self.counts, "part": self.part}

    @cached_property
    def counts(self):
        return counts_of(AllPeople(self.user).rows, self.rule, self.day)

    @property
    def buttons(self):
        if self.user.station.tier == Tier.CITY:
            address = reverse("outreach:entitled_towns", args=[self.rule.key])
            yield {"label": _("By town"), "icon": "chart", "address": address}

    @property
    def has_button(self):
        """Whether the user may give what is missing."""
        return self.part == Part.MISSING and allows(self.rule.act, self.user, *act_arguments(self.rule, 0))

    def act_address(self, person):
        return reverse(self.rule.act, args=act_arguments(self.rule, person.pk))


class AllPeople(OfModel):
    """Everybody the user sees."""

    model = Person

    def __init__(self, user):
        self.user = user


class Receive(OnPerson):
    """Note that somebody has had what the address names."""

    needs, action, form = "entitlement.note", actions.note_received, ReceivedForm
    label, icon = _("Note as received"), "tick"
    saved = _("Noted as received.")

    @property
    def heading(self):
        rule = rule_of(self.kwargs["key"], today())
        if rule is None:
            raise Http404
        return gettext("Received: %(what)s") % {"what": rule.label}

    def arguments(self, form):
        return super().arguments(form) | {"key": self.kwargs["key"]}


class TakeBack(ActionPage):
    model, needs, action, form = Received, "entitlement.note", actions.take_back, ReasonForm
    label, icon, tone = _("Take back"), "cross", "stop"
    explain = _("For what was noted by mistake, or is no longer given. It stays in the history.")

    def refine(self, rows):
        return rows.in_force().select_related("person")

    def arguments(self, form):
        return super().arguments(form) | {"received": self.row}

    @property
    def back_address(self):
        return self.row.person.get_absolute_url()

    def done_address(self, result):
        return self.back_address


class StandardsPage(ListPage):
    model, needs = BenefitStandard, "standard.view"
    title, listing = _("Benefit standards"), StandardListing
    export = "standard.export"
    add, add_label = "outreach:add_standard", _("Enter a standard")
    blank_icon = "paper"

    @property
    def crumbs(self):
        return above()[:1]


class AddStandard(FormPage):
    model, needs = BenefitStandard, "standard.enter"
    title = _("Enter a standard")
    form, action = StandardForm, actions.enter_standard
    keeps = ("category", "valid_from", "per", "document")
    done = "outreach:standards"
    writes = False

    @property
    def crumbs(self):
        return (*above()[:1], (_("Benefit standards"), reverse("outreach:standards")))

    @property
    def back_address(self):
        return reverse("outreach:standards")


class RemoveStandard(ActionPage):
    model, needs, action = BenefitStandard, "standard.enter", actions.remove_standard
    label, icon, tone = _("Remove"), "cross", "quiet"
    done = "outreach:standards"
    saved = _("Removed.")

    def arguments(self, form):
        return super().arguments(form) | {"standard": self.row}
