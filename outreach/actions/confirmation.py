"""年度确认: opened, confirmed one by one or a village at once, proposed to be stopped, decided by the bureau."""

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from core import audit
from core.actions import Refused, action
from core.audit import record
from core.notices import notify
from outreach.choices.confirmation import ConfirmationState
from outreach.models import Confirmation, ConfirmationYear
from outreach.rules import confirmation as rules
from veterans.models import Person

CHUNK = 2000


@action("confirmation.open")
def open_round(*, by, year, due_on, today):
    """This year's list: everybody on file who draws a regular payment (重点优抚对象) in the station's area."""
    if not today.year - 1 <= year <= today.year + 1:
        raise ValidationError({"year": ValidationError(_("Only years about now are entered."), "year")})
    if due_on < today:
        raise ValidationError({"due_on": ValidationError(_("This day is past."), "past")})
    opened = ConfirmationYear(station=by.station, year=year, opened_on=today, due_on=due_on)
    opened.full_clean()
    opened.save()
    record("confirmation.open", opened, by=by, changes={"people": (None, add_people(opened))})
    return opened


@action("confirmation.open")
def add_new_people(*, by, opened):
    """Who has come to draw a payment since the list was made. Returns the round."""
    if count := add_people(opened):
        record("confirmation.open", opened, by=by, changes={"people": (None, count)})
    return opened


def add_people(opened):
    """Put everybody who draws a payment and is not on the list yet on it; returns how many."""
    listed = Confirmation.objects.filter(round=opened, person=OuterRef("pk"))
    people = Person.objects.on_file().of_place(opened.station_id).key_recipients().filter(~Exists(listed))
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    Confirmation.objects.bulk_create((Confirmation(round=opened, person_id=key) for key in keys), batch_size=CHUNK)
    return len(keys)


@action("confirmation.confirm")
def confirm_many(*, by, confirmations, how, confirmed_on, today):
    """Confirm everybody ticked, in one step: all or none. Returns how many."""
    check_day(confirmed_on, today)
    keys = [confirmation.pk for confirmation in confirmations]
    rows = Confirmation.objects.select_for_update(of=("self",)).select_related("person")
    lines = []
    for row in rows.filter(pk__in=keys).order_by("pk"):
        rules.check_confirm(row, by, today)
        changes = {"state": (row.get_state_display(), ConfirmationState.CONFIRMED.label)}
        lines.append(audit.line("confirmation.confirm", row.person, by=by, changes=changes, note=how))
    if not lines:
        raise Refused("nobody", _("Nobody is ticked."))
    said = {"how": how, "confirmed_on": confirmed_on, "confirmed_by": by.pk, "reason": ""}
    Confirmation.objects.filter(pk__in=keys).update(state=ConfirmationState.CONFIRMED, **said)
    audit.record_many(lines)
    return len(lines)


@action("confirmation.confirm")
def confirm(*, by, confirmation, how, confirmed_on, today):
    """One person."""
    confirm_many(by=by, confirmations=[confirmation], how=how, confirmed_on=confirmed_on, today=today)
    confirmation.refresh_from_db()
    return confirmation


def check_day(confirmed_on, today):
    if confirmed_on > today:
        raise ValidationError({"confirmed_on": ValidationError(_("This day is still to come."), "future")})


@action("confirmation.propose")
def propose_stop(*, by, confirmation, reason, today):
    """Not found, not reached, or no longer entitled: the bureau is asked to stop the payment."""
    return _move(
        confirmation, ConfirmationState.PROPOSED, "confirmation.propose", rules.check_propose, by, today, reason
    )


@action("confirmation.decide")
def decide(*, by, confirmation, is_stop, decision, today):
    """The bureau's officer decides a proposal, with the grounds; the station that proposed it is told."""
    state = ConfirmationState.STOPPED if is_stop else ConfirmationState.KEPT
    row = _move(confirmation, state, "confirmation.decide", rules.check_decide, by, today, decision)
    said = {"round": row.round, "name": row.person.name, "state": row.get_state_display(), "decision": decision}
    text = _("%(round)s, %(name)s: %(state)s. %(decision)s") % said
    notify(station=row.person.station, text=text, url=row.person.get_absolute_url(), kind="confirmation")
    return row


def _move(confirmation, state, verb, check, by, today, text):
    row = Confirmation.objects.select_for_update(of=("self",)).select_related("person").get(pk=confirmation.pk)
    check(row, by, today)
    old, row.state = row.get_state_display(), state
    if state == ConfirmationState.PROPOSED:
        row.reason = text
    else:
        row.decision, row.decided_on, row.decided_by_id = text, today, by.pk
    row.full_clean()
    row.save()
    record(verb, row.person, by=by, changes={"state": (old, row.get_state_display())}, note=text)
    return row
