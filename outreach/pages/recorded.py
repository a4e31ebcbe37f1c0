"""What the pages of recorded things have in common: list, own page, entering, amending, taking back, photos."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, ListPage, RecordPage, today
from core.pages.base import page_at
from outreach.forms.photos import PhotosForm
from outreach.rules import activities as rules
from veterans.forms import ReasonForm

SERVICES = _("Services for veterans")


def services():
    return (SERVICES, reverse("outreach:home"))


class OfKind:
    """Pages about one kind of recorded things. `listed`: the url name of its list, `plural` its title."""

    listed = ""
    plural = ""

    @property
    def crumbs(self):
        return (services(), (self.plural, reverse(self.listed)))

    @property
    def back_address(self):
        return self.row.get_absolute_url() if "pk" in self.kwargs else reverse(self.listed)


class RecordedList(OfKind, ListPage):
    blank_icon = "calendar"

    @property
    def title(self):
        return self.plural

    @property
    def crumbs(self):
        return (services(),)

    def refine(self, rows):
        return rows.in_force().select_related("station__division")


class RecordedPage(OfKind, RecordPage):
    """Its facts, its photos, and what can be done. `acts`: url names of further buttons; `photo`: that of one picture."""

    template = "outreach/recorded.html"
    amend = withdraw = photos = photo = ""
    acts = ()
    on_label = _("Date")

    def refine(self, rows):
        return rows.select_related("station__division", "created_by")

    @property
    def record_permission(self):
        """What amending needs, as its page declares it."""
        return page_at(self.amend, self.row.pk).needs

    def facts(self):
        """(label, value, whether it takes the whole width)."""
        return ()

    def context(self):
        row = self.row
        shown = [(self.on_label, row.on, False), (_("Belongs to"), row.station.place, False)]
        facts = [*self.facts(), *shown, (_("Note"), row.note, True)]
        return {
            "facts": [fact for fact in facts if fact[1] not in (None, "")],
            "photos": list(row.photos.all()) if self.photo else (),
        }


class Enter(OfKind, FormPage):
    keeps = ("on", "station")
    writes = False

    def extra(self):
        """More that the form is given."""
        return {}

    def make_form(self, data=None, files=None):
        more = {"initial": self.initial(), **self.extra()}
        return self.form(data, files, user=self.user, today=today(), row=self.of_row, **more)

    def arguments(self, form):
        return super().arguments(form) | {"model": self.model}


class Amend(Enter):
    keeps = None
    writes = True
    title = _("Amend")

    def refine(self, rows):
        return rows.in_force()


class Withdraw(OfKind, ActionPage):
    form, check = ReasonForm, rules.check_in_force
    label, icon, tone = _("Take back"), "cross", "stop"
    explain = _("For what was entered by mistake. It no longer counts and stays in the history.")
    saved = _("Taken back.")


class AddPhotos(OfKind, ActionPage):
    form, check = PhotosForm, rules.check_in_force
    label, icon = _("Add photos"), "up"
