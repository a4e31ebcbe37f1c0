"""Five haves, rating schemes, assessments: filled in by the station, looked at by the town, settled by the city."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from stations import rules
from stations.choices import Have, SchemeKind, Stage
from stations.models import Assessment, FiveHaves, HaveLabel, RatingItem, RatingScheme, Score

COLUMN = {Stage.SELF: "self_points", Stage.TOWN: "town_points", Stage.CITY: "city_points"}


@action("five_haves.fill")
def fill_five_haves(*, by, station, year, values, today):
    """What a station has in one year. A have without its evidence is refused."""
    if not 2018 <= year <= today.year + 1:
        raise ValidationError({"year": _("The stations exist since 2018; the year to come is the last to fill in.")})
    row = FiveHaves.objects.filter(station=station, year=year).first() or FiveHaves(station=station, year=year)
    changes = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    without = {
        f"{code}_evidence": _("Say what proves it.")
        for code in Have.values
        if getattr(row, f"has_{code}") and not getattr(row, f"{code}_evidence")
    }
    if without:
        raise ValidationError(without)
    row.filled_by_id = by.pk
    row.full_clean()
    row.save()
    if changes:
        record("five_haves.fill", station, by=by, changes=changes, note=str(year))
    return row


@action("five_haves.label")
def label_haves(*, by, labels):
    """What the five are called here: {code: (label, hint)}."""
    changes = {}
    for code, (label, hint) in labels.items():
        before = HaveLabel.objects.filter(pk=code).first()
        HaveLabel.objects.update_or_create(pk=code, defaults={"label": label, "hint": hint})
        if before is None or before.label != label:
            changes[code] = (before and before.label, label)
    if changes:
        record("five_haves.label", None, by=by, changes=changes)
    return None


# ——— schemes ———


@action("scheme.edit")
def add_scheme(*, by, values):
    """A new list of items, owned by the author's station and read by all below it."""
    scheme = RatingScheme(station=by.station, **values)
    _check_thresholds(scheme)
    scheme.full_clean()
    scheme.save()
    record("scheme.edit", scheme, by=by, changes={"name": (None, scheme.name)})
    return scheme


@action("scheme.edit")
def amend_scheme(*, by, scheme, values):
    changes = {name: (getattr(scheme, name), value) for name, value in values.items() if getattr(scheme, name) != value}
    for name, value in values.items():
        setattr(scheme, name, value)
    _check_thresholds(scheme)
    scheme.full_clean()
    scheme.save()
    if changes:
        record("scheme.edit", scheme, by=by, changes=changes)
    return scheme


def _check_thresholds(scheme):
    points = scheme.thresholds
    if scheme.kind == SchemeKind.STARS and list(points) != sorted(set(points)):
        raise ValidationError({"stars5_from": _("More stars need more points.")})


@action("scheme.edit")
def add_item(*, by, scheme, values):
    _check_unused(scheme)
    item = RatingItem(scheme=scheme, place=scheme.items.count() + 1, **values)
    item.full_clean()
    item.save()
    record("scheme.edit", scheme, by=by, changes={"items": (None, item.text)})
    return item


@action("scheme.edit")
def amend_item(*, by, row, values):
    if values.get("max_points", row.max_points) != row.max_points:
        _check_unused(row.scheme)
    changes = {name: (getattr(row, name), value) for name, value in values.items() if getattr(row, name) != value}
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    if changes:
        record("scheme.edit", row.scheme, by=by, changes=changes)
    return row


@action("scheme.edit")
def remove_item(*, by, row):
    _check_unused(row.scheme)
    scheme = row.scheme
    record("scheme.edit", scheme, by=by, changes={"items": (row.text, None)})
    row.delete()
    return scheme


def _check_unused(scheme):
    """Points that have been given must keep their meaning: a scheme in use is replaced, not changed."""
    if scheme.assessments.exists():
        raise Refused(
            "in_use", _("Stations have been assessed by this scheme: make a new one and take this out of use.")
        )


# ——— assessments ———


