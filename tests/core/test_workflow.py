"""The engine of workflows: a table of its own, no department."""

import ast
import threading

import pytest
from django.db import connection

from appeals.actions import steps
from appeals.models import Appeal
from core.actions import Refused
from core.workflow import Step, Workflow
from tests.appeals.conftest import categories  # noqa: F401
from tests.appeals.made import build_petition, fresh
from tests.builders import TODAY, build_account
from tests.cast import *  # noqa: F403
from tests.house_rules.code import python_files, tree


def test_an_action_stands_once_in_a_table():
    step = Step("1", "open", "Open", (), "a", ("clerk",))
    with pytest.raises(ValueError, match="twice"):
        Workflow("case", (step, step), posts=lambda user, case: set(), states=None)


def test_advance_is_the_only_writer_of_a_state():
    """No file of a department sets a `state` of a case: neither the attribute nor by update()."""
    wrong = []
    for path in python_files("appeals"):
        for node in ast.walk(tree(path)):
            targets = node.targets if isinstance(node, ast.Assign) else ()
            wrong += [
                f"{path}:{node.lineno}"
                for target in targets
                if isinstance(target, ast.Attribute)
                and target.attr == "state"
                and ast.unparse(target.value) not in ("paper", "survey")
            ]
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "update":
                owner = ast.unparse(node.func.value)
                wrong += [f"{path}:{node.lineno}" for k in node.keywords if k.arg == "state" and "Paper" not in owner]
    assert not wrong, wrong


def test_the_second_of_two_officers_is_told_who_was_first(network, city_clerk, officer):
    second = build_account("second", network["赤壁市"], "bureau_officer", full_name="王晓岚")
    appeal = build_petition(city_clerk)
    mine, theirs = fresh(appeal), fresh(appeal)
    steps.accept(by=officer, appeal=mine, today=TODAY, values={})
    with pytest.raises(Refused) as refusal:
        steps.reject(by=second, appeal=theirs, today=TODAY, values={"rejection": "litigation", "note": "可诉讼。"})
    assert refusal.value.code == "overtaken"
    assert officer.full_name in refusal.value.message
    assert fresh(appeal).state == "accepted"
    assert list(appeal.moves.values_list("action", flat=True)) == ["accept", "register"]
    assert not appeal.papers.filter(kind="rejection").exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_of_two_officers_in_the_same_moment_one_succeeds(network, city_clerk, officer):
    second = build_account("second", network["赤壁市"], "bureau_officer")
    appeal = build_petition(city_clerk)
    start, found = threading.Barrier(2), []

    def act(account):
        case = Appeal.objects.get(pk=appeal.pk)
        start.wait()
        try:
            steps.accept(by=account, appeal=case, today=TODAY, values={})
            found.append("done")
        except Refused as refusal:
            found.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(account,)) for account in (officer, second)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == ["done", "overtaken"]
    assert appeal.moves.filter(action="accept").count() == 1
    assert appeal.papers.filter(kind="acceptance").count() == 1
