"""At the door of the hospital: a code, the end of an identity number or a name, and they are here. Phone and laptop."""

from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.actions import Refused
from core.listing import recall, remember
from core.pages import PortalView, today
from core.validators import parse_whole
from outreach.actions import checkup_steps
from outreach.desk import checkups as desk
from outreach.models.checkups import ExamState
from outreach.pages.campaigns import InCampaign
from outreach.workflow.checkups import CHECKUPS


class CheckIn(InCampaign, PortalView):
    """One field that keeps the cursor. A scanned or typed code, or a whole number, checks in at once; a name asks who.

    What was typed is never in the address.
    """

    needs = "checkup.check_in"
    template = "outreach/checkin.html"
    title = _("Check-in")

    def get(self, request, pk):
        text = recall(request)
        return self.ask(text, desk.arriving(self.user, self.campaign, text) if text else [])

    def ask(self, text, found):
        came, expected, last = desk.arrivals(self.user, self.campaign, today())
        rows = [(exam, CHECKUPS.by_action["check_in"].source.count(exam.state)) for exam in found]
        return self.show(text=text, found=rows, came=came, expected=expected, last=last, campaign=self.campaign)

    def post(self, request, pk):
        if key := request.POST.get("exam", ""):
            rows = desk.exams(self.user, self.campaign).for_list().select_related("campaign")
            exam = rows.filter(pk=parse_whole(key)).first()
            return self.arrive(exam) if exam else redirect(request.path)
        text = request.POST.get("q", "").strip()
        found = desk.arriving(self.user, self.campaign, text) if text else []
        if len(found) == 1 and is_exact(text, found[0]):
            return self.arrive(found[0])
        return redirect(f"{request.path}?s={remember(request, text)}" if text else request.path)

    def arrive(self, exam):
        try:
            checkup_steps.check_in(by=self.user, exam=exam, today=today())
        except Refused as refusal:
            messages.error(self.request, refusal.message)
        else:
            messages.success(self.request, welcome(exam))
        return redirect("outreach:checkin", pk=self.campaign.pk)


def is_exact(text, exam):
    """Whether the text can mean nobody else: the code, or a whole identity number."""
    return text.strip().upper() == exam.code or len(text.strip()) in (15, 18)


def welcome(exam):
    said = {"name": exam.person.name, "place": exam.person.station.place}
    if exam.state == ExamState.BOOKED and exam.session.on == today():
        return gettext("%(name)s (%(place)s) is here.") % said
    return gettext("%(name)s (%(place)s) is here, not on their own day.") % said


class CheckInByCode(PortalView):
    """What the code on a notice opens on the phone of whoever stands at the door: one person, one button."""

    needs = "checkup.check_in"
    template = "outreach/checkin_code.html"
    title = _("Check-in")

    def get(self, request, code):
        exam = desk.by_code(self.user, code)
        is_open = exam.state in CHECKUPS["check_in"].source
        return self.show(exam=exam, is_open=is_open, address=reverse("outreach:checkin", args=[exam.campaign_id]))
