"""The lists of the network: stations, divisions, accounts, sessions, changes, the ledger."""

from datetime import timedelta

import django_filters
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.forms import HiddenInput
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core import audit, roles
from core.listing import Choice, Column, Filters, Listing, RowChoice
from core.validators import parse_whole
from stations.choices import Tier
from stations.models import Station

ROLE_CHOICES = [(name, role.label) for name, role in roles.ROLES.items()]
YES_NO = [("1", _("yes")), ("0", _("no"))]


class StationFilters(Filters):
    town = RowChoice(
        of=Station,
        named="name",
        label=_("Town"),
        every=_("All towns"),
        method="under",
        refine=lambda rows: rows.open().filter(tier=Tier.TOWN),
    )
    tier = Choice(
        choices=[(tier, tier.label) for tier in (Tier.CITY, Tier.TOWN, Tier.VILLAGE)],
        label=_("Tier"),
        every=_("All tiers"),
    )
    five = Choice(
        choices=[("1", _("five haves complete")), ("0", _("five haves incomplete"))],
        label=_("Five haves"),
        every=_("Five haves"),
        method="of_five",
    )
    stars = Choice(
        choices=[(n, "★" * n) for n in range(5, 0, -1)] + [(0, _("no star"))],
        label=_("Stars"),
        every=_("Stars"),
        method="of_stars",
    )
    staffed = Choice(choices=[("0", _("nobody entered"))], label=_("Staff"), every=_("Staff"), method="of_staff")
    fengqiao = Choice(
        choices=[("1", _("Fengqiao model"))], label=_("Fengqiao"), every=_("Fengqiao"), method="of_fengqiao"
    )

    def under(self, rows, name, town):
        return rows.filter(Q(pk=town) | Q(parent=town)) if town else rows

    def of_five(self, rows, name, value):
        return rows.filter(has_five=value == "1")

    def of_stars(self, rows, name, value):
        return rows.filter(stars=int(value)) if value != "0" else rows.filter(Q(stars=0) | Q(stars__isnull=True))

    def of_staff(self, rows, name, value):
        return rows.filter(full_timers=0, part_timers=0)

    def of_fengqiao(self, rows, name, value):
        return rows.filter(fengqiao_on__isnull=False)


class StationListing(Listing):
    columns = (
        Column("place", _("Division"), sort="division__code"),
        Column("tier", _("Tier"), value="get_tier_display", wide=True),
        Column("town", _("Town"), value=lambda row: row.parent.place if row.tier == Tier.VILLAGE else "", wide=True),
        Column("head_name", _("Head"), wide=True),
        Column("phone", _("Telephone"), wide=True),
        Column("full_timers", _("Full-time"), sort="full_timers", num=True),
        Column("part_timers", _("Part-time"), sort="part_timers", num=True, wide=True),
        Column("has_five", _("Five haves")),
        Column("stars", _("Stars"), sort="stars", num=True),
    )
    filters = StationFilters
    more = ("staffed", "fengqiao")
    search_label = _("Name of the place, head, telephone")
    default_order = "place"
    page_sizes = (50, 100, 200)
    row_template = "stations/rows/station.html"
    counted = _("%(count)s stations")
    empty_text = _("The system administrator loads the divisions first.")

    def search(self, rows, text):
        return rows.filter(Q(name__contains=text) | Q(head_name__contains=text) | Q(phone__contains=text))


class DivisionFilters(Filters):
    tier = Choice(
        choices=[(tier, tier.label) for tier in (Tier.TOWN, Tier.VILLAGE)], label=_("Tier"), every=_("All tiers")
    )
    kind = Choice(
        choices=[("quasi", _("no town: park, forest farm")), ("closed", _("closed"))],
        label=_("Kind"),
        every=_("All kinds"),
        method="of_kind",
    )

    def of_kind(self, rows, name, value):
        return rows.filter(valid_to__isnull=False) if value == "closed" else rows.filter(counts_as_town=False)


class DivisionListing(Listing):
    columns = (
        Column("name", _("Division"), sort="name"),
        Column("code", _("Code"), sort="code"),
        Column("parent", _("Superior"), value="parent.name", wide=True),
        Column("aliases", _("Other names"), value=lambda row: "、".join(alias.name for alias in row.aliases.all())),
        Column("host", _("Host town"), value="host.name", wide=True),
        Column("state", _("State"), value="get_closing_display", wide=True),
        Column("do", "", exported=False),
    )
    filters = DivisionFilters
    search_label = _("Name, other name or code")
    default_order = "code"
    page_sizes = (50, 100, 200)
    row_template = "stations/rows/division.html"
    counted = _("%(count)s divisions")

    def search(self, rows, text):
        return rows.filter(
            Q(name__contains=text) | Q(code__startswith=text) | Q(aliases__name__contains=text)
        ).distinct()


class ChangeListing(Listing):
    columns = (
        Column("on", _("On"), sort="on"),
        Column("kind", _("What happened"), value="get_kind_display"),
        Column("source", _("closed"), value="source.name"),
        Column("target", _("Successor"), value="target.name"),
        Column("rows", _("Rows moved"), value="row_count", num=True, wide=True),
        Column("made_by", _("By"), value="made_by.full_name", wide=True),
        Column("state", _("State"), value="undone_at"),
    )
    default_order = "-on"
    row_template = "stations/rows/change.html"
    counted = _("%(count)s changes")
    empty_text = _("Villages are merged or closed from the page of their station.")


