"""Campaigns: the list, one campaign with its numbers by town, its rule, its hospitals and days."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import looks
from core.actions import check as refusal_of
from core.models import JobState
from core.pages import ActionPage, FormPage, ListPage, PortalView, RecordPage, is_partial, today
from outreach.actions import checkup_days, checkup_lists, checkups
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
            yield {"label": _("Follow-ups"), "icon": "heart", "address": reverse("outreach:findings") + "?state=open"}


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

    def refine(self, rows):
        return rows.select_related("job")

    def get(self, request, **kwargs):
        """While a work on the list runs, its part of this page and of the board asks how far it is; when it is over,
        the page is fetched anew."""
        if not is_partial(request):
            return super().get(request, **kwargs)
        if self.row.is_busy:
            return self.show("outreach/campaign_work.html", campaign=self.row, **work_on(self.row))
        if text := desk.outcome(self.row.job):
            messages.success(request, text)
        return HttpResponse(headers={"HX-Refresh": "true"})

    @property
    def crumbs(self):
        return ((CAMPAIGNS, reverse("outreach:campaigns")),)

    @cached_property
    def values(self):
        along = "town" if self.user.station.tier != "village" else "village"
        return looks.table(f.BY_TOWN, self.user, along, campaign=self.row.pk)

    @property
    def by_town(self):
        """(place, {short key: Value}, address of its list), the whole last."""
        names = {town.pk: town.place for town in desk.towns(self.user)}
        base = reverse("outreach:exams", args=[self.row.pk])
        found = self.values | {town: self.nothing for town in names if self.values and town not in self.values}
        for key in sorted(found, key=lambda key: list(names).index(key) if key in names else 99):
            place = names.get(key) or self.user.station.place
            parameter = "town" if key in names else "village"
            yield place, self.short(found[key]), f"{base}?{parameter}={key or ''}"

    @property
    def nothing(self):
        """What is said of a town without anybody on the list: zero, not silence."""
        return {figure.key: figure.value(0) for figure in f.BY_TOWN}

    @property
    def whole(self):
        found = looks.table(f.BY_TOWN, self.user, "campaign", campaign=self.row.pk)
        return self.short(found.get(self.row.pk, {}))

    @staticmethod
    def short(values):
        return {key.removeprefix("checkup."): value for key, value in values.items()}

    def context(self):
        sessions = list(desk.sessions(self.user, self.row))
        return {
            "sessions": sessions,
            "hospitals": list(desk.hospitals(self.user, self.row)),
            "sheets": desk.sheets(self.user, self.row),
            "rule": [rules.LABELS[code] for code in self.row.categories],
            "without": [rules.LABELS[code] for code in self.row.without],
            "today": today(),
            "campaign": self.row,
            **work_on(self.row),
        }


def work_on(campaign):
    """How far the long work on its list is, or why it ended before its time."""
    job = campaign.job
    is_fresh = job is not None and job.finished_at and timezone.localdate(job.finished_at) == today()
    has_ended = campaign.state == choices.CampaignState.FREEZING or is_fresh
    return {
        "job": job,
        "left": job.seconds_left(timezone.now()) if job else None,
        "is_stopped": has_ended and job is not None and job.state in (JobState.FAILED, JobState.CANCELLED),
    }


class OnCampaign(ActionPage):
    """A verb of the bureau on its own campaign."""

    model = CheckupCampaign

    def arguments(self, form):
        return super().arguments(form) | {"campaign": self.row}


class FreezeList(OnCampaign):
    needs, action = "checkup.freeze", checkup_lists.freeze_list
    check = rules.check_can_freeze
    label, icon = _("Freeze the list"), "lock"

    def saved_text(self, result):
        return ""


class DropList(OnCampaign):
    """Back from a list that was stopped half way."""

    needs, action = "checkup.freeze", checkup_lists.drop_list
    check = rules.check_can_drop
    label, icon, tone = _("Drop it, back to planning"), "undo", "quiet"
    saved = _("The unfinished list is dropped; the rule can be changed.")


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
    needs, action, form = "checkup.list", checkup_lists.add_to_list, forms.AddToListForm
    label, icon = _("Add somebody"), "plus"
    explain = _("Somebody the rule does not find. The reason stands on the list.")

    def check(row, by, today):
        rules.check_campaign_runs(row)

    def arguments(self, form):
        return super().arguments(form) | {"person": form.person}


class Allot(OnCampaign):
    """Give days to everybody who waits, of the town in the address or of all."""

    needs, action = "checkup.allot", checkup_days.allot_rest
    label, icon = _("Give days automatically"), "calendar"

    def check(row, by, today):
        rules.check_can_allot(row, by, today)

    @cached_property
    def town(self):
        return desk.chosen(self.user, self.request.GET.get("town", ""), "town")

    def arguments(self, form):
        return super().arguments(form) | {"town": self.town}

    def saved_text(self, result):
        return ""

    def done_address(self, result):
        address = reverse("outreach:board", args=[result.pk])
        return f"{address}?town={self.town.pk}" if self.town else address


class BoardPage(InCampaign, PortalView):
    """Days × villages of a town."""

    needs = "checkup.view"
    template = "outreach/checkup_board.html"

    def get(self, request, pk):
        board = Board(self.user, self.campaign, today(), request.GET)
        return self.show(board=board, campaign=self.campaign, **self.allotting(board), **work_on(self.campaign))

    def allotting(self, board):
        """The button that gives days to those who wait, and why it cannot be pressed."""
        if not board.waiting or not self.user.may(Allot.needs):
            return {}
        label = gettext("Give days to the other %(count)s") % {"count": board.waiting}
        address = reverse("outreach:allot", args=[self.campaign.pk])
        return {
            "allot": {"label": label, "icon": Allot.icon},
            "allot_address": f"{address}?town={board.town.pk}",
            "allot_reason": refusal_of(rules.check_can_allot, self.campaign, self.user, today(), board.to_give),
        }

    @property
    def heading(self):
        return _("Checkup days")
