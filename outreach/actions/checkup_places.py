"""The places of a checkup day, safe when many book at once: one conditional statement under the row's lock, and the
database's own constraint behind it (handbook §6, race rule)."""

from collections import Counter

from django.db.models import F
from django.utils.translation import gettext as _

from core.actions import Refused
from outreach.models import CheckupSession


def take(session, count, *, is_granted=False):
    """Take `count` places of a session. `is_granted`: an officer goes beyond the quota on purpose."""
    rows = CheckupSession.objects.filter(pk=session.pk, cancelled_on__isnull=True)
    if is_granted:
        row = rows.select_for_update().first()
        beyond = max(0, row.taken + count - row.quota) if row else 0
        done = row and rows.update(taken=F("taken") + count, extra=max(row.extra, beyond))
    else:
        done = rows.filter(taken__lte=F("quota") - count).update(taken=F("taken") + count)
    if not done:
        free = CheckupSession.objects.get(pk=session.pk).free
        said = {"day": session, "free": free, "count": count}
        raise Refused("full", _("%(day)s has %(free)s places left, %(count)s are wanted.") % said)


def give_back(exams):
    """The places of people who had a day and have none any more: {session: how many} go back."""
    for session, count in Counter(exam.session_id for exam in exams if exam.session_id).items():
        CheckupSession.objects.filter(pk=session).update(taken=F("taken") - count)
