"""Paper: the collection form, filled or blank; and who may see a person, for the auditor."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core import audit
from core.pages import OfModel, PortalView, RecordPage
from veterans import actions, forms
from veterans.knowing import Knowing
from veterans.models import Person
from veterans.pages import sight
from veterans.papers import collection_form


class FilledForm(RecordPage):
    """The A4 collection form of one person, with the line to sign on."""

    model, needs = Person, "person.print"
    template = "veterans/paper_form.html"

    def refine(self, rows):
        return rows.for_list().select_related("household", "updated_by")

    def get(self, request, **kwargs):
        actions.print_form(by=self.user, person=self.row, is_unmasked=sight.is_plain(request, self.row))
        return super().get(request, **kwargs)

    def context(self):
        is_plain = sight.is_plain(self.request, self.row)
        return {"parts": collection_form(self.row, is_plain), "at": timezone.now(), "is_plain": is_plain}


class BlankForm(PortalView):
    """The same form with nothing in it, for the desk and for the road."""

    needs = "person.print"
    template = "veterans/paper_form.html"
    title = _("Collection form")

    def get(self, request):
        return self.show(parts=collection_form(None, True), at=timezone.now(), is_plain=True)


class WhoSees(OfModel, PortalView):
    """For the auditor, by the number of a record: which accounts may open it, and which did. No name, no field of it."""

    model, needs = Person, "person.who_sees"
    template = "veterans/who_sees.html"
    title = _("Who can see a record")

    def get(self, request):
        form = forms.WhoSeesForm(request.GET if "number" in request.GET else None, user=self.user, today=None)
        knowing = None
        if form.is_bound and form.is_valid():
            knowing = Knowing.of(form.cleaned_data["number"], self.user)
            if knowing is None:
                form.add_error("number", _("There is no such record in your area."))
            else:
                audit.record("person.who_sees", knowing.subject, by=self.user)
        return self.show(form=form, knowing=knowing)
