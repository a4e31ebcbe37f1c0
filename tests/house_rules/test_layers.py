"""Imports go one way: between the apps in strict order, and inside an app from its doors down to its tables."""

import pytest

from tests.house_rules.code import APPS, imports, listed, python_files, room

pytestmark = pytest.mark.once

# pages · api · imports · tasks → actions → rules · workflow → models → the words they all use
LEVEL = {
    "urls": 6,
    "pages": 5,
    "api": 5,
    "imports": 5,
    "tasks": 5,
    "listings": 4,
    "panels": 4,
    "desk": 4,
    "forms": 4,
    "figures": 4,
    "documents": 4,
    "actions": 3,
    "rules": 2,
    "workflow": 2,
    "models": 1,
    "choices": 0,
    "permissions": 0,
}
# (importing file, imported module): why
EXEMPT = {}


def may_import(importer, imported):
    """`config` stands above all apps; an app sees the apps to its right and itself."""
    order = ("config", *APPS)
    return order.index(importer) <= order.index(imported)


def test_apps_import_one_way():
    wrong = [
        f"{path}:{line} imports {name}"
        for path in python_files()
        for name, line in imports(path)
        if name.split(".")[0] in ("config", *APPS) and not may_import(path.parts[0], name.split(".")[0])
    ]
    assert not wrong, listed(wrong)


def test_nothing_imports_tests():
    wrong = [
        f"{path}:{line}" for path in python_files() for name, line in imports(path) if name.split(".")[0] == "tests"
    ]
    assert not wrong, listed(wrong)


def test_rooms_import_downwards():
    wrong = []
    for path in python_files(*(app for app in APPS if app != "core")):
        level = LEVEL.get(room(path))
        for name, line in imports(path):
            parts = name.split(".")
            if level is None or parts[0] != path.parts[0] or len(parts) < 2 or (str(path), name) in EXEMPT:
                continue
            if LEVEL.get(parts[1], level) > level:
                wrong.append(f"{path}:{line} imports {name}")
    assert not wrong, listed(wrong)


def test_interfaces_do_not_reach_into_other_rooms_of_their_level():
    """A page does not import the interface of the programs, nor the other way round; each calls the same actions."""
    doors = ("pages", "api", "tasks")
    wrong = [
        f"{path}:{line} imports {name}"
        for path in python_files(*(app for app in APPS if app != "core"))
        for name, line in imports(path)
        if room(path) in doors
        and name.split(".")[0] == path.parts[0]
        and len(name.split(".")) > 1
        and name.split(".")[1] in doors
        and name.split(".")[1] != room(path)
    ]
    assert not wrong, listed(wrong)


def test_exemptions_are_needed():
    present = {(str(path), name) for path in python_files() for name, _line in imports(path)}
    assert set(EXEMPT) <= present, set(EXEMPT) - present
