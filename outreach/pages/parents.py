"""Pages that stand below a row of another model, or begin on a person."""

from core.pages import ActionPage, OfModel, today
from outreach.rules.doctors import check_on_file
from veterans.models import Person


class Parent(OfModel):
    """The row that a list is about, fetched as the user may see it; 404 for who may not."""

    def __init__(self, model, user, pk, *, writes=False):
        self.model, self.user, self.kwargs, self.writes = model, user, {"pk": pk}, writes


class OnPerson(ActionPage):
    """A verb that adds something to somebody who is on file."""

    model = Person
    check = check_on_file
    tab = ""

    def refine(self, rows):
        return rows.select_related("station__division")

    def make_form(self, data=None, files=None):
        initial = {name: text for name, text in self.request.GET.items() if name in self.form.base_fields}
        return self.form(data, files, user=self.user, today=today(), row=self.row, initial=initial)

    def done_address(self, result):
        return self.row.get_absolute_url() + (f"?tab={self.tab}" if self.tab else "")