class AccountFilters(Filters):
    role = Choice(
        choices=[*ROLE_CHOICES, ("none", _("no role yet"))], label=_("Role"), every=_("All roles"), method="of_role"
    )
    state = Choice(
        choices=[("1", _("in use")), ("0", _("disabled"))], label=_("State"), every=_("All states"), method="of_state"
    )
    town = RowChoice(
        of=Station,
        named="name",
        label=_("Town"),
        every=_("All towns"),
        method="under",
        refine=lambda rows: rows.open().filter(tier=Tier.TOWN),
    )

    def of_role(self, rows, name, value):
        rows = rows.annotate(roles_text=Cast("role_names", TextField()))
        return rows.filter(roles_text="[]") if value == "none" else rows.filter(roles_text__contains=f'"{value}"')

    def of_state(self, rows, name, value):
        return rows.filter(is_active=value == "1")

    def under(self, rows, name, town):
        return rows.filter(Q(station=town) | Q(station__parent=town)) if town else rows


class AccountListing(Listing):
    columns = (
        Column("username", _("Account"), sort="username"),
        Column("full_name", _("Name"), sort="full_name"),
        Column("station", _("Station"), sort="station__division__code", value="station.name", wide=True),
        Column("roles", _("Roles"), value=lambda row: "、".join(str(role.label) for role in row.roles)),
        Column("last_login", _("Last login"), sort="last_login", num=True, wide=True),
        Column("state", _("State"), value=lambda row: _("in use") if row.is_active else _("disabled")),
    )
    filters = AccountFilters
    search_label = _("Account, name or station")
    default_order = "username"
    row_template = "stations/rows/account.html"
    counted = _("%(count)s accounts")
    empty_text = _("Create the first account; the security administrator then gives it its roles.")

    def search(self, rows, text):
        return rows.filter(Q(username__icontains=text) | Q(full_name__contains=text) | Q(station__name__contains=text))


class IntegrationListing(Listing):
    columns = (
        Column("name", _("System"), sort="name"),
        Column("station", _("Station"), sort="station__division__code", value="station.name", wide=True),
        Column("role", _("Role"), value=lambda row: "、".join(str(role.label) for role in row.account.roles)),
        Column("expires_on", _("Valid until"), sort="expires_on", num=True),
        Column("last_used_at", _("Last used"), sort="last_used_at", num=True, wide=True),
        Column("state", _("State"), value="present_standing.label"),
    )
    search_label = _("System or station")
    default_order = "-pk"
    row_template = "stations/rows/integration.html"
    counted = _("%(count)s integrations")
    empty_title = _("No other system is connected")
    empty_text = _("The system administrator asks for an integration; the security administrator approves it.")

    def search(self, rows, text):
        return rows.filter(Q(name__contains=text) | Q(station__name__contains=text))


PERIODS = [("1", _("today")), ("7", _("7 days")), ("30", _("30 days")), ("180", _("180 days"))]
VERB_KINDS = [
    ("read", _("reading and export")),
    ("write", _("changes")),
    ("access", _("logins and accounts")),
]
READING = (
    Q(verb__endswith=".view") | Q(verb__endswith=".open") | Q(verb__endswith=".reveal") | Q(verb__contains="export")
)
ACCESS = Q(verb__startswith="account.") | Q(verb__startswith="policy.")


class EventFilters(Filters):
    period = Choice(choices=PERIODS, label=_("Period"), every=_("All times"), method="of_period")
    kind = Choice(choices=VERB_KINDS, label=_("Kind"), every=_("All kinds"), method="of_kind")
    result = Choice(
        choices=[("done", pgettext_lazy("ledger", "done")), ("failed", _("failed or refused"))],
        label=_("Outcome"),
        every=_("Any result"),
        method="of_result",
    )
    by = django_filters.NumberFilter(label=_("account no."), widget=HiddenInput)

    def of_period(self, rows, name, value):
        start = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
        return rows.filter(at__gte=start - timedelta(days=int(value) - 1))

    def of_kind(self, rows, name, value):
        if value == "read":
            return rows.filter(READING)
        return rows.filter(ACCESS) if value == "access" else rows.exclude(READING | ACCESS)

    def of_result(self, rows, name, value):
        return rows.filter(result="done") if value == "done" else rows.exclude(result="done")


def changes_in_words(row):
    """Old and new, one after the other; sealed values as their mask."""
    return "；".join(f"{change.label}：{said(change.old)} → {said(change.new)}" for change in audit.differences(row))


def said(value):
    return "、".join(map(str, value)) if isinstance(value, list) else "—" if value in (None, "") else str(value)


class EventListing(Listing):
    columns = (
        Column("at", _("When"), sort="pk"),
        Column("who", _("By whom"), value=lambda row: row.by_name or _("nobody logged in")),
        Column("roles", _("Roles"), value="by_roles", shown=False),
        Column("station", _("Station"), value="station.name", wide=True),
        Column("address", _("From where"), wide=True),
        Column("verb", _("What"), value=lambda row: audit.said(row.verb)),
        Column(
            "record", _("Record"), value=lambda row: f"{audit.kind_of(row.subject_type)} {row.subject_label}".strip()
        ),
        Column("changes", _("Old → new"), value=changes_in_words, wide=True),
        Column("note", _("Note"), shown=False),
        Column("result", _("Outcome")),
    )
    filters = EventFilters
    search_label = _("Name, network address, verb or record number")
    default_order = "-at"
    page_sizes = (50, 100, 200)
    row_template = "stations/rows/event.html"
    counted = _("%(count)s lines")
    foot_note = _("Lines are added, never changed; the chain proves it.")

    def search(self, rows, text):
        kind, _dot, number = text.partition("#")
        found = Q(by_name__contains=text) | Q(verb__contains=text) | Q(subject_label__contains=text)
        if address := audit.address_of(text):
            found |= Q(address=address)
        if (key := parse_whole(number)) is not None:
            found |= Q(subject_type__contains=kind.strip(), subject_id=key)
        return rows.filter(found)
