"""认领: entries whose number is held where their author cannot see wait for the lowest common superior (design §3.3)."""

import json

from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from core.notices import notify
from core.vault import Sealed
from stations.tree import lowest_common_superior
from veterans import rules
from veterans.actions.entry import apply_values, live_categories, set_categories, take_version
from veterans.actions.movements import follow
from veterans.actions.moving import hand_over
from veterans.choices import ClaimState
from veterans.models import Claim, Person
from veterans.models.derive import derive, plain


@action("claim.submit", hands_over=True)
def submit_claim(*, by, station, person, entry):
    """Keep an entry whole for the superior. `entry`: {name, id_no, values}. Its author is told only that it was submitted."""
    rules.check_claims_today(Claim.objects.filter(made_by=by, made_at__gte=rules.day_before(timezone.now())).count())
    submit(by=by, station=station, person=person, entry=entry, batch=None)


def submit(*, by, station, person, entry, batch):
    """Make the claim unless the same one already waits. Returns whether it is new."""
    waiting = Claim.objects.filter(station=station, person=person, state=ClaimState.WAITING)
    if waiting.exists():
        return False
    claim = Claim.objects.create(
        station=station,
        superior=lowest_common_superior(station, person.station) or station,
        person=person,
        name=entry["name"],
        id_no=entry["id_no"],
        values=json.dumps(entry["values"], ensure_ascii=False, default=_stored),
        batch=batch,
        made_by=by,
    )
    record("claim.submit", claim, by=by)
    text = _("%(place)s claims a person on file elsewhere: please decide.") % {"place": station.place}
    notify(station=claim.superior, text=text, url=f"/veterans/claims/{claim.pk}/", kind="claim", level="warning")
    return True


def _stored(value):
    return plain(value) if isinstance(value, Sealed) else str(value)


@action("claim.transfer")
def transfer_claimed(*, by, claim, fields=(), today):
    """The person moves to the claiming station; `fields` of the entry are taken over."""
    person = _opened(claim)
    origin = person.station
    hand_over(by=by, person=person, station=claim.station, reason=_("Claimed by the station"), today=today)
    _take_over(by, claim, person, fields, today)
    _settle(by, claim, ClaimState.TRANSFERRED)
    text = _("A record of your station was moved to %(place)s.") % {"place": claim.station.place}
    notify(station=origin, text=text, kind="claim")
    _tell(claim, _("%(name)s is now on file at your station.") % {"name": claim.name}, person.get_absolute_url())
    return claim


@action("claim.merge")
def merge_claimed(*, by, claim, fields=(), today):
    """The record stays where it is and takes over `fields` of the entry."""
    person = _opened(claim)
    _take_over(by, claim, person, fields, today)
    _settle(by, claim, ClaimState.MERGED)
    _tell(claim, _("%(name)s: checked by the superior; what you entered was taken over there.") % {"name": claim.name})
    return claim


@action("claim.return")
def return_claim(*, by, claim, opinion):
    """The entry goes back to its author with the superior's opinion."""
    _opened(claim)
    _settle(by, claim, ClaimState.RETURNED, opinion)
    _tell(claim, _("%(name)s: returned by the superior. %(opinion)s") % {"name": claim.name, "opinion": opinion})
    return claim


def _opened(claim):
    """The claimed person, for one settler at a time."""
    fresh = Claim.objects.select_for_update().get(pk=claim.pk)
    rules.check_claim(fresh)
    return Person.objects.select_for_update().select_related("station__division").get(pk=claim.person_id)


def _settle(by, claim, state, opinion=""):
    old = claim.state
    claim.state, claim.opinion, claim.settled_by, claim.settled_at = state, opinion, by, timezone.now()
    claim.save(update_fields=["state", "opinion", "settled_by", "settled_at"])
    verb = {
        ClaimState.TRANSFERRED: "claim.transfer",
        ClaimState.MERGED: "claim.merge",
        ClaimState.RETURNED: "claim.return",
    }
    record(verb[state], claim, by=by, changes={"state": (old, state)}, note=opinion)


def _tell(claim, text, url=""):
    notify(account=claim.made_by, text=text, url=url, kind="claim")


def entry_of(claim):
    """{attribute: value} of the entry, in the types of the record, and `categories`."""
    values = json.loads(claim.values.plain())
    fields = {field.name: field for field in Person._meta.concrete_fields if field.name != "station"}
    entry = {name: fields[name].to_python(value) for name, value in values.items() if name in fields}
    return entry | ({"categories": values["categories"]} if values.get("categories") else {})


def _take_over(by, claim, person, fields, today):
    """Set the chosen fields of the entry on the record; categories are added, never taken away."""
    entry = {name: value for name, value in entry_of(claim).items() if name in fields}
    if not entry:
        return
    take_version(person, person.version)
    held = set(live_categories(person))
    after = held | set(entry.pop("categories", ()))
    changes = apply_values(person, {name: plain(value) for name, value in entry.items()})
    derive(person, after, today)
    person.updated_by = by
    person.full_clean(exclude=["household", "station"], validate_constraints=False)
    person.save()
    if after != held:
        set_categories(person, after, today)
        changes["categories"] = (sorted(held), sorted(after))
    follow([person.pk], today)
    if changes:
        record("person.amend", person, by=by, changes=changes, note=_("taken over from a claim"))
