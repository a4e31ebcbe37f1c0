"""The care centre: who was assessed, who waits, who lives in which bed and who pays."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from outreach.actions.saving import add, amend
from outreach.choices.care import RequestState
from outreach.models import CareAssessment, CareBed, CarePlacement, CareRequest
from outreach.rules import care as rules
from outreach.rules.doctors import check_on_file


@action("care.assess")
def assess(*, by, person, values, today):
    """The points of a scale; level and group follow from its table. What was found is kept sealed."""
    level = rules.level_of(values["scale"], values["score"])
    if level is None:
        raise ValidationError({"score": ValidationError(_("This scale does not have this number."), "score")})
    if values["on"] > today:
        raise ValidationError({"on": ValidationError(_("This day is still to come."), "future")})
    group = rules.group_of(level, values["is_dementia"])
    row = CareAssessment(person=person, score=str(values["score"]), level=level.label, group=str(group))
    return add("care.assess", row, values, by=by, about=person)


@action("care.ask")
def ask_place(*, by, person, values, today):
    """Onto the waiting list."""
    check_on_file(person)
    row = CareRequest(person=person, institution=values["institution"], asked_on=today)
    return add("care.ask", row, values, by=by, about=person)


@action("care.ask")
def withdraw_request(*, by, request, reason, today):
    request = CareRequest.objects.select_for_update(of=("self",)).select_related("person").get(pk=request.pk)
    rules.check_waiting(request, by, today)
    values = {"state": RequestState.WITHDRAWN, "reason": reason}
    return amend("care.withdraw", request, values, by=by, about=request.person, note=reason)


@action("care.beds")
def add_bed(*, by, institution, values):
    return add("care.beds", CareBed(institution=institution), values, by=by, about=institution)


@action("care.place")
def place(*, by, request, bed, fee_source, fee_month, in_on, today):
    """From the waiting list into a bed. The bed is locked, and the database keeps it from being given twice."""
    request = CareRequest.objects.select_for_update().get(pk=request.pk)
    rules.check_waiting(request, by, today)
    bed = CareBed.objects.select_for_update().get(pk=bed.pk)
    if in_on > today:
        raise ValidationError({"in_on": ValidationError(_("This day is still to come."), "future")})
    taken = CarePlacement(
        person=request.person,
        bed=bed,
        group=request.group,
        stay=request.stay,
        fee_source=fee_source,
        fee_month=fee_month,
        in_on=in_on,
        made_by_id=by.pk,
    )
    taken.full_clean()
    taken.save()
    request.state = RequestState.PLACED
    request.save(update_fields=["state"])
    record("care.place", request.person, by=by, changes={"bed": (None, str(bed)), "in_on": (None, in_on)})
    return taken


@action("care.place")
def leave(*, by, placement, out_on, out_reason, today):
    """The bed is free again."""
    placement = CarePlacement.objects.select_for_update(of=("self",)).select_related("person").get(pk=placement.pk)
    rules.check_present(placement, by, today)
    rules.check_leaves_on(placement, out_on, today)
    values = {"out_on": out_on, "out_reason": out_reason}
    return amend("care.place", placement, values, by=by, about=placement.person, note=out_reason)
