"""Where a person is on file, and whether: transfer, death, moving out, and coming back."""

from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from core.notices import notify
from veterans import rules
from veterans.actions.entry import take_version
from veterans.actions.movements import follow
from veterans.choices import Alive, PlaqueState
from veterans.models import Person, Transfer


@action("person.transfer", hands_over=True)
def transfer_person(*, by, person, station, reason, today):
    """The record moves to another station; both sides keep the transfer in sight and the other side is told."""
    rules.check_live(person)
    if station.pk == person.station_id:
        raise Refused("same_station", _("The person is on file there already."))
    transfer = hand_over(by=by, person=person, station=station, reason=reason, today=today)
    text = _("%(name)s was transferred to you from %(place)s.") % {
        "name": person.name,
        "place": transfer.from_station.place,
    }
    notify(station=station, text=text, url=person.get_absolute_url(), kind="transfer")
    return transfer


def hand_over(*, by, person, station, reason, today):
    """Move a record and keep the Transfer."""
    take_version(person, person.version)
    old = person.station
    leave_home(person)
    person.station, person.updated_by = station, by
    person.save(update_fields=["station", *HOME, "updated_by", "updated_at"])
    transfer = Transfer.objects.create(
        person=person, name=person.name, from_station=old, to_station=station, on=today, reason=reason, made_by=by
    )
    follow([person.pk], today)
    changes = {"station": (old.place, station.place)}
    record("person.transfer", person, by=by, changes=changes, note=reason)
    return transfer


HOME = ("household", "household_no", "household_relation", "plaque_hung")


def leave_home(person):
    """The household stays behind with its number and with the plaque at its door: both belong to where it lives.

    What a roster says of another household, by another number, is left as it stands.
    """
    home = person.household
    if home is None:
        return
    if person.household_no == home.number:
        person.household_no = person.household_relation = ""
    if home.plaques.filter(state=PlaqueState.HUNG).exists():
        person.plaque_hung = False
    person.household = None


@action("person.decease")
def report_death(*, by, person, died_on, note="", today):
    """The person has died; the record stays."""
    rules.check_on_file(person)
    return _set_status(person, by, note, today, alive=Alive.DECEASED, died_on=died_on)


@action("person.move_out")
def report_moving_out(*, by, person, moved_out_on, moved_out_to="", note="", today):
    """The person has left the city; the record stays."""
    rules.check_on_file(person)
    values = {"moved_out_on": moved_out_on, "moved_out_to": moved_out_to}
    return _set_status(person, by, note, today, alive=Alive.MOVED_OUT, **values)


@action("person.reinstate")
def reinstate(*, by, person, reason, today):
    """Registered as dead or gone by mistake, or come back: on file again."""
    rules.check_reinstate(person)
    values = {"died_on": None, "moved_out_on": None, "moved_out_to": ""}
    return _set_status(person, by, reason, today, alive=Alive.ALIVE, **values)


VERBS = {Alive.DECEASED: "person.decease", Alive.MOVED_OUT: "person.move_out", Alive.ALIVE: "person.reinstate"}


def _set_status(person, by, note, today, **values):
    take_version(person, person.version)
    changes = {name: (getattr(person, name), new) for name, new in values.items() if getattr(person, name) != new}
    Person.objects.filter(pk=person.pk).update(**values, updated_by=by)
    for name, new in values.items():
        setattr(person, name, new)
    follow([person.pk], today)
    record(VERBS[values["alive"]], person, by=by, changes=changes, note=note)
    return person
