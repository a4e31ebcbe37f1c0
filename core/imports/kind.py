"""What every kind of sheet has; a department's sheet replaces what is different about it."""

from core.actions import Refused


class SheetKind:
    """`title`: what it lists; `model`: of which records; `columns`: what is read; `needs`: who may upload it.

    `is_readonly`: it is only compared, never written. `outcome_labels`: other words for outcomes.
    """

    title, model, columns = "", None, ()
    needs = "import.upload"
    is_readonly = False
    outcome_labels: dict = {}
    shown_fields: frozenset = frozenset()

    def expect(self, book):
        """Told the whole file before its rows are evaluated."""

    @staticmethod
    def category_label(code):
        return code

    @classmethod
    def address_of(cls, row):
        """Where the record of a row is shown, once there is one."""
        if row.target is None or not hasattr(cls.model, "get_absolute_url"):
            return ""
        return cls.model(pk=row.target).get_absolute_url()

    @staticmethod
    def mask(key, text):
        """A cell of the file as a page may show it."""
        return text

    @staticmethod
    def settle(*, batch, today):
        """What follows after the last row was written."""

    @staticmethod
    def unsettle(*, batch, by):
        """What follows after the last row was taken back."""

    @staticmethod
    def move(*, batch, rows, today):
        return set()

    @classmethod
    def write(cls, *, batch, rows, today):
        raise Refused("batch_readonly", "")
