"""Tasks for stations: issued, signed for, answered, given back, urged, closed."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau import rules
from bureau.models import Errand, ErrandPart, ErrandPerson
from core.actions import action
from core.audit import record
from core.notices import notify
from stations.models import Station
from veterans.models import Person


@action("errand.issue")
def issue_errand(*, by, values, today):
    """One part for each addressed station, each with its own people. `values`: title, body, due_on, asks, stations, people."""
    rules.check_issues(by)
    stations, people = list(values["stations"]), list(values.get("people") or ())
    own = {name: values[name] for name in ("title", "body", "due_on", "asks")}
    errand = Errand(station=by.station, issued_on=today, created_by=by, is_demo=values.get("is_demo", False), **own)
    if errand.due_on < today:
        raise ValidationError({"due_on": ValidationError(_("This day has passed."), "past")})
    if not stations:
        raise ValidationError({"to": ValidationError(_("No station is addressed."), "nobody")})
    errand.full_clean()
    errand.save()
    parts = ErrandPart.objects.bulk_create(ErrandPart(errand=errand, station=station) for station in stations)
    _share_out(parts, people)
    for part in parts:
        _tell(part, _("New task: %(title)s, due %(due)s") % {"title": errand.title, "due": errand.due_on})
    record("errand.issue", errand, by=by, changes={"stations": (None, len(parts)), "people": (None, len(people))})
    return errand


def _share_out(parts, people):
    """Each person into the part of their own station, or of the addressed station above it."""
    by_station = {part.station_id: part for part in parts}
    above = defaultdict(list)
    reach = Station.objects.filter(pk__in=by_station).values_list("pk", "reaches__lower")
    for upper, lower in reach:
        above[lower].append(upper)
    rows = []
    for person in people:
        own = person.station_id
        upper = own if own in by_station else next(iter(above.get(own, ())), None)
        if upper is not None:
            rows.append(ErrandPerson(part=by_station[upper], person=person))
    ErrandPerson.objects.bulk_create(rows)


def people_of(category, stations):
    """Everybody on file of a category at the stations and below."""
    return Person.objects.on_file().in_category(category).filter(station__reached_by__upper__in=stations).distinct()


@action("errand.answer")
def receive(*, by, part, today):
    """Sign for a part."""
    rules.check_part_open(part)
    if part.received_on is None:
        part.received_on, part.received_by = today, by
        part.save(update_fields=["received_on", "received_by"])
        record("errand.answer", part, by=by, changes={"received_on": (None, today)})
    return part


@action("errand.answer")
def answer(*, by, part, values, today):
    """What became of the part. `values`: outcome, answer, number (when one is asked for), done (keys of people)."""
    rules.check_part_open(part)
    if part.errand.asks and values.get("number") is None:
        raise ValidationError({"number": ValidationError(_("This number is asked for."), "required")})
    part.received_on, part.received_by = part.received_on or today, part.received_by or by
    part.outcome, part.answer, part.number = values["outcome"], values["answer"], values.get("number")
    part.answered_on, part.answered_by = today, by
    part.full_clean()
    part.save()
    part.people.filter(pk__in=values.get("done") or ()).update(is_done=True)
    changes = {"outcome": ("", part.outcome), "number": (None, part.number)}
    record("errand.answer", part, by=by, changes=changes)
    return part


@action("errand.answer")
def give_back(*, by, part, reason, today):
    """It is not this station's; its author learns why."""
    rules.check_part_open(part)
    part.returned_on, part.reason = today, reason
    part.save(update_fields=["returned_on", "reason"])
    record("errand.answer", part, by=by, note=reason)
    text = _("%(place)s gave a task back: %(title)s") % {"place": part.station.place, "title": part.errand.title}
    notify(account=part.errand.created_by, text=text, url=part.errand.get_absolute_url(), kind="errand")
    return part


@action("errand.urge")
def urge(*, by, errand, today):
    """Remind every station that has not answered, once a day. Returns the errand."""
    rules.check_runs(errand)
    waiting = [part for part in errand.parts.open().select_related("errand") if part.urged_on != today]
    for part in waiting:
        part.urged_on, part.urges = today, part.urges + 1
        part.save(update_fields=["urged_on", "urges"])
        _tell(
            part, _("Please answer: %(title)s, due %(due)s") % {"title": errand.title, "due": errand.due_on}, "warning"
        )
    record("errand.urge", errand, by=by, changes={"urged": (None, len(waiting))})
    return errand


@action("errand.close")
def close_errand(*, by, errand, today):
    """Nobody is asked any more; what was answered stays."""
    rules.check_runs(errand)
    errand.closed_on = today
    errand.save(update_fields=["closed_on"])
    record("errand.close", errand, by=by)
    return errand


def urge_overdue(*, by, today):
    """The clockwork's morning round: whoever is late is reminded. Returns how many tasks were urged."""
    late = ErrandPart.objects.open().filter(errand__due_on__lt=today).exclude(urged_on=today)
    errands = Errand.objects.filter(pk__in=late.values("errand"))
    for errand in errands:
        urge(by=by, errand=errand, today=today)
    return len(errands)


def _tell(part, text, level="info"):
    notify(
        station=part.station,
        text=text,
        url=part.get_absolute_url(),
        kind="errand",
        level=level,
        due_on=part.errand.due_on,
    )
