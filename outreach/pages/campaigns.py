"""Campaigns: the list, one campaign with its numbers by town, its rule, its hospitals and days."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import figures as core_figures
from core.pages import ActionPage, FormPage, ListPage, PortalView, RecordPage, today
from outreach.actions import checkup_days, checkups
from outreach.choices import checkups as choices
from outreach.desk import checkups as desk
from outreach.desk.checkup_board import Board
from outreach.figures import checkups as f
from outreach.forms import checkups as forms
from outreach.listings.checkups import CampaignListing
from outreach.models import CheckupCampaign
from outreach.rules import checkups as rules

CAMPAIGNS = _("Checkup campaigns")


class InCampaign:
    """Pages below a campaign: it is fetched as far as the user sees it."""

    @cached_property
    def campaign(self):
        return desk.campaign(self.user, self.kwargs["pk"])

    @property
    def crumbs(self):
        return (
            (CAMPAIGNS, reverse("outreach:campaigns")),
            (self.campaign.title, self.campaign.get_absolute_url()),
        )


class CampaignsPage(ListPage):
    model, needs = CheckupCampaign, "checkup.view"
    title, listing = CAMPAIGNS, CampaignListing
    export = "checkup.export"
    add, add_label = "outreach:add_campaign", _("Plan a campaign")
    blank_icon = "calendar"

    def refine(self, rows):
        """With how many of the user's own people are on each list."""
        mine = Q(exams__in=desk.exams(self.user))
        return rows.annotate(
            entitled=Count("exams", filter=mine & ~Q(exams__state__in=choices.GONE)),
            done=Count("exams", filter=mine & Q(exams__state__in=choices.EXAMINED)),
        )

    @property
    def buttons(self):
        yield {"label": _("Missed for two years"), "icon": "people", "address": reverse("outreach:missed")}
        if self.user.may("checkup.results"):
            yield {"label": _("Follow-ups"), "icon": "heart", "address": reverse("outreach:findings")}


class AddCampaign(FormPage):
    model, needs = CheckupCampaign, "checkup.plan"
    title, form = _("Plan a campaign"), forms.CampaignForm
    action = checkups.plan_campaign
    saved = _("Planned. Freeze the list when the rule is right.")

    @property
    def crumbs(self):
        return ((CAMPAIGNS, reverse("outreach:campaigns")),)

    @property
    def back_address(self):
        return reverse("outreach:campaigns")


class AmendCampaign(AddCampaign):
    title, action = _("Amend the rule"), checkups.amend_campaign
    writes = True
    saved = _("Saved.")

    def arguments(self, form):
        return super().arguments(form) | {"campaign": self.row}

    @property
    def back_address(self):
        return self.row.get_absolute_url()


class CampaignPage(RecordPage):
    """One campaign: what to do next, numbers by town, hospitals and days."""

    model, needs = CheckupCampaign, "checkup.view"
    template = "outreach/campaign.html"

    @property
    def crumbs(self):
        return ((CAMPAIGNS, reverse("outreach:campaigns")),)

    @cached_property
    def values(self):
        along = "town" if self.user.station.tier != "village" else "village"
        return core_figures.table(f.BY_TOWN, self.user, along, campaign=self.row.pk)

    @property
    def by_town(self):
        """(place, {short key: Value}, address of its list), the whole last."""
        names = {town.pk: town.place for town in desk.towns(self.user)}
        base = reverse("outreach:exams", args=[self.row.pk])
        for key in sorted(self.values, key=lambda key: list(names).index(key) if key in names else 99):
            place = names.get(key) or self.user.station.place
            parameter = "town" if key in names else "village"
            yield place, self.short(self.values[key]), f"{base}?{parameter}={key or ''}"

    @property
    def whole(self):
        found = core_figures.table(f.BY_TOWN, self.user, "campaign", campaign=self.row.pk)
        return self.short(found.get(self.row.pk, {}))

    @staticmethod
    def short(values):
        return {key.removeprefix("checkup."): value for key, value in values.items()}

    def context(self):
        sessions = list(desk.sessions(self.user, self.row))
        return {
            "sessions": sessions,
            "hospitals": list(desk.hospitals(self.user, self.row)),
            "rule": [rules.LABELS[code] for code in self.row.categories],
            "without": [rules.LABELS[code] for code in self.row.without],
            "today": today(),
        }


class OnCampaign(ActionPage):
    """A verb of the bureau on its own campaign."""

    model = CheckupCampaign

    def arguments(self, form):
        return super().arguments(form) | {"campaign": self.row}


class FreezeList(OnCampaign):
    needs, action = "checkup.freeze", checkups.freeze_list
    check = rules.check_planned
    label, icon = _("Freeze the list"), "lock"

    def saved_text(self, result):
        count = desk.exams(self.user, result).count()
        return gettext("The list is frozen: %(count)s people.") % {"count": count}


class CloseCampaign(OnCampaign):
    needs, action = "checkup.close", checkups.close_campaign
    check = rules.check_can_close
    label, icon = _("End the campaign"), "tick"


class AddCheckupHospital(OnCampaign):
    needs, action, form = "checkup.plan", checkups.add_hospital, forms.HospitalForm
    label, icon = _("Add a hospital"), "plus"


class AddSessions(OnCampaign):
    needs, action, form = "checkup.plan", checkups.add_sessions, forms.DaysForm
    label, icon = _("Add days"), "plus"

    def arguments(self, form):
        return super().arguments(form) | {"days": form.cleaned_data.get("days", [])}

    def done_address(self, result):
        return reverse("outreach:board", args=[result.pk])


class AddToList(OnCampaign):
    needs, action, form = "checkup.list", checkups.add_to_list, forms.AddToListForm
    label, icon = _("Add somebody"), "plus"
    explain = _("Somebody the rule does not find. The reason stands on the list.")

    def check(row, by, today):
        rules.check_campaign_runs(row)

    def arguments(self, form):
        return super().arguments(form) | {"person": form.person}


class Allot(OnCampaign):
    """Give days to everybody who waits, of one town or of all."""

    needs, action = "checkup.allot", checkup_days.allot_rest
    label, icon = _("Give days automatically"), "calendar"

    @cached_property
    def town(self):
        return desk.chosen(self.user, self.request.POST.get("town", ""), "town")

    def arguments(self, form):
        return super().arguments(form) | {"town": self.town}

    def saved_text(self, result):
        said = {"placed": result.placed, "left": result.left}
        if result.left:
            return gettext("%(placed)s people have a day; %(left)s wait: add days or places.") % said
        return gettext("%(placed)s people have a day; nobody waits.") % said

    def done_address(self, result):
        address = reverse("outreach:board", args=[result.pk])
        return f"{address}?town={self.town.pk}" if self.town else address


class BoardPage(InCampaign, PortalView):
    """Days × villages of a town."""

    needs = "checkup.view"
    template = "outreach/checkup_board.html"

    def get(self, request, pk):
        board = Board(self.user, self.campaign, today(), request.GET)
        return self.show(board=board, campaign=self.campaign)

    @property
    def heading(self):
        return _("Checkup days")
