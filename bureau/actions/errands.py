"""Tasks for stations: issued, signed for, answered person by person and as a whole, asked again, reminded of, closed."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from appeals.rules import calendar
from bureau import rules
from bureau.choices import PartOutcome
from bureau.models import Errand, ErrandPart, ErrandPerson
from core.actions import action
from core.audit import line, record, record_many
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
    parts = [ErrandPart(errand=errand, station=station, due_on=errand.due_on) for station in stations]
    parts = ErrandPart.objects.bulk_create(parts)
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
    """What became of the part; sent again, it corrects what was sent. `values`: outcome, answer, number (when asked for)."""
    rules.check_answerable(part)
    if part.errand.asks and values.get("number") is None:
        raise ValidationError({"number": ValidationError(_("This number is asked for."), "required")})
    if values["outcome"] == PartOutcome.DONE and (left := part.people_left().count()):
        message = _("%(count)s people of the list have no answer yet.") % {"count": left}
        raise ValidationError({"outcome": ValidationError(message, "people_left")})
    names = ("outcome", "answer", "number")
    changes = {name: (getattr(part, name), values.get(name)) for name in names}
    part.outcome, part.answer, part.number = (values.get(name) for name in names)
    part.received_on, part.received_by = part.received_on or today, part.received_by or by
    if part.answered_on:
        part.corrected_on = today
    part.answered_on, part.answered_by = part.answered_on or today, by
    part.full_clean()
    part.save()
    record("errand.answer", part, by=by, changes={name: pair for name, pair in changes.items() if pair[0] != pair[1]})
    return part


@action("errand.answer")
def answer_people(*, by, part, answers, today):
    """What became of single people of the list, as long as the task runs. `answers`: {row: (outcome, note)}.

    Who said so signs for the part with it. Returns how many differ from what was there.
    """
    rules.check_answerable(part)
    lines, rows = [], {row.pk: row for row in part.people.filter(pk__in=answers).select_for_update(of=("self",))}
    for key, (outcome, note) in answers.items():
        row = rows.get(key)
        if row is None or (row.outcome, row.note) == (outcome, note):
            continue
        changes = {"outcome": (row.outcome, outcome), "note": (row.note, note)}
        row.outcome, row.note = outcome, note
        row.clean_fields(exclude=("part", "person"))
        rules.check_person_answer(row)
        lines.append((row, {name: pair for name, pair in changes.items() if pair[0] != pair[1]}))
    ErrandPerson.objects.bulk_update([row for row, _changes in lines], ("outcome", "note"))
    record_many([line("errand.answer", row, by=by, changes=changes) for row, changes in lines])
    if lines and part.received_on is None:
        receive(by=by, part=part, today=today)
    if lines and part.answered_on and part.corrected_on != today:
        part.corrected_on = today
        part.save(update_fields=["corrected_on"])
    return len(lines)


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


@action("errand.reissue")
def reissue(*, by, part, reason, due_on, today):
    """Send an answer, or what was given back, to the station again. What it said stays for it to correct."""
    rules.check_reissue(part, by)
    if due_on < today:
        raise ValidationError({"due_on": ValidationError(_("This day has passed."), "past")})
    changes = {name: (getattr(part, name), None) for name in ("answered_on", "returned_on")} | {
        "due_on": (part.due_on, due_on)
    }
    part.answered_on = part.answered_by = part.returned_on = part.corrected_on = part.reminded_on = None
    part.reason, part.reissue_reason, part.due_on = "", reason, due_on
    part.reissued_on, part.reissues = today, part.reissues + 1
    part.full_clean()
    part.save()
    record("errand.reissue", part, by=by, changes=changes, note=reason)
    said = {"title": part.errand.title, "reason": reason}
    _tell(part, _("To be done again: %(title)s. %(reason)s") % said, "warning")
    return part


@action("errand.urge")
def urge(*, by, errand, today, only_late=False):
    """Remind every station that has not answered, once a day. Returns the errand."""
    rules.check_runs(errand)
    parts = errand.parts.overdue(today) if only_late else errand.parts.open()
    waiting = [part for part in parts.select_related("errand", "station") if part.urged_on != today]
    for part in waiting:
        part.urged_on, part.urges = today, part.urges + 1
        part.save(update_fields=["urged_on", "urges"])
        _tell(part, _("Please answer: %(title)s, due %(due)s") % _named(part), "warning")
    record("errand.urge", errand, by=by, changes={"urged": (None, len(waiting))})
    return errand


@action("errand.urge")
def remind(*, by, errand, parts, today):
    """Tell stations that their part is due soon. Returns the errand."""
    for part in parts:
        part.reminded_on = today
        part.save(update_fields=["reminded_on"])
        _tell(part, _("Due soon: %(title)s, by %(due)s") % _named(part), "warning")
    record("errand.urge", errand, by=by, changes={"reminded": (None, len(parts))})
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
    late = ErrandPart.objects.overdue(today).exclude(urged_on=today)
    errands = Errand.objects.filter(pk__in=late.values("errand"))
    for errand in errands:
        urge(by=by, errand=errand, today=today, only_late=True)
    return len(errands)


REMIND_DAYS = 2  # working days before the day


def remind_of_due(*, by, today):
    """The other half of the round: whose part is due today or within two working days, and lies there since yesterday or
    longer, is reminded once. Returns how many stations were."""
    until = calendar().add_working_days(today, REMIND_DAYS)
    soon = ErrandPart.objects.open().filter(due_on__range=(today, until), reminded_on=None, errand__issued_on__lt=today)
    soon = soon.exclude(reissued_on=today).select_related("errand", "station").order_by("errand", "pk")
    by_errand = defaultdict(list)
    for part in soon:
        by_errand[part.errand].append(part)
    for errand, parts in by_errand.items():
        remind(by=by, errand=errand, parts=parts, today=today)
    return sum(map(len, by_errand.values()))


def _named(part):
    return {"title": part.errand.title, "due": part.due_on}


def _tell(part, text, level="info"):
    notify(
        station=part.station,
        text=text,
        url=part.get_absolute_url(),
        kind="errand",
        level=level,
        due_on=part.due_on,
    )
