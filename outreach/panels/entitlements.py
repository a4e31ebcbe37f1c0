"""On a person's page: entitled, had, missing; and the tab of doctor and care."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.pages.base import allows
from core.panels import Panel, register
from outreach.choices.confirmation import ConfirmationState
from outreach.choices.entitlements import Part
from outreach.rules.entitlements import RULES, act_arguments, covers, facts_of, in_words, rules_on

LABELS = {rule.key: rule.label for rule in RULES}
ORDER = (Part.MISSING, Part.UNKNOWN, Part.LAPSED, Part.SOON, Part.HELD)
# part → (the look of its mark, the mark)
MARKS = {
    Part.MISSING: ("bad", "缺"),
    Part.UNKNOWN: ("ask", "待核"),
    Part.LAPSED: ("ask", "不符"),
    Part.SOON: ("mute", "将享"),
    Part.HELD: ("ok", "有"),
}
BUTTONS = {
    "outreach:receive": _("Note as received"),
    "outreach:sign_contract": _("Sign a contract"),
    "veterans:apply_plaque": _("Apply"),
    "veterans:accept_card": _("Take in"),
}


@dataclass(frozen=True)
class Item:
    """One line: what somebody is entitled to and how it stands."""

    part: str
    label: str
    note: str = ""
    address: str = ""
    button: str = ""

    @property
    def css(self):
        return MARKS[self.part][0]

    @property
    def mark(self):
        return MARKS[self.part][1]


def entitlements(person, user):
    """What the law and the bureau give somebody; nothing for who is concerned by none."""
    day = timezone.localdate()
    facts = facts_of(person)
    found = [item for rule in rules_on(day) if (item := item_of(rule, person, facts, user, day))]
    found.extend(confirmed(person, user))
    return {"items": sorted(found, key=lambda item: ORDER.index(item.part))} if found else None


def item_of(rule, person, facts, user, day):
    part, reasons = rule.judge(facts, day)
    if not part:
        return None
    if part != Part.MISSING:
        return Item(part, rule.label, in_words(part, reasons) or since(rule, facts, day))
    arguments = act_arguments(rule, person.pk)
    address = reverse(rule.act, args=arguments) if allows(rule.act, user, *arguments) else ""
    return Item(part, rule.label, rule.source, address, str(BUTTONS[rule.act]))


def since(rule, facts, day):
    """When somebody had it, where its days are known; a contract with its end."""
    if rule.key == "doctor":
        spans = [f"{first:%Y-%m-%d} — {last:%Y-%m-%d}" for first, last in facts.contracts if covers(first, last, day)]
    else:
        given = [(first, last) for key, first, last in facts.received if key == rule.key]
        spans = [f"{first:%Y-%m-%d}" for first, last in given if covers(first, last, day)]
    return "、".join(spans)


def confirmed(person, user):
    """How the newest yearly confirmation stands."""
    row = person.confirmations.select_related("round").order_by("-round__year").first()
    if row is None:
        return
    if row.state == ConfirmationState.CONFIRMED:
        note = f"{row.confirmed_on:%Y-%m-%d} {row.get_how_display()}"
        yield Item(Part.HELD, str(row.round), note)
        return
    is_due = row.state == ConfirmationState.DUE
    is_ours = is_due and allows("outreach:confirm", user, row.pk)
    address = reverse("outreach:confirm", args=[row.pk]) if is_ours else ""
    part = Part.MISSING if is_due else Part.UNKNOWN
    yield Item(part, str(row.round), row.get_state_display(), address, str(_("Confirm")))


def care(person, user):
    reads = user.may("care.assess")  # what an assessment found is for who assesses and who plans the care
    return {
        "person": person,
        "contracts": person.doctor_contracts.select_related("institution"),
        "assessments": [(row, row.opened() if reads else None) for row in person.care_assessments.all()],
        "requests": person.care_requests.select_related("institution"),
        "placements": person.care_placements.select_related("bed__institution"),
        "received": [(row, LABELS.get(row.key, row.key)) for row in person.received.in_force()],
        "day": timezone.localdate(),
    }


def register_all():
    target = "veterans.person"
    panel = Panel(
        "entitlements",
        _("Entitlements"),
        "outreach/panel_entitlements.html",
        entitlements,
        order=5,
        needs="entitlement.view",
        place="aside",
    )
    register(target, panel)
    template = "outreach/panel_care.html"
    tab = Panel("care", _("Doctor and care"), template, care, order=40, needs="contract.view", place="tab")
    register(target, tab)
