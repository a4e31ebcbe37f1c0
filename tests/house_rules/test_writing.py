"""How things are written to the database: verbs in `actions.py`. No signals, no logic in `save()`."""

import ast
import contextlib
import importlib
import inspect

import pytest

from tests.house_rules.code import APPS, imports, listed, python_files, room, tree

pytestmark = pytest.mark.once

SIGNALS = ("django.dispatch", "django.db.models.signals", "django.contrib.auth.signals", "django.core.signals")
# (file, module): why it listens
LISTENS = {
    (
        "core/accounts.py",
        "django.contrib.auth.signals",
    ): "logins and their failures go to the ledger whoever asked for them",
}
# (file, class.method): why a model has it
SAVES = {}
WRITES = {"save", "create", "bulk_create", "bulk_update", "update_or_create", "get_or_create", "delete"}
INTERFACES = ("pages", "listings", "panels", "api", "imports", "figures")
# (file, call): why an interface writes
INTERFACE_WRITES = {}


def test_no_signals():
    wrong = [
        f"{path}:{line} {name}"
        for path in python_files(*APPS)
        for name, line in imports(path)
        if name in SIGNALS and (str(path), name) not in LISTENS
    ]
    assert not wrong, listed(wrong)


def test_no_logic_in_save():
    wrong = [
        f"{path}:{method.lineno} {node.name}.{method.name}"
        for path in python_files(*APPS)
        if room(path) == "models"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ClassDef)
        for method in node.body
        if isinstance(method, ast.FunctionDef) and method.name in ("save", "delete", "__init__")
        if (str(path), f"{node.name}.{method.name}") not in SAVES
    ]
    assert not wrong, listed(wrong)


def test_interfaces_do_not_write():
    wrong = [
        f"{path}:{node.lineno} .{node.func.attr}()"
        for path in python_files(*(app for app in APPS if app != "core"))
        if room(path) in INTERFACES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
        if (str(path), node.func.attr) not in INTERFACE_WRITES
    ]
    assert not wrong, listed(wrong)


def taken_from_actions(path):
    """The functions that a file takes out of rooms called `actions`, with the line."""
    for node in ast.walk(tree(path)):
        parts = (node.module or "").split(".") if isinstance(node, ast.ImportFrom) else []
        if "actions" in parts and parts[0] in APPS[:-1]:
            taken = importlib.import_module(node.module)
            for alias in node.names:
                with contextlib.suppress(ModuleNotFoundError):  # a module of the room that nothing has imported yet
                    importlib.import_module(f"{node.module}.{alias.name}")
                yield getattr(taken, alias.name), node.lineno


def test_doors_open_to_actions_only():
    """What a door calls to write is declared with `@action`: permission, transaction and scope are then seen to."""
    wrong = [
        f"{path}:{line} {verb.__name__}"
        for path in python_files(*(app for app in APPS if app != "core"))
        if room(path) in (*INTERFACES, "forms")
        for verb, line in taken_from_actions(path)
        if inspect.isfunction(verb) and "by" in inspect.signature(verb).parameters and not hasattr(verb, "permission")
    ]
    assert not wrong, listed(wrong)


def test_rules_do_not_write():
    wrong = [
        f"{path}:{node.lineno} .{node.func.attr}()"
        for path in python_files(*(app for app in APPS if app != "core"))
        if room(path) == "rules"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES
    ]
    assert not wrong, listed(wrong)


def test_doors_read_numbers_one_way():
    """`isdigit()` lets “²” through, over which `int()` stumbles: `core.validators.parse_whole` reads keys and years."""
    wrong = [
        f"{path}:{number}"
        for path, text in python_files(*(app for app in APPS if app != "core")).items()
        if room(path) in (*INTERFACES, "forms", "desk")
        for number, line in enumerate(text.splitlines(), start=1)
        if ".isdigit(" in line or ".isdecimal(" in line
    ]
    assert not wrong, listed(wrong)
