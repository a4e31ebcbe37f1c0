"""When somebody may be confirmed, proposed to be stopped, decided on."""

from django.utils.translation import gettext as _

from core.actions import Refused
from outreach.choices.confirmation import ConfirmationState

DECIDED = (ConfirmationState.STOPPED, ConfirmationState.KEPT)


def check_confirm(confirmation, by, today):
    """Also somebody proposed to be stopped may still come; after the decision the bureau is asked."""
    if confirmation.state == ConfirmationState.CONFIRMED:
        raise Refused("confirmed", _("Confirmed already."))
    if confirmation.state in DECIDED:
        raise Refused("decided", _("The bureau has decided already."))


def check_propose(confirmation, by, today):
    if confirmation.state != ConfirmationState.DUE:
        raise Refused("not_due", _("Only who is not confirmed yet is proposed."))


def check_decide(confirmation, by, today):
    if confirmation.state != ConfirmationState.PROPOSED:
        raise Refused("not_proposed", _("There is no open proposal."))
