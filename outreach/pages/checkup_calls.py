"""Telling a village of its days: quick entry of the answers, the sheet to call from, the notices with a code to scan."""

import segno
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import PortalView, today
from outreach.actions import checkup_calls, checkup_steps
from outreach.choices.checkups import Answer, CallChannel
from outreach.desk import checkups as desk
from outreach.pages.campaigns import InCampaign
from stations.choices import Tier
from veterans.rules import is_own_clerk


class OfVillage(InCampaign, PortalView):
    """Pages of one village within a campaign (`?village=`)."""

    needs = "checkup.notify"

    @cached_property
    def village(self):
        return desk.village(self.user, self.request.GET.get("village") or self.user.station_id)

    @cached_property
    def exams(self):
        return list(desk.of_village(self.user, self.campaign, self.village))

    def numbers(self, exam):
        """Telephone numbers: in full for the clerk of the person's own station only (handbook §10.4)."""
        is_plain = is_own_clerk(exam.person, self.user)
        return " / ".join(number.plain() if is_plain else str(number) for number in exam.person.phones)


class VillageCalls(OfVillage):
    """One row a person, the answer as it is given; saved all at once."""

    template = "outreach/village_calls.html"
    title = _("Record the calls")

    def get(self, request, pk):
        if self.user.station.tier != Tier.VILLAGE and "village" not in request.GET:
            villages = desk.villages_awaited(self.user, self.campaign)
            return self.show("outreach/villages_to_call.html", villages=villages, campaign=self.campaign)
        return self.answer()

    def answer(self, status=200, problem=""):
        typed = self.request.POST
        rows = [
            (exam, self.numbers(exam), typed.get(f"answer-{exam.pk}", ""), typed.get(f"note-{exam.pk}", ""))
            for exam in self.exams
        ]
        plain = sum(is_own_clerk(exam.person, self.user) for exam in self.exams)
        if plain and self.request.method == "GET":
            checkup_calls.take_numbers(by=self.user, campaign=self.campaign, count=plain)
        choices = {"channels": CallChannel.choices, "answers": Answer.choices}
        chosen = self.request.POST.get("channel", "phone")
        return self.show(status=status, rows=rows, problem=problem, chosen=chosen, campaign=self.campaign, **choices)

    def post(self, request, pk):
        channel = request.POST.get("channel", "")
        answers = {
            exam.pk: given for exam in self.exams if (given := request.POST.get(f"answer-{exam.pk}")) in Answer.values
        }
        if channel not in CallChannel.values or not answers:
            return self.answer(422, gettext("Choose an answer for at least one person."))
        notes = {exam.pk: request.POST.get(f"note-{exam.pk}", "")[:200] for exam in self.exams}
        count = checkup_steps.record_calls(
            by=self.user, exams=self.exams, answers=answers, channel=channel, notes=notes, today=today()
        )
        messages.success(request, gettext("%(count)s calls recorded.") % {"count": count})
        return redirect(f"{reverse('outreach:village_calls', args=[pk])}?village={self.village.pk}")


class CallSheet(OfVillage):
    """The list to call from, on paper."""

    needs = "checkup.call_list"
    template = "outreach/call_sheet.html"
    title = _("Call list for the checkup")

    def get(self, request, pk):
        checkup_calls.take_sheet(by=self.user, campaign=self.campaign, count=len(self.exams))
        sheet = [(exam, self.numbers(exam)) for exam in self.exams]
        return self.show(sheet=sheet, at=timezone.now(), campaign=self.campaign)


class Notices(OfVillage):
    """体检通知: one for each person with a day, to be brought along; the code is scanned at the door."""

    needs = "checkup.call_list"
    template = "outreach/notices.html"
    title = _("Notices of the checkup")

    def get(self, request, pk):
        booked = [exam for exam in self.exams if exam.state == "booked"]
        checkup_calls.take_sheet(by=self.user, campaign=self.campaign, count=len(booked))
        notices = [(exam, self.picture(exam)) for exam in booked]
        return self.show(notices=notices, campaign=self.campaign)

    def picture(self, exam):
        """A code that opens the check-in of this person; it holds no number of theirs."""
        address = self.request.build_absolute_uri(reverse("outreach:checkin_code", args=[exam.code]))
        return segno.make(address, error="m").svg_data_uri(scale=3, border=1)
