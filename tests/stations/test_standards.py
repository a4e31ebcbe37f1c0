"""Five haves with their evidence, star assessment from the station to the city, the Fengqiao checklist."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from core.actions import NotAllowed, Refused
from core.models import Event
from stations import rules
from stations.actions import (
    add_item,
    add_scheme,
    amend_item,
    amend_scheme,
    begin_assessment,
    fill_five_haves,
    label_haves,
    remove_item,
    reopen_assessment,
    return_assessment,
    score_assessment,
)
from stations.choices import Have, Stage
from stations.choosing import have_labels
from stations.models import FiveHaves, RatingScheme
from tests.builders import TODAY
from tests.cast import *  # noqa: F403

THRESHOLDS = (60, 70, 80, 90, 95)


def haves(**changes):
    values = {f"has_{code}": True for code in Have.values} | {
        f"{code}_evidence": "批文〔2020〕3号" for code in Have.values
    }
    return values | changes


def fill(by, station, year=2026, **changes):
    return fill_five_haves(by=by, station=station, year=year, values=haves(**changes), today=TODAY)


# ——— five haves ———


def test_all_five_with_evidence_are_complete(clerk):
    row = fill(clerk, clerk.station)
    assert (row.is_complete, row.count) == (True, 5)
    fill(clerk, clerk.station, has_funds=False)
    assert FiveHaves.objects.get().count == 4
    assert Event.objects.filter(verb="five_haves.fill", subject_id=clerk.station_id).count() == 2


def test_a_have_without_evidence_is_refused_beside_its_field(clerk):
    with pytest.raises(ValidationError) as problem:
        fill(clerk, clerk.station, funds_evidence="")
    assert list(problem.value.error_dict) == ["funds_evidence"]
    assert not FiveHaves.objects.exists()


@pytest.mark.parametrize("year", [2017, 2028])
def test_years_outside_are_refused(clerk, year):
    with pytest.raises(ValidationError):
        fill(clerk, clerk.station, year=year)


def test_the_page_offers_last_years_evidence(enter, clerk):
    fill(clerk, clerk.station, year=2025, support_evidence="办公室四十平方米")
    page = enter(clerk).get(f"/stations/{clerk.station_id}/five-haves/?year=2026").content.decode()
    assert "办公室四十平方米" in page


def test_the_bureau_words_the_five_as_it_likes(enter, officer, clerk):
    labels = {code: (label, hint) for code, (label, hint) in have_labels().items()} | {"funds": ("有保障经费", "凭证")}
    label_haves(by=officer, labels=labels)
    assert have_labels()["funds"] == ("有保障经费", "凭证")
    fill(clerk, clerk.station)
    assert "有保障经费" in enter(clerk).get(f"/stations/{clerk.station_id}/").content.decode()
    with pytest.raises(NotAllowed):
        label_haves(by=clerk, labels=labels)


# ——— schemes ———


def scheme_of(kind):
    return RatingScheme.objects.get(kind=kind)


@pytest.fixture
def stars(network):
    return scheme_of("stars")


def test_the_scheme_that_ships_is_marked_as_a_sample(enter, clerk, stars):
    assert stars.is_sample and "示例" in stars.name
    assert sum(item.max_points for item in stars.items.all()) == 100
    assert stars.thresholds == THRESHOLDS
    page = enter(clerk).get(f"/stations/schemes/{stars.pk}/").content.decode()
    assert "示例" in page


def test_a_scheme_is_edited_until_it_is_used(officer, clerk, stars):
    item = add_item(by=officer, scheme=stars, values={"text": "新项", "max_points": 5})
    amend_item(by=officer, row=item, values={"max_points": 6})
    remove_item(by=officer, row=item)
    begin_assessment(by=clerk, station=clerk.station, scheme=stars, year=2026)
    first = stars.items.first()
    for change in (
        lambda: add_item(by=officer, scheme=stars, values={"text": "新项", "max_points": 5}),
        lambda: amend_item(by=officer, row=first, values={"max_points": first.max_points + 1}),
        lambda: remove_item(by=officer, row=first),
    ):
        with pytest.raises(Refused, match="in_use"):
            change()
    amend_item(by=officer, row=first, values={"text": "机构批复、挂牌"})


def test_more_stars_need_more_points(officer, stars):
    with pytest.raises(ValidationError):
        amend_scheme(by=officer, scheme=stars, values={"stars4_from": 96})
    with pytest.raises(ValidationError):
        add_scheme(by=officer, values={"name": "新办法", "stars1_from": 80})
    assert RatingScheme.objects.count() == 2


# ——— assessments ———


@pytest.fixture
def assessment(clerk, stars):
    return begin_assessment(by=clerk, station=clerk.station, scheme=stars, year=2026)


def score(by, assessment, share=Decimal(1), is_vetoed=False, veto_reason="", **changes):
    points = {item.pk: item.max_points * share for item in assessment.scheme.items.all()}
    given = {"points": points, "evidence": {}, "is_vetoed": is_vetoed, "veto_reason": veto_reason, "today": TODAY}
    assessment.refresh_from_db()
    return score_assessment(by=by, assessment=assessment, **(given | changes))


def test_a_village_goes_by_its_town_to_the_city_and_has_its_stars(clerk, town_clerk, city_clerk, assessment):
    assert score(clerk, assessment).stage == Stage.TOWN
    assert score(town_clerk, assessment, Decimal("0.9")).stage == Stage.CITY
    done = score(city_clerk, assessment, Decimal("0.8"))
    assert (done.stage, done.stars, done.total, done.settled_on) == (Stage.DONE, 3, 80, TODAY)
    line = done.scores.first()
    assert line.self_points > line.town_points > line.city_points
    assert Event.objects.filter(verb="assessment.score").count() == 3


def test_a_town_goes_straight_to_the_city(town_clerk, city_clerk, stars):
    own = begin_assessment(by=town_clerk, station=town_clerk.station, scheme=stars, year=2026)
    assert score(town_clerk, own).stage == Stage.CITY
    assert score(city_clerk, own, Decimal("0.95")).stars == 5


def test_nobody_scores_out_of_turn_or_after_the_end(clerk, town_clerk, city_clerk, assessment):
    with pytest.raises(Refused, match="not_your_turn"):
        score(town_clerk, assessment)
    score(clerk, assessment)
    with pytest.raises(Refused, match="not_your_turn"):
        score(clerk, assessment)
    score(city_clerk, assessment)  # the city may do the town's too
    assessment.refresh_from_db()
    assert assessment.scores.exclude(city_points=None).exists()


def test_a_serious_incident_rules_out_every_star(clerk, town_clerk, city_clerk, assessment):
    score(clerk, assessment)
    score(town_clerk, assessment)
    with pytest.raises(ValidationError):
        score(city_clerk, assessment, is_vetoed=True)
    assert score(city_clerk, assessment, is_vetoed=True, veto_reason="弄虚作假").stars == 0


def test_every_item_needs_points_within_its_limit(clerk, assessment):
    first, second = assessment.scheme.items.all()[:2]
    points = {item.pk: item.max_points for item in assessment.scheme.items.all()}
    del points[first.pk]
    points[second.pk] = second.max_points + 1
    with pytest.raises(ValidationError) as problem:
        score(clerk, assessment, points=points)
    assert set(problem.value.error_dict) == {f"points_{first.pk}", f"points_{second.pk}"}
    assert not assessment.scores.exists()


def test_it_is_sent_back_with_a_reason_and_reopened_by_the_city(clerk, town_clerk, city_clerk, officer, assessment):
    score(clerk, assessment)
    return_assessment(by=town_clerk, assessment=assessment, reason="证明材料不全")
    assert (assessment.stage, assessment.returned_reason) == (Stage.SELF, "证明材料不全")
    for who in (clerk, town_clerk, city_clerk):
        score(who, assessment)
    assessment.refresh_from_db()
    reopen_assessment(by=officer, assessment=assessment, reason="群众举报", today=TODAY)
    assert (assessment.stage, assessment.stars, assessment.total) == (Stage.CITY, None, None)


def test_the_fengqiao_checklist_designates_and_takes_away(clerk, town_clerk, city_clerk, officer):
    row = begin_assessment(by=clerk, station=clerk.station, scheme=scheme_of("fengqiao"), year=2026)
    for who in (clerk, town_clerk, city_clerk):
        score(who, row)
    clerk.station.refresh_from_db()
    assert clerk.station.fengqiao_on == TODAY
    row.refresh_from_db()
    reopen_assessment(by=officer, assessment=row, reason="复核", today=TODAY)
    clerk.station.refresh_from_db()
    assert not clerk.station.is_fengqiao


def test_the_page_of_an_assessment_takes_the_points(enter, clerk, assessment):
    client, address = enter(clerk), f"/stations/assessments/{assessment.pk}/"
    items = list(assessment.scheme.items.all())
    assert client.post(address, {f"points_{items[0].pk}": "1"}).status_code == 422
    data = {f"points_{item.pk}": str(item.max_points) for item in items}
    assert client.post(address, data | {f"evidence_{item.pk}": "照片" for item in items}).status_code == 302
    assessment.refresh_from_db()
    assert assessment.stage == Stage.TOWN


@given(total=st.decimals(0, 100, places=1), more=st.decimals(0, 20, places=1))
def test_more_points_never_mean_fewer_stars(total, more):
    stars = rules.stars_of(total, THRESHOLDS, False)
    assert 0 <= stars <= rules.stars_of(total + more, THRESHOLDS, False) <= 5
    assert rules.stars_of(total, THRESHOLDS, True) == 0
