"""How anything is written: one verb, one transaction, one line in the ledger, inside the author's scope."""

import functools

from django.db import models, transaction

from core import scoping


class NotAllowed(Exception):
    """No role of the account holds the permission. Pages answer 403."""

    def __init__(self, permission):
        super().__init__(permission)
        self.permission = permission


class OutOfScope(Exception):
    """After the write its author would no longer see the row: undone. Pages answer 404."""


class Refused(Exception):
    """A rule says no. `code` for machines, `message` for people (already translated, in the user's words)."""

    def __init__(self, code, message):
        super().__init__(code)
        self.code, self.message = code, message


def action(permission, *, hands_over=False):
    """Declare a verb: who may (`permission`), atomic, and the row it returns must still be visible to `by`.

    `hands_over=True` for verbs whose purpose is to pass a row on: the page then gives a receipt instead of the row.
    """

    def declare(verb):
        @functools.wraps(verb)
        def perform(*, by, **arguments):
            if not by.may(permission):
                raise NotAllowed(permission)
            with transaction.atomic():
                result = verb(by=by, **arguments)
                if isinstance(result, models.Model) and not hands_over and not may_keep(result, by):
                    raise OutOfScope
            return result

        perform.permission, perform.hands_over = permission, hands_over
        VERBS[permission] = perform
        return perform

    return declare


VERBS: dict = {}


def may_keep(row, by):
    return by.is_system or scoping.is_visible(row, by)


def check(rule, *args, **kwargs):
    """Why a rule refuses, or None: the same `check_…` that an action calls drives the button."""
    try:
        rule(*args, **kwargs)
    except Refused as refusal:
        return refusal
    return None
