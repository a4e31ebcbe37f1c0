"""Somebody leaves their desk for good: their open cases and promises go to whoever takes over (core.handover)."""

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals.models import Appeal, Promise
from appeals.workflow import OFFICER, posts_of
from core.audit import record
from core.notices import notify


def open_cases(account):
    return Appeal.objects.open().filter(officer=account)


def open_promises(account):
    return Promise.objects.filter(by=account, kept_on__isnull=True)


def count_cases(account):
    return open_cases(account).count()


def count_promises(account):
    return open_promises(account).count()


def give_cases(account, successor, by):
    """The successor answers for the cases; one who is no officer has them on the desk of the station that handles them."""
    officer = successor if OFFICER in posts_of(successor) else None
    cases = list(open_cases(account))
    for case in cases:
        Appeal.objects.filter(pk=case.pk).update(officer=officer, version=F("version") + 1, updated_at=timezone.now())
        record("appeal.hand_over", case, by=by, changes={"officer": (account.username, officer and officer.username)})
    if cases:
        text = _("%(name)s has handed over to you: %(count)s cases") % {"name": account.full_name, "count": len(cases)}
        notify(account=successor, text=text, url="/appeals/", kind="handover")
    return len(cases)


def give_promises(account, successor, by):
    """What was promised in the station's name stays promised; who said it stays in the ledger."""
    promises = list(open_promises(account).select_related("appeal"))
    for promise in promises:
        promise.by = successor
        promise.save(update_fields=["by"])
        changes = {"promised_by": (account.username, successor.username)}
        record("appeal.hand_over", promise.appeal, by=by, changes=changes, note=f"#{promise.pk}")
    return len(promises)
