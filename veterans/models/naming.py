"""Rows about somebody whose record may be elsewhere by now: how their reader may name and find the person."""

from django.db.models import Q
from django.utils.translation import gettext as _


class Names:
    """Of rows that `veterans.desk.named` has looked up: `is_here`, `left_as`. Else the reader sees the person anyway."""

    @property
    def is_elsewhere(self):
        """Whether the record has left the reader's sight."""
        return not getattr(self, "is_here", True) and self.person_id is not None

    @property
    def named(self):
        """Today's name, or the one under which the record left."""
        if self.person_id is None:
            return ""
        return (self.left_as or _("somebody on file elsewhere")) if self.is_elsewhere else self.person.name


def called(text):
    """The condition on looked-up rows: the person is called so, as far as the reader may know."""
    return Q(is_here=True, person__name__contains=text) | Q(is_here=False, left_as__contains=text)
