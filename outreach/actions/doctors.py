"""Family-doctor contracts: signed, served, renewed, ended."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from outreach.actions.saving import add
from outreach.models import DoctorVisit, FamilyDoctorContract
from outreach.rules import doctors as rules
from veterans.models import Person


@action("contract.sign")
def sign_contract(*, by, person, values, today):
    """A contract, or the next one after one that ends."""
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    rules.check_on_file(person)
    rules.check_span(person, values["starts_on"], values["ends_on"])
    contract = FamilyDoctorContract(person=person, institution=values["institution"], made_by_id=by.pk)
    return add("contract.sign", contract, values, by=by, about=person)


@action("contract.log")
def log_visit(*, by, contract, values, today):
    """What the doctor did. The day of the last one is kept with the contract, for the list of the unserved."""
    contract = FamilyDoctorContract.objects.select_for_update().get(pk=contract.pk)
    rules.check_not_ended(contract, by, today)
    if not contract.starts_on <= values["on"] <= min(today, contract.ends_on):
        message = _("The visit lies outside the contract or in the future.")
        raise ValidationError({"on": ValidationError(message, "outside")})
    visit = add(
        "contract.log", DoctorVisit(contract=contract, logged_by_id=by.pk), values, by=by, about=contract.person
    )
    contract.last_visit_on = max(contract.last_visit_on or visit.on, visit.on)
    contract.save(update_fields=["last_visit_on"])
    return contract


@action("contract.end")
def end_contract(*, by, contract, ended_on, reason, today):
    """Ended before its time; the reason stays on it."""
    contract = FamilyDoctorContract.objects.select_for_update().get(pk=contract.pk)
    rules.check_runs(contract, by, today)
    rules.check_end(contract, ended_on, today)
    contract.ended_on, contract.end_reason = ended_on, reason
    contract.save(update_fields=["ended_on", "end_reason"])
    record("contract.end", contract.person, by=by, changes={"ended_on": (None, ended_on)}, note=reason)
    return contract
