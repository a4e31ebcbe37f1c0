"""When something may happen to a record: checks that refuse with the reason, and who works unmasked."""

from datetime import timedelta

from django.utils.translation import gettext as _

from core.actions import Refused
from core.roles import StationClerk
from veterans.choices import Alive, CardState, ClaimState, CorrectionState, PlaqueState, RecordState

# More numbers held elsewhere than anybody meets in honest work: entering them is then no way of asking who is on file.
MOST_CLAIMS_A_DAY = 20

CARD_STEPS = {
    CardState.ACCEPTED: (CardState.COUNTY, CardState.REFUSED),
    CardState.COUNTY: (CardState.PREFECTURE, CardState.REFUSED),
    CardState.PREFECTURE: (CardState.PROVINCE, CardState.REFUSED),
    CardState.PROVINCE: (CardState.MADE, CardState.REFUSED),
    CardState.MADE: (CardState.RECEIVED,),
    CardState.RECEIVED: (CardState.HANDED_OVER,),
    CardState.HANDED_OVER: (CardState.CANCELLED,),
}
PLAQUE_STEPS = {
    PlaqueState.APPLIED: (PlaqueState.HUNG, PlaqueState.REFUSED, PlaqueState.CANCELLED),
    PlaqueState.HUNG: (PlaqueState.REPLACED, PlaqueState.CANCELLED),
}


def is_own_clerk(person, by):
    """The clerk of the person's own station works unmasked on the person's page and form (handbook §10.4)."""
    return by.has_role(StationClerk.name) and person.station_id == by.station_id


def check_live(person):
    """A record that was merged or withdrawn is read, not written."""
    if person.record_state == RecordState.MERGED:
        raise Refused("merged", _("This record was merged into another one; work there."))
    if person.record_state != RecordState.LIVE:
        raise Refused("withdrawn", _("This record was withdrawn with the import that made it."))


def check_on_file(person):
    """For what only somebody on file can be reported as."""
    check_live(person)
    if person.alive != Alive.ALIVE:
        message = _("This person is already registered as: %(state)s.") % {"state": person.get_alive_display()}
        raise Refused("not_on_file", message)


def check_reinstate(person):
    check_live(person)
    if person.alive == Alive.ALIVE:
        raise Refused("on_file", _("This person is on file already."))


def check_merge(person, other):
    """Two live records become one; a number each, or no number, must not contradict the other's."""
    check_live(person)
    check_live(other)
    if person.pk == other.pk:
        raise Refused("same_record", _("This is the same record."))


def check_unmerge(merge):
    if merge.undone_at:
        raise Refused("undone", _("This merge was undone already."))
    if merge.absorbed.merged_into_id != merge.kept_id or merge.kept.record_state != RecordState.LIVE:
        raise Refused("merged_again", _("The kept record was merged again since; undo that merge first."))


def check_claims_today(count):
    if count >= MOST_CLAIMS_A_DAY:
        raise Refused(
            "too_many", _("Too many entries wait for checking. Please go on tomorrow, or tell your superior.")
        )


def day_before(now):
    return now - timedelta(days=1)


def check_claim(claim):
    if claim.state != ClaimState.WAITING:
        raise Refused("settled", _("This claim was settled already."))


def check_correction(request):
    if request.state != CorrectionState.OPEN:
        raise Refused("settled", _("This request was settled already."))


def check_card(person):
    """No card for who was expelled from the forces; one card under way or held at a time (handbook §1.2)."""
    check_on_file(person)
    if person.discharge_mode == "EXPELLED":
        raise Refused("expelled", _("Nobody who was expelled from the forces gets a card."))
    if person.cards.exclude(state__in=(CardState.REFUSED, CardState.CANCELLED)).exists():
        raise Refused("has_card", _("A card is under way or handed over already."))


def check_plaque(person):
    """光荣牌: one for each household, however many of its members are entitled (国办发〔2018〕72号 §2)."""
    check_on_file(person)
    if person.household_id is None:
        return
    if person.household.plaques.filter(state__in=(PlaqueState.APPLIED, PlaqueState.HUNG)).exists():
        raise Refused("has_plaque", _("This household already has a plaque."))


def check_lives_there(plaque):
    """A new plaque is for somebody of the household: whoever has moved out gets theirs where they live now."""
    if plaque.person.household_id != plaque.household_id:
        raise Refused("moved_out", _("Whom this plaque was for lives there no longer: apply for somebody who does."))


def check_step(table, row, state):
    """That a card or plaque may go from where it stands to `state`."""
    if state not in table.get(row.state, ()):
        raise Refused("no_such_step", _("It cannot go there from “%(state)s”.") % {"state": row.get_state_display()})


def check_can_advance(table, row):
    if not table.get(row.state):
        raise Refused("finished", _("Nothing more follows “%(state)s”.") % {"state": row.get_state_display()})
