"""Entering and amending a person."""

from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit
from core.drafts import drop as drop_draft
from core.drafts import save as keep_draft
from core.pages import FormPage, OfModel, PortalView, today
from core.validators import Identity, parse_identity
from veterans import actions, forms
from veterans.models import Person
from veterans.pages import sight

NOT_CARRIED = ("csrfmiddlewaretoken", "version", "seen", "station", "id_no", "next")


class PersonEntry(FormPage):
    """What entering and amending have in common: the number fills the rest, and a number held elsewhere becomes a claim."""

    model = Person
    form = forms.PersonForm

    def refine(self, rows):
        return rows.live()

    def arguments(self, form):
        return super().arguments(form) | {"values": form.values}

    def run(self, form):
        """A number that a record out of sight holds: the entry waits for the superior, its author is told only that."""
        try:
            return super().run(form)
        except actions.HeldElsewhere as held:
            entry = {"name": form.cleaned_data["name"], "id_no": form.cleaned_data["id_no"], "values": form.values}
            station = form.cleaned_data.get("station") or self.row.station
            actions.submit_claim(by=self.user, station=station, person=held.person, entry=entry)
            return None

    def go_on(self, result):
        if result is None:
            messages.info(self.request, gettext("Submitted to the superior for checking."))
            return redirect("veterans:people")
        return super().go_on(result)

    def live(self, form, name):
        """The birth date and sex that a number gives, and the record that has it already, if it is in sight."""
        given = form.data.get("id_no", "")
        if name != "id_no" or form.data.get("id_type", "identity") != "identity":
            return {}
        identity = parse_identity(given, today=today())
        if not isinstance(identity, Identity):
            return {"notice": ""}
        fill = {"birth_date": str(identity.birth_date), "sex": identity.sex}
        return {"fill": fill, "notice": self.warning(identity, form)}

    def warning(self, identity, form):
        """Side by side: what was typed and who is on file under the number."""
        others = self.rows.holding_number(identity.number).for_list()
        known = others.exclude(pk=self.kwargs.get("pk")).first()
        if known is None:
            return ""
        context = {
            "known": known,
            "typed_name": form.data.get("name", ""),
            "identity": identity,
            "is_same_name": known.name == form.data.get("name", "").strip(),
        }
        return render_to_string("veterans/duplicate.html", context, request=self.request)


class AddPerson(PersonEntry):
    needs, action = "person.add", actions.add_person
    title = _("Enter a person")
    keeps = ("station", "ethnic_group")
    unmasked = True

    @property
    def note(self):
        return self.user.station.place

    def ask(self, form, status=200, **context):
        if number := form.data.get("id_no"):
            identity = parse_identity(number, today=today())
            notice = self.warning(identity, form) if isinstance(identity, Identity) else ""
            context["notice"] = notice
        return super().ask(form, status, **context)

    def saved_text(self, result):
        return gettext("%(name)s is on file.") % {"name": result.name}

    @property
    def back_address(self):
        return reverse("veterans:people")


class AmendPerson(PersonEntry):
    needs, action = "person.amend", actions.amend_person
    title = _("Amend")

    def refine(self, rows):
        return rows.live().for_list().select_related("updated_by")

    @property
    def unmasked(self):
        return sight.is_plain(self.request, self.row)

    @property
    def note(self):
        name = f"{self.row.name}·{self.row.station.place}"
        masked = gettext("masked; show numbers first to change addresses")
        return name if self.unmasked else f"{name}·{masked}"

    def get(self, request, **kwargs):
        if self.unmasked:
            audit.record("person.form", self.row, by=self.user)
        return super().get(request, **kwargs)

    def arguments(self, form):
        return super().arguments(form) | {"version": int(form.data.get("version") or self.row.version)}

    @property
    def crumbs(self):
        yield _("People"), reverse("veterans:people")
        yield self.row.name, self.row.get_absolute_url()


class CarryOver(OfModel, PortalView):
    """What was typed into the form of a new person goes into the form of the record that is the same person."""

    model, needs, writes = Person, "person.amend", True

    def post(self, request, pk):
        typed = QueryDict(mutable=True)
        for name, values in request.POST.lists():
            if name not in NOT_CARRIED and any(values) and values != ["unknown"]:
                typed.setlist(name, values)
        keep_draft(self.user, f"veterans:amend:{self.row.pk}", typed)
        drop_draft(self.user, "veterans:add:")
        return redirect("veterans:amend", pk=self.row.pk)
