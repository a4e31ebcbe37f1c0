"""What somebody typed and has not saved yet: kept sealed on the server, so that no input is ever lost."""

import json
from datetime import timedelta

from django.utils import timezone

from core.models import Draft

KEPT = timedelta(days=30)
LARGEST = 200_000  # characters; a form of the portal has a few thousand
LEFT_OUT = ("csrfmiddlewaretoken", "password")


def save(account, form, data):
    """Keep the posted `data` (a QueryDict) as the draft of this account's `form`. Returns the draft, None if too large."""
    values = json.dumps({name: found for name, found in data.lists() if name not in LEFT_OUT}, ensure_ascii=False)
    if len(values) > LARGEST:
        return None
    fresh = {"values": values, "saved_at": timezone.now()}
    return Draft.objects.update_or_create(account=account, form=form, defaults=fresh)[0]


def load(account, form):
    """(what was typed: {name: [value, …]}, when), or (None, None)."""
    draft = Draft.objects.visible_to(account).filter(form=form).first()
    return (json.loads(draft.values.plain()), draft.saved_at) if draft else (None, None)


def drop(account, form):
    Draft.objects.writable_by(account).filter(form=form).delete()


def forget_old(now):
    """Drop what nobody has come back to for a month: a draft may hold personal numbers. Returns how many."""
    return Draft.objects.filter(saved_at__lt=now - KEPT).delete()[0]
