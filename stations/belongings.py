"""Everything that belongs to a station, found from the models themselves, so that no department can be forgotten.

Every foreign key to a station moves with a merger, except those listed here with the reason. What a model's `scope`
names through another row (`person__station`) moves with that row; a test walks all scopes and proves it.
"""

from functools import cache

from django.apps import apps
from django.db import models

from stations.models import Station

# app label.model.field: why it stays behind
STAYS = {
    "core.event.station": "a line of the ledger says where its author stood then, and never changes",
    "stations.station.parent": "the tree; a station with open stations below it is not closed",
    "stations.reach.upper": "written anew from the tree",
    "stations.reach.lower": "written anew from the tree",
    "stations.networkchange.source": "says what was closed",
    "stations.networkchange.target": "says into what",
    "core.sight.upper": "what was seen from there: the rows that move are compared anew",
    "stations.integration.station": "what two administrators approved; only its account moves: the token then rests",
    "stations.fivehaves.station": "what the closed station had in its years",
    "veterans.movement.origin": "where somebody was on file on a day, and from where to where they went",
    "veterans.movement.target": "as origin; the merger itself is a movement",
    "stations.assessment.station": "what the closed station was rated in its years",
}

# Key of a moved column → what a department writes when its rows have gone over: function(keys of the rows, day)
FOLLOWERS: dict = {}


def key_of(field):
    return f"{field.model._meta.app_label}.{field.model._meta.model_name}.{field.name}"


@cache
def station_columns():
    """Every foreign key to a station, in every installed model."""
    return [
        field
        for model in apps.get_models()
        if not model._meta.proxy
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Station
    ]


def moving_columns():
    """Those that go to the successor."""
    return [field for field in station_columns() if key_of(field) not in STAYS]


def scope_paths(model):
    """The lookup paths to a station that a model's scope names."""
    scope = model.scope
    return [path for name in ("station", "origin", "handler") if (path := getattr(scope, name, None))]


def last_column(model, path):
    """The foreign key at the end of a scope path: `person__station` → Person.station."""
    field = None
    for name in path.split("__"):
        if name == "pk":
            return None
        field = model._meta.get_field(name)
        model = field.related_model
    return field


def column(key):
    """The field that `key_of` named."""
    app, model, name = key.split(".")
    return apps.get_model(app, model)._meta.get_field(name)
