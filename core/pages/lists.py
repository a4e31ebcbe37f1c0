"""List pages and their export."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from core import audit, choosing, documents
from core.actions import NotAllowed, Refused
from core.listing import Look, remember
from core.pages.base import OfModel, PortalView, allows, is_partial

EXPORT_CAP = 200_000


def check_size(rows):
    """A workbook is made while somebody waits: beyond so many rows the list is to be narrowed first."""
    if rows[EXPORT_CAP : EXPORT_CAP + 1]:
        message = _(
            "More than %(cap)s rows do not go into one workbook. Please narrow the list down, by town for instance."
        )
        raise Refused("too_many_rows", message % {"cap": f"{EXPORT_CAP:,}"})


class ListPage(OfModel, PortalView):
    """A list: search, filters, sort, pages, and the export of exactly what is shown (see `core.listing`).

    `add`: url name of the page that enters a new row, shown to who may. `export`: the permission to take the list away,
    also the ledger's verb; `export_plain`: the permission to have its numbers unmasked, with a reason.
    `more_uses`: what else can be done with ticked rows of this list (`core.choosing`).
    """

    template = "core/list.html"
    listing = None
    export = export_plain = add = add_label = lede = ""
    more_uses: tuple = ()
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

    def dress(self, rows):
        """What a row shows besides what it is found by (related rows, annotations): read for the rows of a page only."""
        return rows

    def known_total(self, look):
        """How many rows the list has, where a number beside it says so already; None: they are counted."""
        return None

    @cached_property
    def look(self):
        asked = {"dress": self.dress, "in_sight": self.in_sight, "known": self.known_total}
        return Look(self.listing(), self.rows, self.request, **asked)

    def get(self, request, **kwargs):
        if "export" in request.GET:
            return self.ask_export()
        template = "core/list_part.html" if is_partial(request) else None
        return self.show(template, look=self.look, listing=self.look.listing, **self.context())

    def post(self, request, **kwargs):
        """A search (its text goes into the session, not into the address), an export, or what is done with ticked rows."""
        if "use" in request.POST:
            return self.use_chosen()
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

    @cached_property
    def keys(self):
        """The keys of the ticked rows. Without a script the box in the head stands for the rows of the page."""
        keys = choosing.keys_in(self.request.POST)
        return keys or ([row.pk for row in self.look.page] if "all" in self.request.POST else [])

    @cached_property
    def taken(self):
        """The rows to take along: those that are ticked, else all of this look."""
        return self.look.rows.filter(pk__in=self.keys) if self.keys else self.look.rows

    @property
    def taken_counted(self):
        return self.look.listing.counted % {"count": self.taken.count()} if self.keys else self.look.counted

    @cached_property
    def uses(self):
        """What this user can do with ticked rows of this list."""
        return [use for use in (*choosing.USES, *self.more_uses) if use.is_for(self)]

    def use_chosen(self):
        use = next((use for use in self.uses if use.key == self.request.POST["use"]), None)
        if use is None:
            raise Http404
        if not self.keys or not self.taken.exists():
            raise Refused("nothing_chosen", _("Please tick the rows first."))
        return use.run(self)

    def export_chosen(self):
        """Asked first only where there is something to decide."""
        return self.ask_export() if self.may_export_plain else self.give_export()

    def print_chosen(self):
        """The ticked rows as a sheet of paper, numbers masked; the ledger keeps that they were printed."""
        columns = [column for column in self.look.listing.columns if column.shown and column.exported]
        rows = [[(column, documents.cell(column.of(row))) for column in columns] for row in self.taken]
        audit.record("list.print", None, by=self.user, note=f"{self.heading}: {self.taken_counted}")
        return self.show("core/list_print.html", look=self.look, columns=columns, sheet=rows, at=timezone.now())

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
        check_size(self.taken)
        return documents.list_as_workbook(self, is_plain=is_plain, reason=reason, columns=columns, title=title)
