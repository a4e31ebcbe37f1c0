"""What a password must be (GB/T 22239, 身份鉴别): ten characters, three classes of four, none of the last five, 90 days."""

import string
from datetime import timedelta

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

CLASSES = (string.ascii_uppercase, string.ascii_lowercase, string.digits)
REMEMBERED = 5
MAX_DAYS = 90


def classes_in(password):
    """How many of: capitals, small letters, digits, everything else."""
    known = sum(any(one in letters for one in password) for letters in CLASSES)
    return known + any(one not in "".join(CLASSES) for one in password)


class ThreeClasses:
    """Validator: at least three of the four classes of characters."""

    def validate(self, password, user=None):
        if classes_in(password) < 3:
            raise ValidationError(
                _("Use at least three of: capitals, small letters, digits, signs."), code="password_too_simple"
            )

    def get_help_text(self):
        return _("Use at least three of: capitals, small letters, digits, signs.")


class NotOfLate:
    """Validator: none of the account's last five passwords. Keeps their hashes when a password is saved."""

    def validate(self, password, user=None):
        if getattr(user, "pk", None) is None:
            return
        former = user.former_passwords.values_list("password", flat=True)[:REMEMBERED]
        if any(check_password(password, encoded) for encoded in former):
            raise ValidationError(self.get_help_text(), code="password_used_before")

    def get_help_text(self):
        return _("None of the last %(count)s passwords may come back.") % {"count": REMEMBERED}

    def password_changed(self, password, user=None):
        if getattr(user, "pk", None) is None:
            return
        user.former_passwords.create(password=user.password)
        kept = user.former_passwords.values_list("pk", flat=True)[:REMEMBERED]
        user.former_passwords.exclude(pk__in=list(kept)).delete()


def is_expired(account, max_days, now=None):
    """Whether the password is older than the policy allows; one that was never set is not (nobody can use it)."""
    changed = account.password_changed_at
    return bool(changed and max_days and (now or timezone.now()) - changed > timedelta(days=max_days))
