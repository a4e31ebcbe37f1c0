"""What somebody looks for, and each talk about it."""

from core.actions import action
from core.audit import record
from employment.actions.amending import amend, told_of_new
from employment.models import Contact, Seeker
from employment.rules import market as rules


@action("seeker.keep")
def keep_wish(*, by, person, values, today):
    """The wish of a person: entered, or changed, and open again if it had been closed."""
    rules.check_live_person(person)
    seeker = Seeker.objects.filter(person=person).first()
    if seeker is not None:
        seeker.updated_by = by
        if seeker.closed_on:
            seeker.since_on, seeker.closed_on = today, None
        return amend(seeker, values, verb="seeker.keep", by=by)
    seeker = Seeker(person=person, since_on=today, updated_by=by, **values)
    seeker.full_clean()
    seeker.save()
    record("seeker.keep", seeker, by=by, changes=told_of_new(values))
    return seeker


@action("seeker.close")
def close_wish(*, by, seeker, reason, today):
    """No longer looking: has work, or does not want any now."""
    seeker.closed_on, seeker.updated_by = today, by
    seeker.save(update_fields=["closed_on", "updated_by", "updated_at"])
    record("seeker.close", seeker, by=by, changes={"closed_on": (None, str(today))}, note=reason)
    return seeker


@action("seeker.contact")
def note_contact(*, by, person, on, how, note):
    """A talk about work: the person leaves the list of those not spoken with for ninety days."""
    contact = Contact(person=person, on=on, how=how, note=note, by=by)
    contact.full_clean()
    contact.save()
    record("seeker.contact", person, by=by, changes={"on": (None, str(on))}, note=note)
    return contact
