"""Figures of entitlements, contracts and care (handbook §9, rows 21, 22, 24 and the parts of 23)."""

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.figures import Figure, as_of, lasting, register
from outreach.choices.care import Group
from outreach.choices.confirmation import ConfirmationState
from outreach.choices.entitlements import Part
from outreach.choices.institutions import InstitutionKind
from outreach.models import (
    BenefitStandard,
    CarePlacement,
    Confirmation,
    FamilyDoctorContract,
    Institution,
)
from outreach.rules import counting
from outreach.rules.entitlements import RULES
from veterans.models import Person

PEOPLE, HOUSEHOLDS, CENTRES = "人", "户", "个"


def today():
    return timezone.localdate()


def of_list(rule, part):
    def counts(period):
        return rule.listed(part, today())

    return counts


# one figure for every list of every rule: the number is the list's
for rule in RULES:
    for part in Part:
        register(
            Figure(
                f"entitlement.{rule.key}.{part}",
                f"{rule.label}：{part.label}",
                Person,
                of_list(rule, part),
                unit=HOUSEHOLDS if rule.per_household else PEOPLE,
                source=rule.source,
            )
        )


def working(kind):
    return lasting("opened_on", "closed_on", Q(kind=kind))


HEALTH_CENTRES = register(
    Figure(
        "institution.health_centres",
        _("Health service centres"),
        Institution,
        working(InstitutionKind.HEALTH_CENTRE),
        unit=CENTRES,
        since="opened_on",
        source=_("Institutions of this kind that work on the day"),
    )
)
CARE_CENTRES = register(
    Figure(
        "institution.care_centres",
        _("Care centres"),
        Institution,
        working(InstitutionKind.CARE_CENTRE),
        unit=CENTRES,
        since="opened_on",
        source=_("Institutions of this kind that work on the day"),
    )
)


def of_group(key, label, counts):
    return register(
        Figure(
            f"care.{key}",
            label,
            CarePlacement,
            lasting("in_on", "out_on", counts),
            unit=PEOPLE,
            station="person__station",
            source=_("People who live in a care centre on the day, by the group they were taken in with"),
            dimensions={"category": "group", "group": "group", "fee": "fee_source"},
        )
    )


RESIDENTS = of_group("residents", _("Residents of care centres"), Q())
BY_GROUP = tuple(
    of_group(group.value, label, Q(group=group))
    for group, label in (
        (Group.DISABLED, _("Residents: disabled")),
        (Group.HALF, _("Residents: half disabled")),
        (Group.DEMENTIA, _("Residents: dementia")),
    )
)


OF_PERSON = {"station": "person__station"}
CONTRACTS = register(
    Figure(
        "contract.running",
        _("People with a family doctor"),
        FamilyDoctorContract,
        lambda period: counting.running(as_of(period)),
        unit=PEOPLE,
        distinct="person",
        source=_("Distinct people whose contract runs on the day"),
        **OF_PERSON,
    )
)
UNSERVED = register(
    Figure(
        "contract.unserved",
        _("Signed but not served"),
        FamilyDoctorContract,
        lambda period: counting.unserved(as_of(period)),
        unit=PEOPLE,
        distinct="person",
        source=_("Distinct people whose contract runs and who were not visited for 90 days"),
        **OF_PERSON,
    )
)


def benefited(period):
    """To date: up to the period's end."""
    return counting.beneficiaries(as_of(period))


BENEFICIARIES = register(
    Figure(
        "care.beneficiaries",
        _("People who benefited"),
        Person,
        benefited,
        unit=PEOPLE,
        source=_("Distinct people of checkups, family doctors and care places to date; each counts once"),
    )
)
CONFIRMED = register(
    Figure(
        "confirmation.rate",
        _("Yearly confirmation"),
        Confirmation,
        Q(state__in=(ConfirmationState.CONFIRMED, ConfirmationState.KEPT)),
        show="rate",
        among=lambda period: Q(round__year=period.last.year) if period else Q(),
        source=_("Confirmed among everybody on the list of the year in which the period ends"),
        **OF_PERSON,
    )
)
STANDARDS_CHANGED = register(
    Figure(
        "standard.changed",
        _("Benefit standards changed"),
        BenefitStandard,
        Q(change__isnull=False),
        unit="项",
        date="valid_from",
        source=_("Standards that replaced an earlier one within the period"),
        dimensions={"category": "category"},
    )
)
STANDARDS_CHANGE = register(
    Figure(
        "standard.change",
        _("Change of benefit standards"),
        BenefitStandard,
        unit="%",
        show="median",
        field="change",
        date="valid_from",
        source=_("The middle change in per cent of the standards that replaced an earlier one within the period"),
        dimensions={"category": "category"},
    )
)