@action("assessment.begin")
def begin_assessment(*, by, station, scheme, year):
    """Open the assessment of a station for a year, or go on with the one there is."""
    if station.closed_on:
        raise Refused("closed", _("This station is closed already."))
    row, is_new = Assessment.objects.get_or_create(station=station, scheme=scheme, year=year)
    if is_new:
        record("assessment.begin", station, by=by, note=f"{year} {scheme}")
    return row


@action("assessment.score")
def score_assessment(*, by, assessment, points, evidence, is_vetoed, veto_reason, today):
    """Fill in the column of whose turn it is and pass it on. `points`: {item id: number}, for every item."""
    rules.check_score(assessment, by)
    stage = rules.stage_for(by, assessment)
    items = list(assessment.scheme.items.all())
    _check_points(items, points)
    if is_vetoed and not veto_reason:
        raise ValidationError({"veto_reason": _("Say why the station is ruled out.")})
    scores = {score.item_id: score for score in assessment.scores.all()}
    for item in items:
        score = scores.get(item.pk) or Score(assessment=assessment, item=item)
        setattr(score, COLUMN[stage], points[item.pk])
        score.evidence = evidence.get(item.pk, score.evidence)
        score.save()
    if stage != Stage.SELF:
        assessment.is_vetoed, assessment.veto_reason = is_vetoed, veto_reason if is_vetoed else ""
    assessment.stage, assessment.returned_reason = stage, ""
    _pass_on(assessment, sum(points.values()), sum(item.max_points for item in items), today)
    said = {"total": (None, str(sum(points.values()))), "stage": (stage, assessment.stage)}
    record("assessment.score", assessment.station, by=by, changes=said, note=str(assessment.scheme))
    return assessment


def _check_points(items, points):
    wrong = {}
    for item in items:
        given = points.get(item.pk)
        if given is None:
            wrong[f"points_{item.pk}"] = _("Give the points.")
        elif not 0 <= given <= item.max_points:
            wrong[f"points_{item.pk}"] = _("From 0 to %(most)s.") % {"most": item.max_points}
    if wrong:
        raise ValidationError(wrong)


def _pass_on(assessment, total, most, today):
    assessment.stage = rules.next_stage(assessment)
    if assessment.stage == Stage.DONE:
        assessment.total, assessment.settled_on = Decimal(total), today
        for name, value in rules.result_of(assessment.scheme, total, most, assessment.is_vetoed).items():
            setattr(assessment, name, value)
    assessment.save()
    if assessment.is_designated is not None:
        _designate(assessment, today)


def _designate(assessment, today):
    """枫桥式: the latest settled checklist decides whether the station bears the name."""
    station = assessment.station
    latest = station.assessments.filter(is_designated__isnull=False).order_by("-year", "-pk").first()
    is_designated = bool(latest and latest.is_designated)
    if is_designated != station.is_fengqiao:
        station.fengqiao_on = today if is_designated else None
        station.save(update_fields=["fengqiao_on"])


@action("assessment.score")
def return_assessment(*, by, assessment, reason):
    """Back to the station, with the reason; the points given so far stay to be read."""
    rules.check_return(assessment, by)
    before, assessment.stage, assessment.returned_reason = assessment.stage, Stage.SELF, reason
    assessment.save(update_fields=["stage", "returned_reason"])
    record("assessment.score", assessment.station, by=by, changes={"stage": (before, Stage.SELF)}, note=reason)
    return assessment


@action("assessment.reopen")
def reopen_assessment(*, by, assessment, reason, today):
    """A settled assessment is looked at again by the city: an appeal, a serious incident."""
    rules.check_reopen(assessment, by)
    result = {name: (getattr(assessment, name), None) for name in ("stars", "is_designated", "total")}
    assessment.stage, assessment.settled_on = Stage.CITY, None
    assessment.stars = assessment.is_designated = assessment.total = None
    assessment.save()
    if assessment.scheme.kind == SchemeKind.FENGQIAO:
        _designate(assessment, today)
    record("assessment.reopen", assessment.station, by=by, changes=result, note=reason)
    return assessment
