"""Whom forms of this department may name."""

from veterans.models import Person


def on_file():
    """People whose record is in force; the form narrows them to what its user sees."""
    return Person.objects.live()
