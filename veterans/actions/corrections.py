"""Correction requests: whoever sees a wrong field says what it should be, with evidence; whoever keeps the record decides."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from core.notices import notify
from veterans import rules
from veterans.actions.entry import apply_values, check_number_is_free, live_categories, take_version
from veterans.actions.movements import follow
from veterans.choices import CorrectionState
from veterans.models import CorrectionRequest, Person
from veterans.models.derive import derive


@action("correction.request")
def request_correction(*, by, person, field, proposed, evidence):
    """Ask for a field to be corrected; the station that keeps the record is told, and who changed it last."""
    rules.check_live(person)
    request = CorrectionRequest.objects.create(
        person=person, field=field, proposed=proposed, evidence=evidence, made_by=by
    )
    record("correction.request", person, by=by, note=f"{label_of(field)}: {evidence}")
    text = _("%(name)s: please check “%(field)s”. %(evidence)s") % {
        "name": person.name,
        "field": label_of(field),
        "evidence": evidence,
    }
    url = f"/veterans/corrections/{request.pk}/"
    notify(station=person.station, text=text, url=url, kind="correction", level="warning")
    return request


@action("correction.settle")
def settle_correction(*, by, request, is_accepted, opinion="", today):
    """Take the proposed value over, or say why not; whoever asked is told."""
    request = CorrectionRequest.objects.select_for_update().get(pk=request.pk)
    rules.check_correction(request)
    person = Person.objects.select_for_update().get(pk=request.person_id)
    if is_accepted:
        _apply(person, request, by, today)
    request.state = CorrectionState.ACCEPTED if is_accepted else CorrectionState.DECLINED
    request.opinion, request.settled_by, request.settled_at = opinion, by, timezone.now()
    request.save(update_fields=["state", "opinion", "settled_by", "settled_at"])
    record(
        "correction.settle", person, by=by, note=f"{label_of(request.field)}: {request.get_state_display()} {opinion}"
    )
    text = _("%(name)s, %(field)s: %(state)s. %(opinion)s") % {
        "name": person.name,
        "field": label_of(request.field),
        "state": request.get_state_display(),
        "opinion": opinion,
    }
    notify(account=request.made_by, text=text, url=person.get_absolute_url(), kind="correction")
    return request


def label_of(field):
    return str(Person._meta.get_field(field).verbose_name)


def _apply(person, request, by, today):
    """The proposed value through the field's own form field: what may be entered may be proposed."""
    field = Person._meta.get_field(request.field)
    try:
        value = field.formfield().clean(request.proposed.plain())
    except ValidationError as problem:
        raise ValidationError({"opinion": problem.messages}) from problem
    take_version(person, person.version)
    changes = apply_values(person, {request.field: value})
    derive(person, live_categories(person), today)
    if "id_no" in changes:
        check_number_is_free(person, by)
    person.updated_by = by
    person.full_clean(exclude=["household", "station"], validate_constraints=False)
    person.save()
    follow([person.pk], today)
    record("person.amend", person, by=by, changes=changes, note=request.evidence)
