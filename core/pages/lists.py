"""List pages and their export."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import documents
from core.actions import NotAllowed, Refused
from core.listing import Look, remember
from core.pages.base import OfModel, PortalView, allows, is_partial

EXPORT_CAP = 200_000


def check_size(look):
    """A workbook is made while somebody waits: beyond so many rows the list is to be narrowed first."""
    if look.rows[EXPORT_CAP : EXPORT_CAP + 1]:
        message = _(
            "More than %(cap)s rows do not go into one workbook. Please narrow the list down, by town for instance."
        )
        raise Refused("too_many_rows", message % {"cap": f"{EXPORT_CAP:,}"})


class ListPage(OfModel, PortalView):
    """A list: search, filters, sort, pages, and the export of exactly what is shown (see `core.listing`).

    `add`: url name of the page that enters a new row, shown to who may. `export`: the permission to take the list away,
    also the ledger's verb; `export_plain`: the permission to have its numbers unmasked, with a reason.
    """

    template = "core/list.html"
    listing = None
    export = export_plain = add = add_label = lede = ""
    blank_icon = "people"
    doors = []  # functions of a list page that give (label, address) or None: what upper apps offer beside the export

    @property
    def other_ways(self):
        """Other ways of taking the list away."""
        return [way for door in ListPage.doors if (way := door(self))]

    @property
    def add_address(self):
        """Where a new row is entered, or nothing for who may not."""
        return reverse(self.add) if self.add and allows(self.add, self.user) else ""

    @property
    def buttons(self):
        """More buttons of the head: dicts of label, icon, address (and is_main to keep it on phones)."""
        return ()

    @cached_property
    def look(self):
        return Look(self.listing(), self.rows, self.request)

    def get(self, request, **kwargs):
        if "export" in request.GET:
            return self.ask_export()
        template = "core/list_part.html" if is_partial(request) else None
        return self.show(template, look=self.look, listing=self.look.listing, **self.context())

    def post(self, request, **kwargs):
        """A search (its text goes into the session, not into the address) or an export."""
        if "export" in request.POST:
            return self.give_export()
        request.GET = request.POST.copy()
        for name in ("csrfmiddlewaretoken", "q", "s"):
            request.GET.pop(name, None)
        text = request.POST.get("q", "").strip()
        if text:
            request.GET["s"] = remember(request, text)
        address = request.path + self.look.link()
        if not is_partial(request):
            return redirect(address)
        response = self.get(request, **kwargs)
        response["HX-Replace-Url" if request.htmx.trigger_name == "q" else "HX-Push-Url"] = address
        return response

    def context(self):
        """More for the template."""
        return {}

    @property
    def may_export(self):
        return bool(self.export) and self.user.may(self.export)

    @property
    def may_export_plain(self):
        return bool(self.export_plain) and self.user.may(self.export_plain)

    def ask_export(self):
        """What is about to leave the portal, and why if it goes unmasked."""
        if not self.may_export:
            raise NotAllowed(self.export)
        template = "core/export_part.html" if is_partial(self.request) else "core/export.html"
        columns = [column for column in self.look.listing.columns if column.exported]
        return self.show(template, look=self.look, columns=columns)

    def give_export(self, columns=None, title=""):
        """The rows of this look as a workbook; a line in the ledger says who took what and why."""
        reason = self.request.POST.get("reason", "").strip()
        is_plain = bool(reason and self.request.POST.get("plain"))
        for permission in (self.export, self.export_plain) if is_plain else (self.export,):
            if not permission or not self.user.may(permission):
                raise NotAllowed(permission)
        check_size(self.look)
        return documents.list_as_workbook(self, is_plain=is_plain, reason=reason, columns=columns, title=title)
