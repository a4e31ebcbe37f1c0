"""One checkup day: who comes, moving a village, cancelling the day and showing where everybody went."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, RecordPage, today
from core.validators import parse_whole
from outreach.actions import checkup_days, checkup_steps, checkups
from outreach.choices.checkups import ExamState
from outreach.desk import checkups as desk
from outreach.forms import checkups as forms
from outreach.models import CheckupSession
from outreach.rules import checkups as rules

RELATED = ("campaign__station", "hospital__institution", "hospital__campaign")


class SessionPage(RecordPage):
    model, needs = CheckupSession, "checkup.view"
    template = "outreach/checkup_day.html"

    def refine(self, rows):
        return rows.select_related(*RELATED)

    @property
    def crumbs(self):
        campaign = self.row.campaign
        return (
            (campaign.title, campaign.get_absolute_url()),
            (_("Checkup days"), f"{reverse('outreach:board', args=[campaign.pk])}"),
        )

    @property
    def heading(self):
        return f"{self.row.on:%m-%d} {self.row.weekday}"

    @cached_property
    def village(self):
        return desk.chosen(self.user, self.request.GET.get("village", ""), "village")

    def context(self):
        exams = list(desk.session_rows(self.row, self.user, self.village))
        return {
            "exams": exams,
            "village": self.village,
            "booked": sum(exam.state == ExamState.BOOKED for exam in exams),
            **self.moved(),
            "is_over": self.row.on <= today(),
        }

    def moved(self):
        """Of a cancelled day: who stood on it, how many of them wait, how many stations were told."""
        moves = desk.moved_from(self.row, self.user) if self.row.cancelled_on else []
        left = sum(move.to_session is None for move in moves)
        return {
            "moved": moves,
            "went": len(moves) - left,
            "left": left,
            "told": len({move.exam.person.station_id for move in moves}),
        }


class OnSession(ActionPage):
    """A verb on a day."""

    model = CheckupSession
    check = rules.check_session_open

    def refine(self, rows):
        return rows.select_related(*RELATED)

    def arguments(self, form):
        return super().arguments(form) | {"session": self.row}


class SetQuota(OnSession):
    needs, action, form = "checkup.plan", checkups.set_quota, forms.QuotaForm
    label, icon = _("Change the places"), "pen"


class CancelDay(OnSession):
    needs, action, form = "checkup.cancel_day", checkup_days.cancel_day, forms.ReasonForm
    label, icon, tone = _("Cancel the day"), "cross", "stop"
    explain = _("Its people get other days, villages and couples together; who finds no place waits.")

    def arguments(self, form):
        return super().arguments(form) | {"reason": form.cleaned_data["note"]}

    def saved_text(self, result):
        return gettext("Cancelled. Below stands who moved, from where to where.")


class CloseDay(OnSession):
    needs, action = "checkup.examine", checkup_steps.close_day
    check = None
    label, icon = _("End of the day"), "tick"
    explain = _("Who was checked in is examined, who did not come is absent.")


class WithVillage(OnSession):
    """Stations may give their own villages days of the bureau's campaign: the day is read, the people are changed."""

    reads = True

    def make_form(self, data=None, files=None):
        form = self.form(data, files, user=self.user, today=today(), row=self.row, initial=self.initial())
        village = form.fields["village"]
        village.queryset = village.queryset.filter(tier__in=("village", "town")).order_by("division__code")
        village.label_from_instance = lambda station: station.place
        return form

    def initial(self):
        asked = desk.chosen(self.user, self.request.GET.get("village", ""), "village")
        return {"village": asked} if asked else {}

    def arguments(self, form):
        return super().arguments(form) | {"session": self.row, "is_granted": bool(form.cleaned_data.get("is_granted"))}

    def done_address(self, result):
        village = self.request.POST.get("village", "")
        station = desk.chosen(self.user, village, "village")
        town = f"?town={station.parent_id}" if station else ""
        return reverse("outreach:board", args=[self.row.campaign_id]) + town


class BookVillage(WithVillage):
    needs, action, form = "checkup.book", checkup_days.book_village, forms.BookVillageForm
    label, icon = _("Give this day"), "calendar"
    explain = _("Everybody of the village who waits comes on this day.")


class MoveVillage(WithVillage):
    needs, action, form = "checkup.book", checkup_days.move_village, forms.MoveForm
    check = None
    label, icon = _("Move a village"), "swap"
    explain = _("Everybody of the village who stands on this day goes to another and has to be told anew.")

    def initial(self):
        target = parse_whole(self.request.GET.get("to", ""))
        return super().initial() | ({} if target is None else {"session": target})

    def arguments(self, form):
        return super().arguments(form) | {"target": form.cleaned_data["session"]}
