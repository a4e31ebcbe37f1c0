"""What every kind of sheet has; a department's sheet replaces what is different about it."""

from core.actions import Refused


class SheetKind:
    """`title`: what it lists; `model`: of which records; `columns`: what is read; `needs`: who may upload it.

    `is_readonly`: it is only compared, never written. `outcome_labels`: other words for outcomes. `export_needs`: the
    permission to take the table away as the import reads it back. `knows_absent`: it can tell whom a file leaves out.
    `rank`: its place among the kinds to choose from; the first is what a file is unless somebody says otherwise.
    """

    title, model, columns = "", None, ()
    rank = 50
    needs = "import.upload"
    is_readonly = False
    key_columns = ("name", "id_no")  # a row needs one of them to be about somebody
    export_needs = ""
    knows_absent = False
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
    def settle(*, by, batch, today):
        """What follows after the last row was written."""

    @staticmethod
    def unsettle(*, batch, by):
        """What follows after the last row was taken back."""

    @staticmethod
    def move(*, by, batch, rows, today):
        return set()

    @staticmethod
    def absent(batch, rows):
        """Of some records: those that a file which lists everybody does not list. Only some kinds know."""
        return rows.none()

    @classmethod
    def write(cls, *, by, batch, rows, today):
        raise Refused("batch_readonly", "")
