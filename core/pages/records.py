"""Record pages: one row, with the panels of the departments above."""

from django.utils.functional import cached_property

from core import audit, panels
from core.pages.base import OfModel, PortalView


class RecordPage(OfModel, PortalView):
    """One record: its own template, with the panels that other departments register for the model.

    `opens`: the ledger's verb when opening the record leaves a line.
    """

    template = "core/record.html"
    opens = ""

    def get(self, request, **kwargs):
        if self.opens:
            audit.record(self.opens, self.row, by=self.user)
        return self.show(row=self.row, **{self.row._meta.model_name: self.row}, **self.context())

    @property
    def heading(self):
        return str(self.row)

    def context(self):
        """More for the template."""
        return {}

    @cached_property
    def panels(self):
        """The panels of this record by place: main, aside; tabs with the chosen one."""
        return panels.Shown(self.row._meta.label_lower, self.row, self.request)
