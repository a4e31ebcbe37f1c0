"""Which rows a user may see is decided in one place: every model declares it, no interface goes round it."""

import ast
import re

from django.apps import apps

from core import scoping
from tests.house_rules.code import APPS, INTERFACES, listed, python_files, room, tree

KINDS = (scoping.Owned, scoping.SharedDown, scoping.Handed, scoping.Personal, scoping.Lent, scoping.Exempt)
# The base classes: the only callers of visible_to, told_to and writable_by (design §3.3). file: why it is none of core's bases
ROSTER = "the roster's bulk engine compares with what is on file: in sight through writable_by, else by digest only"
PLACES = "finds the stations that one user may write to by their names in a roster"
CALLERS = {
    "stations/places.py": PLACES,
    "stations/villages.py": PLACES,
    "veterans/actions/roster.py": ROSTER,
    "veterans/actions/roster_moves.py": ROSTER,
    "veterans/actions/unroster.py": ROSTER,
    "veterans/imports/answers.py": ROSTER,
    "veterans/imports/roster.py": ROSTER,
}
# rooms that start from visible_to as the base classes do: what a department puts on pages that are not its own
CALLING_ROOMS = {"desk"}
# file of an interface that says `.objects`: why
OBJECTS = {
    "veterans/imports/answers.py": ROSTER,
    "veterans/imports/roster.py": ROSTER,
}


def our_models():
    return [model for app in (*APPS, "imports") for model in apps.get_app_config(app).get_models()]


def test_every_model_declares_its_scope():
    wrong = [model._meta.label for model in our_models() if not isinstance(getattr(model, "scope", None), KINDS)]
    assert not wrong, listed(wrong)


def test_scopes_lead_to_a_station():
    """The lookup paths of a scope exist: a query with them can be built for every model."""
    from stations.models import Account

    account = Account(pk=0, station_id=0, role_names=["station_clerk"])
    for model in our_models():
        str(model._default_manager.visible_to(account).query)
        str(model._default_manager.told_to(account).query)
        str(model._default_manager.writable_by(account).query)


def test_exemptions_say_why():
    wrong = [
        model._meta.label
        for model in our_models()
        if isinstance(model.scope, scoping.Exempt) and len(model.scope.reason.split()) < 3
    ]
    assert not wrong, listed(wrong)


def test_interfaces_never_say_objects():
    wrong = []
    for path in python_files(*(app for app in APPS if app != "core")):
        if room(path) not in INTERFACES or str(path) in OBJECTS:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in ("objects", "_default_manager", "_base_manager"):
                wrong.append(f"{path}:{node.lineno} .{node.attr}")
            if isinstance(node, ast.Name) and node.id in ("get_object_or_404", "get_list_or_404"):
                wrong.append(f"{path}:{node.lineno} {node.id}")
    assert not wrong, listed(wrong)


def test_only_base_classes_ask_for_rows():
    wrong = [
        f"{path}:{node.lineno} .{node.attr}"
        for path in python_files()
        if path.parts[0] != "core" and str(path) not in CALLERS and room(path) not in CALLING_ROOMS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("visible_to", "told_to", "writable_by")
    ]
    assert not wrong, listed(wrong)


def test_nobody_is_a_superuser():
    allowed = {"stations/models/accounts.py"}
    wrong = [
        path
        for path, text in python_files().items()
        if str(path) not in allowed and re.search(r"\bis_superuser\b|create_superuser", text)
    ]
    assert not wrong, listed(wrong)
