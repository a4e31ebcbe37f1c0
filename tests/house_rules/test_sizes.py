"""Small enough to read at one sitting: files, functions and templates. And no drawer for everything."""

import ast

import pytest

from tests.house_rules.code import front_end, listed, python_files, templates, tree

pytestmark = pytest.mark.once

FILE, FUNCTION, TEMPLATE = 400, 40, 120
# path, or (path, function): why it is longer
LONG = {}


def length(node):
    """A function's lines without its docstring."""
    end, start = node.end_lineno, node.lineno
    first = node.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
        return end - start + 1 - (first.end_lineno - first.lineno + 1)
    return end - start + 1


def functions(path):
    return [node for node in ast.walk(tree(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def test_files():
    long = [
        f"{path}: {lines} lines"
        for path, text in python_files(tests=True).items()
        if (lines := text.count("\n")) > FILE and str(path) not in LONG
    ]
    assert not long, listed(long)


def test_functions():
    long = [
        f"{path}:{node.lineno} {node.name}: {length(node)} lines"
        for path in python_files(tests=True)
        for node in functions(path)
        if length(node) > FUNCTION and (str(path), node.name) not in LONG
    ]
    assert not long, listed(long)


def test_templates():
    long = [
        f"{path}: {lines} lines"
        for path, text in templates().items()
        if (lines := text.count("\n")) > TEMPLATE and str(path) not in LONG
    ]
    assert not long, listed(long)


def test_scripts_and_styles():
    long = [
        f"{path}: {lines} lines"
        for path, text in front_end(".js").items()
        if (lines := text.count("\n")) > FILE and str(path) not in LONG
    ]
    assert not long, listed(long)


def test_no_drawers_for_everything():
    names = {"utils", "helpers", "misc", "common", "services", "signals", "receivers", "managers"}
    wrong = [path for path in python_files() if path.stem in names or names & set(path.parts[:-1])]
    assert not wrong, listed(wrong)
