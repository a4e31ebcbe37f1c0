"""The project's own files and modules, read once for all house rules."""

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# Strict order: each may import those to its right.
APPS = ("bureau", "outreach", "employment", "appeals", "veterans", "stations", "core")
FOLDERS = ("config", *APPS)
INTERFACES = ("pages", "forms", "listings", "panels", "api", "imports", "figures")


@cache
def python_files(*folders, tests=False):
    """Our modules: {path relative to the root: text}. Migrations are generated and left out."""
    found = {}
    for folder in folders or (*FOLDERS, *(["tests"] if tests else [])):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.relative_to(ROOT).parts:
                found[path.relative_to(ROOT)] = path.read_text(encoding="utf-8")
    return found


@cache
def tree(path):
    return ast.parse((ROOT / path).read_text(encoding="utf-8"), filename=str(path))


@cache
def templates():
    """{path relative to the root: text} of every template."""
    places = [ROOT / "templates", *(ROOT / app / "templates" for app in APPS)]
    files = sorted(path for place in places for path in place.rglob("*") if path.suffix in (".html", ".txt", ".xml"))
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in files}


@cache
def front_end(*suffixes):
    """{path relative to the root: text} of our own stylesheets, scripts and pictures."""
    places = [ROOT / "static", *(ROOT / app / "static" for app in APPS)]
    files = sorted(path for place in places for path in place.rglob("*") if path.suffix in suffixes)
    return {path.relative_to(ROOT): path.read_text(encoding="utf-8") for path in files}


def module(path):
    """`veterans/pages.py` -> veterans.pages"""
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def room(path):
    """The room of an app that a file belongs to: `pages` for veterans/pages.py and veterans/pages/lists.py."""
    return path.parts[1].removesuffix(".py") if len(path.parts) > 1 else ""


def imports(path):
    """Every name a file imports, wherever in the file: (module, line)."""
    package = path.parts[:-1]
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = ".".join(package[: len(package) - node.level + 1]) if node.level else ""
            origin = ".".join(part for part in (base, node.module) if part)
            yield origin, node.lineno
            yield from ((f"{origin}.{alias.name}", node.lineno) for alias in node.names)


def listed(problems):
    """For assertion messages: one a line."""
    return "\n" + "\n".join(map(str, problems))
