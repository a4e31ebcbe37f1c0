"""The household, its plaque at the door, and the preferential card on its way (handbook §1.2)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from veterans import rules
from veterans.actions.entry import take_version
from veterans.choices import CardState, PlaqueState
from veterans.models import HonourPlaque, Household, Person, PreferenceCard


@action("card.accept")
def accept_card(*, by, person, accepted_on):
    """The station takes in the application."""
    person = _locked(person)
    rules.check_card(person)
    card = PreferenceCard.objects.create(person=person, accepted_on=accepted_on, changed_on=accepted_on)
    record("card.accept", person, by=by, changes={"state": (None, card.get_state_display())})
    return card


@action("card.advance")
def advance_card(*, by, card, state, on, card_no="", reason=""):
    """One step on: reviewed, made, signed for, handed over; or refused, cancelled with the reason."""
    card = PreferenceCard.objects.select_for_update().get(pk=card.pk)
    rules.check_step(rules.CARD_STEPS, card, state)
    if state in (CardState.REFUSED, CardState.CANCELLED) and not reason:
        raise ValidationError({"reason": ValidationError(_("Give the reason."), "required")})
    if on < card.changed_on:
        raise ValidationError({"on": ValidationError(_("This is before the step before it."), "too_early")})
    old = card.get_state_display()
    card.state, card.changed_on, card.reason = state, on, reason
    card.card_no = card_no or card.card_no
    if state == CardState.HANDED_OVER:
        card.handed_over_on = on
    card.save()
    if state in (CardState.HANDED_OVER, CardState.CANCELLED):
        _flag(card.person, by, card_issued=state == CardState.HANDED_OVER)
    record("card.advance", card.person, by=by, changes={"state": (old, card.get_state_display())}, note=reason)
    return card


@action("card.advance")
def hand_over_card(*, by, card, on, card_no=""):
    """The station gives the card to the person."""
    return advance_card(by=by, card=card, state=CardState.HANDED_OVER, on=on, card_no=card_no)


@action("plaque.apply")
def apply_for_plaque(*, by, person, applied_on, place=""):
    """One plaque for the household of the person, who is written on the application."""
    person = _locked(person)
    household = household_of(person)
    rules.check_plaque(person)
    plaque = HonourPlaque.objects.create(household=household, person=person, applied_on=applied_on, place=place)
    record("plaque.apply", person, by=by, changes={"state": (None, plaque.get_state_display())})
    return plaque


@action("plaque.advance")
def advance_plaque(*, by, plaque, state, on, place="", reason=""):
    """Hung at the door; replaced when worn (a new one is then applied for); cancelled with the reason."""
    plaque = HonourPlaque.objects.select_for_update().get(pk=plaque.pk)
    rules.check_step(rules.PLAQUE_STEPS, plaque, state)
    if state in (PlaqueState.CANCELLED, PlaqueState.REFUSED) and not reason:
        raise ValidationError({"reason": ValidationError(_("Give the reason."), "required")})
    old = plaque.get_state_display()
    plaque.state, plaque.reason, plaque.place = state, reason, place or plaque.place
    if state == PlaqueState.HUNG:
        plaque.hung_on = on
    else:
        plaque.ended_on = on
    plaque.save()
    if plaque.person.household_id == plaque.household_id:  # who has moved out since is told by their new door
        _flag(plaque.person, by, plaque_hung=state == PlaqueState.HUNG)
    record("plaque.advance", plaque.person, by=by, changes={"state": (old, plaque.get_state_display())}, note=reason)
    return plaque


@action("plaque.advance")
def replace_plaque(*, by, plaque, on, place="", reason):
    """Worn, lost, or moved with the family: the old one ends and a new one hangs the same day. Returns the new one."""
    rules.check_lives_there(plaque)
    old = advance_plaque(by=by, plaque=plaque, state=PlaqueState.REPLACED, on=on, reason=reason)
    rules.check_plaque(old.person)
    new = apply_for_plaque(by=by, person=old.person, applied_on=on, place=place or old.place)
    return advance_plaque(by=by, plaque=new, state=PlaqueState.HUNG, on=on)


@action("plaque.advance")
def refuse_plaque(*, by, person, on, reason):
    """The household was offered a plaque and wants none: it no longer counts among those that should have one."""
    plaque = person.household and person.household.plaques.filter(state=PlaqueState.APPLIED).first()
    plaque = plaque or apply_for_plaque(by=by, person=person, applied_on=on)
    return advance_plaque(by=by, plaque=plaque, state=PlaqueState.REFUSED, on=on, reason=reason)


@action("plaque.advance")
def hang_plaques(*, by, people, on):
    """One afternoon in a village: a plaque for the household of each of these people, all or nothing. Returns the plaques."""
    return [hang_plaque(by=by, person=person, on=on) for person in people]


@action("plaque.advance")
def hang_plaque(*, by, person, on, place=""):
    """Hung at the door, applied for before or not: card-holders get theirs unasked (国办发〔2018〕72号 §2)."""
    plaque = person.household and person.household.plaques.filter(state=PlaqueState.APPLIED).first()
    plaque = plaque or apply_for_plaque(by=by, person=person, applied_on=on, place=place)
    return advance_plaque(by=by, plaque=plaque, state=PlaqueState.HUNG, on=on, place=place)


@action("household.settle")
def settle_household(*, by, person, number="", relation="", head_name="", address=""):
    """Put the person into the household of that number at their station; it is made when there is none yet."""
    rules.check_live(person)
    if relation == "01":
        head_name = head_name or person.name
    household = Household.objects.filter(station=person.station, number=number).first() if number else None
    if household is None and person.household_id and not number:
        household = person.household
    household = household or Household(station=person.station, number=number)
    household.head_name, household.address = head_name or household.head_name, address or household.address
    if relation == "01":
        household.head = person
    household.full_clean()
    household.save()
    take_version(person, person.version)
    values = {"household_no": number, "household_relation": relation, "householder": household.head_name}
    changes = {name: (getattr(person, name), new) for name, new in values.items() if getattr(person, name) != new}
    Person.objects.filter(pk=person.pk).update(**values, household=household, updated_by=by)
    record("household.settle", person, by=by, changes=changes)
    return household


def household_of(person):
    """The household of a person; one is made for somebody who has none yet."""
    if person.household_id:
        return person.household
    household = None
    if person.household_no:
        household = Household.objects.filter(station=person.station, number=person.household_no).first()
    household = household or Household.objects.create(
        station=person.station,
        number=person.household_no,
        head_name=person.householder or person.name,
        address=person.addr or person.hukou_addr,
    )
    Person.objects.filter(pk=person.pk).update(household=household)
    if household.number:  # those of the same number live there too: one household, one plaque
        same = Person.objects.filter(station=household.station_id, household_no=household.number)
        same.filter(household__isnull=True).update(household=household)
    person.household = household
    return household


def _locked(person):
    return Person.objects.select_for_update(of=("self",)).select_related("household").get(pk=person.pk)


def _flag(person, by, **values):
    """What the record itself says about card and plaque."""
    if not Person.objects.filter(pk=person.pk).update(**values, updated_by=by):
        raise Refused("gone", _("The record is gone."))
