"""Stations: the network at a glance, the list, one station, its staff, divisions and their other names, mergers."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core import audit
from core.actions import Refused, check
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, today
from core.validators import parse_whole
from stations import actions, rules
from stations.choices import Have, Tier
from stations.choosing import have_labels
from stations.forms.stations import (
    AliasesForm,
    CloseForm,
    DivisionForm,
    HostForm,
    LeavingForm,
    ReasonForm,
    StaffForm,
    StationForm,
)
from stations.listings import ChangeListing, DivisionListing, StationListing
from stations.models import Division, NetworkChange, StaffMember, Station
from stations.standing import by_town

HISTORY_SHOWN = 8


def network_crumb():
    return gettext_lazy("Network"), reverse("stations:network")


class Network(OfModel, PortalView):
    """The three tiers with staff, five haves and stars, town by town; every number opens its list."""

    model, needs = Station, "station.view"
    title, template = gettext_lazy("The three-tier network"), "stations/network.html"

    def refine(self, rows):
        return rows.in_network().with_standing(today().year).select_related("division", "parent__division")

    def get(self, request):
        if request.user.station_id and request.user.station.tier == Tier.VILLAGE:
            return redirect("stations:station", pk=request.user.station_id)
        lines, total, counts = by_town(self.rows)
        head = {"centres": counts[Tier.CITY], "towns": counts[Tier.TOWN], "villages": counts[Tier.VILLAGE]}
        return self.show(lines=lines, total=total, year=today().year, **head)

    @property
    def heading(self):
        place = self.user.station.place if self.user.station_id else ""
        return _("%(place)s: the three-tier network") % {"place": place}


class Stations(ListPage):
    model, needs = Station, "station.view"
    title, listing = gettext_lazy("Stations"), StationListing
    export = "station.export"
    blank_icon = "tree"

    def refine(self, rows):
        return rows.in_network().with_standing(today().year).select_related("division", "parent__division")

    @property
    def crumbs(self):
        return (network_crumb(),)


class StationPage(RecordPage):
    """One station: where, who, what it has, how it is rated, what stands below it."""

    model, needs = Station, "station.view"
    template = "stations/station.html"
    has_aside = aside_last = True

    def refine(self, rows):
        return rows.select_related("division__successor", "parent__division")

    @cached_property
    def crumbs(self):
        above = self.row.parent
        is_seen = above is not None and self.rows.filter(pk=above.pk).exists()
        return (network_crumb(), (above.place, above.get_absolute_url())) if is_seen else (network_crumb(),)

    @cached_property
    def below(self):
        rows = self.rows.filter(parent=self.row).open().with_standing(today().year)
        return list(rows.order_by("division__code"))

    def context(self):
        labels, years = have_labels(), list(self.row.five_haves.all()[:5])
        return {
            "staff": list(self.row.staff.all()),
            "labels": [(code, *labels[code]) for code in Have.values],
            "years": [
                (row, [(code, getattr(row, f"has_{code}"), getattr(row, f"{code}_evidence")) for code in labels])
                for row in years
            ],
            "assessments": list(self.row.assessments.select_related("scheme")[:10]),
            "aliases": [alias.name for alias in self.row.division.aliases.all()],
            "changes": [*self.row.closings.select_related("target"), *self.row.takeovers.select_related("source")],
            "history": audit.history(self.row, HISTORY_SHOWN),
            "year": today().year,
            "has_this_year": any(row.year == today().year for row in years),
        }


class EditStation(FormPage):
    model, needs = Station, "station.amend"
    title, form, action = gettext_lazy("Station data"), StationForm, actions.amend_station

    def refine(self, rows):
        return rows.select_related("division")

    @property
    def crumbs(self):
        return (network_crumb(), (self.row.name, self.row.get_absolute_url()))

    def arguments(self, form):
        seen = parse_whole(form.data.get("version", ""))
        return super().arguments(form) | {"version": self.row.version if seen is None else seen}


class AddStaff(FormPage):
    model, needs = Station, "staff.amend"
    title, form, action = gettext_lazy("Enter a member of staff"), StaffForm, actions.add_staff
    keeps = ()
    saved = gettext_lazy("Entered.")

    @property
    def crumbs(self):
        return (network_crumb(), (self.row.name, self.row.get_absolute_url()))


class EditStaff(FormPage):
    model, needs = StaffMember, "staff.amend"
    title, form, action = gettext_lazy("Member of staff"), StaffForm, actions.amend_staff

    def refine(self, rows):
        return rows.select_related("station")

    @property
    def crumbs(self):
        return (network_crumb(), (self.row.station.name, self.row.get_absolute_url()))


def check_present(row):
    if row.left_on:
        raise Refused("left", _("Has left already."))


class StaffLeaves(ActionPage):
    model, needs = StaffMember, "staff.amend"
    action, form = actions.amend_staff, LeavingForm
    title, label, icon = gettext_lazy("No longer at this station"), gettext_lazy("Has left"), "door"
    check = check_present


# ——— divisions ———


class Divisions(ListPage):
    """Codes, other names, host towns."""

    model, needs = Division, "division.view"
    title, listing = gettext_lazy("Divisions and their other names"), DivisionListing
    export = "station.export"
    blank_icon = "map"

    def refine(self, rows):
        return rows.select_related("parent", "host").prefetch_related("aliases")

    @property
    def crumbs(self):
        return (network_crumb(),)

    def context(self):
        return {"may_alias": self.user.may("division.alias"), "may_host": self.user.may("division.host")}


class AddDivision(FormPage):
    """A new town or village below the station of the address."""

    model, needs = Station, "division.open"
    title, form, action = gettext_lazy("Add a division"), DivisionForm, actions.open_division
    done = "stations:divisions"

    def arguments(self, form):
        return super().arguments(form) | {"parent": self.row}

    @property
    def note(self):
        return _("below %(place)s") % {"place": self.row.place}


class Aliases(ActionPage):
    model, needs = Division, "division.alias"
    action, form = actions.set_aliases, AliasesForm
    title, label, icon = gettext_lazy("Other names"), gettext_lazy("Other names"), "pen"
    done = "stations:divisions"


def check_quasi(row):
    if row.counts_as_town or row.tier != Tier.TOWN:
        raise Refused("is_town", _("Only industrial parks, forest farms and the like have a host town."))


class Host(ActionPage):
    model, needs = Division, "division.host"
    action, form = actions.host_division, HostForm
    title, label, icon = gettext_lazy("Host town"), gettext_lazy("Host town"), "tree"
    check = check_quasi
    done = "stations:divisions"


# ——— mergers ———


class Close(FormPage):
    """Merge or close a station: what goes over is shown before."""

    model, needs = Station, "station.close"
    form, action = CloseForm, actions.close_station
    template = "stations/close.html"
    save_label = gettext_lazy("Merge now")
    saved = gettext_lazy("Done: everything has gone over. It can be taken back as a whole.")
    has_draft = False

    def refine(self, rows):
        return rows.select_related("division")

    @property
    def title(self):
        return _("Merge or close %(place)s") % {"place": self.row.place}

    @property
    def crumbs(self):
        return (network_crumb(), (self.row.name, self.row.get_absolute_url()))

    def ask(self, form, status=200, **context):
        offer = actions.mergers.what_would_move(self.row)
        return super().ask(form, status, moving=list(offer), reason=self.reason_against(), **context)

    def reason_against(self):
        return check(rules.check_close, self.row, self.user)


class Changes(ListPage):
    model, needs = NetworkChange, "station.close"
    title, listing = gettext_lazy("Mergers and closings"), ChangeListing
    export = "station.export"
    blank_icon = "swap"

    def refine(self, rows):
        return rows.select_related("source", "target", "made_by")

    @property
    def crumbs(self):
        return (network_crumb(),)


class ChangePage(RecordPage):
    model, needs = NetworkChange, "station.close"
    template = "stations/change.html"

    def refine(self, rows):
        return rows.select_related("source__division", "target__division", "made_by", "undone_by")

    @property
    def crumbs(self):
        return (network_crumb(), (gettext_lazy("Mergers and closings"), reverse("stations:changes")))

    def context(self):
        return {
            "lines": list(actions.mergers.said(self.row)),
            "renamed": sum(len(names) for names in self.row.renamed.values()),
        }


class UndoChange(ActionPage):
    model, needs = NetworkChange, "station.close"
    action, form, check = actions.undo_change, ReasonForm, rules.check_undo
    title, label, icon, tone = gettext_lazy("Take the merger back"), gettext_lazy("Take it back"), "swap", "stop"
    saved = gettext_lazy("Taken back: every row is with its former station again.")
    explain = gettext_lazy(
        "Every row that went over returns, the station opens again. What was newly entered at the successor stays there."
    )

    def refine(self, rows):
        return rows.select_related("source__division", "target__division")

    def arguments(self, form):
        return super().arguments(form) | {"change": self.row}
