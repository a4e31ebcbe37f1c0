"""What needs attention reaches people: the home inbox, its badge, the receipts of who has read what (design §4)."""

from django.db.models import Exists, OuterRef

from core.models import Notice, Receipt


def notify(*, account=None, station=None, text, url="", kind="", level="info", due_on=None):
    """Put a notice into the inbox of an account, or of all accounts that keep records at a station. Returns it."""
    limit = Notice._meta.get_field("text").max_length
    shortened = text if len(text) <= limit else text[: limit - 1] + "…"
    return Notice.objects.create(
        account=account, station=station, text=shortened, url=url, kind=kind, level=level, due_on=due_on
    )


def inbox(user):
    """The user's notices, newest first, each with `is_read`."""
    return Notice.objects.visible_to(user).annotate(is_read=Exists(_receipts(user)))


def unread_count(user):
    return inbox(user).filter(is_read=False).count()


def mark_read(user, notices=None):
    """Sign for some notices (default: all) of the user's inbox; others' are passed over. Returns how many."""
    fresh = inbox(user).filter(is_read=False)
    if notices is not None:
        fresh = fresh.filter(pk__in=[notice.pk for notice in notices])
    receipts = [Receipt(notice_id=number, account=user) for number in fresh.values_list("pk", flat=True)]
    Receipt.objects.bulk_create(receipts, ignore_conflicts=True)
    return len(receipts)


def _receipts(user):
    return Receipt.objects.filter(notice=OuterRef("pk"), account=user.pk)
