"""Drafts: kept for a month, then forgotten."""

from datetime import timedelta

from django.http import QueryDict
from django.utils import timezone

from core import drafts
from core.models import Draft
from tests.cast import *  # noqa: F403


def test_a_draft_nobody_comes_back_to_is_forgotten_after_a_month(clerk):
    for form in ("old", "fresh"):
        drafts.save(clerk, form, QueryDict("name=涂长林"))
    now = timezone.now()
    Draft.objects.filter(form="old").update(saved_at=now - drafts.KEPT - timedelta(seconds=1))
    assert drafts.forget_old(now) == 1
    assert drafts.load(clerk, "old") == (None, None) and drafts.load(clerk, "fresh") != (None, None)
