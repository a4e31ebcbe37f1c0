"""Plaques, notices and awards as pages of others ask for them."""

from collections import Counter

from django.db.models import Count

from outreach.models import Award, MeritNotice
from outreach.models.honours import HUNG, OWED, REFUSED, household_counted, owed_plaque, standing
from veterans.models import Person

MOST_OF_VILLAGE = 400


def hanging_rate(user, place=None):
    """(households with a plaque, households that should have one, households that want none), in sight; of one place."""
    rows = Person.objects.visible_to(user).filter(household_counted()).order_by()
    if place:
        rows = rows.filter(station__reached_by__upper=place)
    counted = Counter(dict(rows.annotate(standing=standing()).values_list("standing").annotate(Count("pk"))))
    return counted[HUNG], counted[HUNG] + counted[OWED], counted[REFUSED]


def without_plaque(user, station):
    """One person for each household of a village that should have a plaque and has none."""
    if station is None:
        return []
    rows = Person.objects.visible_to(user).filter(owed_plaque(), station=station).for_list()
    return list(rows.order_by("group", "pinyin", "pk")[:MOST_OF_VILLAGE])


def notices_of(person, user):
    return MeritNotice.objects.told_to(user).filter(person=person).select_related("station__division")


def awards_of(person, user):
    return Award.objects.told_to(user).filter(person=person).select_related("station__division")
