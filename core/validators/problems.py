"""What is wrong with a value, in the user's words."""

from dataclasses import dataclass, replace
from typing import Literal

from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

LOST_DIGITS = _(
    "Excel keeps only 15 digits of a number, so the rest is lost. Set the column to text and type it again."
)


def _filled(message, params):
    return str(message) % params


_filled_lazily = lazy(_filled, str)


def said(message, **params):
    """The lazy `message` with its `%(name)s` places filled, still translated only when shown."""
    return _filled_lazily(message, params)


@dataclass(frozen=True)
class Problem:
    """Why a value cannot be taken as it stands.

    `code` is stable and answered by the REST interface; `message` is a lazy sentence. It never repeats the value, which
    may be secret. An `error` refuses the value, a `warning` asks about it; `choices` are then its possible readings.
    """

    code: str
    message: str
    level: Literal["error", "warning"] = "error"
    field: str | None = None
    choices: tuple[str, ...] = ()

    def at(self, field):
        """The same problem, said beside `field`."""
        return replace(self, field=field)

    def as_error(self):
        """The problem as a `ValidationError` with the same code."""
        return ValidationError(self.message, code=self.code)
