"""The words of the import centre's templates."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

SKIPPED = {
    "blank": _("blank lines"),
    "footer": _("footers and totals"),
    "repeated_header": _("repeated headings"),
    "no_person": _("lines without a person"),
}


@register.filter
def skip_word(reason):
    """Why a line of a file is no row."""
    return SKIPPED.get(reason, reason)
