"""Transfer, death, moving out, coming back; correction requests."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage
from core.vault import Sealed
from veterans import actions, forms, rules
from veterans.forms.small import shown
from veterans.models import CorrectionRequest, Person
from veterans.pages import sight


class OnPerson(ActionPage):
    """A verb on one person."""

    model = Person
    check = rules.check_live

    def refine(self, rows):
        return rows.select_related("station__division")


class TransferPage(OnPerson):
    needs, action, form = "person.transfer", actions.transfer_person, forms.TransferForm
    label, icon = _("Transfer"), "swap"
    title = _("Transfer to another station")
    explain = _("The record moves with everything in it. Both stations keep the transfer in sight.")

    def receipt(self, result):
        facts = [
            (_("Who"), result.person.name),
            (_("From"), result.from_station.place),
            (_("To"), result.to_station.place),
            (_("Date"), result.on.isoformat()),
            (_("Reason"), result.reason),
        ]
        return {"title": gettext("Transferred"), "facts": facts, "back": reverse("veterans:transfers")}


class DeathPage(OnPerson):
    needs, action, form = "person.decease", actions.report_death, forms.DeathForm
    check = rules.check_on_file
    label, icon = _("Register a death"), "paper"
    explain = _("The record stays and can be restored if this was a mistake.")
    saved = _("The death is registered.")


class MovingOutPage(OnPerson):
    needs, action, form = "person.move_out", actions.report_moving_out, forms.MovingOutForm
    check = rules.check_on_file
    label, icon = _("Register moving out"), "door"
    title = _("Moved out of the city")
    explain = _("Only for who leaves the city. Whoever moves to another village is transferred.")
    saved = _("The moving out is registered.")


class ReinstatePage(OnPerson):
    needs, action, form = "person.reinstate", actions.reinstate, forms.ReasonForm
    check = rules.check_reinstate
    label, icon = _("Back on file"), "tick"
    saved = _("The person is on file again.")


class AskCorrection(OnPerson):
    needs, action, form = "correction.request", actions.request_correction, forms.CorrectionForm
    reads = True
    label, icon = _("Ask for a correction"), "pen"
    explain = _("For a field that somebody else entered: say what it should be and how you know. The station decides.")
    saved = _("The request is with the station that keeps the record.")

    def done_address(self, result):
        return self.row.get_absolute_url()

    def arguments(self, form):
        return super().arguments(form) | {"proposed": str(form.cleaned_data["proposed"])}


class SettleCorrection(ActionPage):
    model = CorrectionRequest
    needs, action, form = "correction.settle", actions.settle_correction, forms.SettleCorrectionForm
    template = "veterans/correction.html"
    check = rules.check_correction
    label, icon = _("Decide on it"), "tick"
    title = _("Correction request")
    saved = _("Decided; whoever asked is told.")

    def refine(self, rows):
        return rows.select_related("person__station__division", "made_by")

    @property
    def proposed(self):
        """What was proposed, as a reader of this record may see it."""
        field = Person._meta.get_field(self.row.field)
        return self._as_seen(field, field.to_python(field.formfield().clean(self.row.proposed.plain())))

    @property
    def present(self):
        """What the record says now."""
        field = Person._meta.get_field(self.row.field)
        return self._as_seen(field, field.value_from_object(self.row.person))

    def _as_seen(self, field, value):
        if value not in (None, "") and sight.is_plain(self.request, self.row.person):
            return value.plain() if isinstance(value, Sealed) else dict(field.flatchoices).get(value, value)
        return shown(field, value, self.row.person)

    def arguments(self, form):
        return super().arguments(form) | {"request": self.row}

    def done_address(self, result):
        return self.row.person.get_absolute_url()

    @property
    def crumbs(self):
        yield _("Correction requests"), reverse("veterans:corrections")
