"""The pages of the portal. Fetching is authorising: rows come through `visible_to` or `writable_by`, here and nowhere else.

    class PeoplePage(ListPage):                     class PersonPage(RecordPage):
        model, needs = Person, "person.view"            model, needs = Person, "person.view"
        title, listing = _("People"), PeopleListing     template = "veterans/person.html"
        export = "person.export"
        add, add_label = "veterans:add", _("Enter")   class Reveal(ActionPage):
                                                        model, needs = Person, "person.reveal"
    class AddPerson(FormPage):                          action, form = actions.reveal, ReasonForm
        needs, form = "person.add", PersonForm          check = rules.check_reveal
        action = actions.add_person                     label, icon = _("Show the number"), "eye"

An action is called with what its signature names: `by`, `today`, `row` (also under its model's name: `person`), `values`
(all cleaned fields), or single cleaned fields by their own name. A page says more with `arguments(form)`.
"""

from core.pages.base import OfModel, PortalView, is_partial, safe_address, today
from core.pages.department import DepartmentPage
from core.pages.entry import FormPage
from core.pages.lists import ListPage
from core.pages.receipts import ReceiptPage
from core.pages.records import RecordPage
from core.pages.runs import ActionPage, why_not

__all__ = [
    "ActionPage",
    "DepartmentPage",
    "FormPage",
    "ListPage",
    "OfModel",
    "PortalView",
    "ReceiptPage",
    "RecordPage",
    "is_partial",
    "safe_address",
    "today",
    "why_not",
]
