"""What no file of the project says: unfinished work, places of one machine, swallowed errors, secrets."""

import ast
import re
import subprocess

import pytest

from tests.house_rules.code import ROOT, listed, python_files, tree

pytestmark = pytest.mark.once

TEXT = {
    ".py",
    ".html",
    ".txt",
    ".md",
    ".css",
    ".js",
    ".svg",
    ".toml",
    ".yml",
    ".yaml",
    ".cfg",
    ".po",
    ".sh",
    ".csv",
    "",
}
# Put together from pieces, so that this file does not say them itself.
FORBIDDEN = {
    "unfinished work": re.compile(r"\b(?:TO" + "DO|FIX" + r"ME)\b"),
    "a path of one machine": re.compile(r"/wo" + r"rk/|/ro" + r"ot/|/ho" + "me/[a-z]+/"),
    "a package registry's host": re.compile(
        r"py" + r"pi\.org|files\.python" + r"hosted|registry\.npm" + r"js|deb\.deb" + r"ian\.org", re.I
    ),
    "a content network": re.compile(r"cdn\.|jsdel" + r"ivr|unp" + r"kg\.com|googlea" + "pis", re.I),
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE" + " KEY"),
}


def project_files():
    """Every text file that is or would be committed."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
    return [path for name in names if name and (path := ROOT / name).is_file() and path.suffix in TEXT]


def test_forbidden_words():
    wrong = []
    for path in project_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        for what, pattern in FORBIDDEN.items():
            for found in pattern.finditer(text):
                line = text[: found.start()].count("\n") + 1
                wrong.append(f"{path.relative_to(ROOT)}:{line} {what}: {found.group()}")
    assert not wrong, listed(wrong)


def swallows(handler):
    """`except: pass` and its like for any error; a named, expected one may be let go."""
    is_wide = handler.type is None or ast.unparse(handler.type) in ("Exception", "BaseException")
    does_nothing = all(isinstance(line, (ast.Pass, ast.Continue)) for line in handler.body)
    return handler.type is None or (is_wide and does_nothing)


def test_no_swallowed_errors():
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files(tests=True)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ExceptHandler) and swallows(node)
    ]
    assert not wrong, listed(wrong)


def test_no_printing():
    wrong = [
        f"{path}:{node.lineno}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "breakpoint")
    ]
    assert not wrong, listed(wrong)


def test_dependencies_are_pinned_with_their_reason():
    wrong = [
        f"{name}: {line}"
        for name in ("requirements.txt", "requirements-dev.txt")
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines()
        if line and not line.startswith(("#", "-r ")) and not re.match(r"[\w.-]+==\S+\s+# \S", line)
    ]
    assert not wrong, listed(wrong)


def test_what_is_required_is_pinned_through():
    """constraints.txt (`make lock`) knows each requirement in the same version."""
    pinned = dict(line.lower().split("==") for line in (ROOT / "constraints.txt").read_text().split())
    wrong = []
    for name in ("requirements.txt", "requirements-dev.txt"):
        for package, version in re.findall(r"^([\w.-]+)==(\S+)", (ROOT / name).read_text(encoding="utf-8"), re.M):
            if pinned.get(package.lower().replace("_", "-"), pinned.get(package.lower())) != version:
                wrong.append(f"{package}=={version}")
    assert not wrong, f"run `make lock`: {wrong}"
