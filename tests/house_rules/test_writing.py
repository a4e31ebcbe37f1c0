"""How things are written to the database: verbs in `actions.py`. No signals, no logic in `save()`."""

import ast

from tests.house_rules.code import APPS, imports, listed, python_files, room, tree

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


def test_verbs_are_actions():
    """A public function of `actions.py` that takes `by` is declared as an action: permission and ledger."""
    wrong = []
    for path in python_files(*(app for app in APPS if app != "core")):
        if room(path) != "actions":
            continue
        for node in tree(path).body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith(("_", "check_")):
                continue
            takes_by = any(argument.arg == "by" for argument in (*node.args.args, *node.args.kwonlyargs))
            if takes_by and not any("action" in ast.unparse(decorator) for decorator in node.decorator_list):
                wrong.append(f"{path}:{node.lineno} {node.name}")
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
