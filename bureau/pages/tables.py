"""Ad-hoc tables: choose a list, its columns, conditions and counts; look, take away, keep, share."""

from django.http import QueryDict
from django.urls import get_resolver, reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from bureau import rules
from bureau.actions.tables import discard_table, save_table
from bureau.forms.tables import KeepForm
from bureau.listings.tables import TableListing
from bureau.models import SavedTable
from bureau.recipes import Recipe, Table, is_offered, lists_of, offered, title_of
from core.actions import NotAllowed
from core.pages import ActionPage, FormPage, ListPage, OfModel, PortalView, RecordPage, is_partial
from core.validators import parse_whole

TABLES = (_("Tables of my own"), "/reports/tables/")
LATEST = 5


def table_way(page):
    """What every list offers beside its export: the same conditions as the beginning of a table."""
    name = page.request.resolver_match.view_name
    if not page.user.may("table.view") or not is_offered(name, page.user):
        return None
    left_out = ("s", "page", "after", "n", "export")
    asked = {key: value for key, value in page.request.GET.items() if value and key not in left_out}
    return _("Choose columns, or count"), f"{reverse('bureau:table_build', args=[name])}?{urlencode(asked)}"


class Tables(ListPage):
    model, needs = SavedTable, "table.view"
    title, listing = TABLES[0], TableListing
    export = "numbers.export"
    add, add_label = "bureau:table_choose", _("Make a table")
    lede = _("The recipe is kept; the rows are always today's, and your own")
    blank_icon = "chart"

    def refine(self, rows):
        return rows.select_related("station__division", "made_by")


class Choose(OfModel, PortalView):
    """Which list the table is taken from; the last own ones as a start."""

    model, needs = SavedTable, "table.view"
    title = _("Make a table: from which list?")
    template = "bureau/tables/choose.html"
    crumbs = (TABLES,)

    def get(self, request):
        latest = self.rows.filter(made_by=self.user).order_by("-saved_at")[:LATEST]
        return self.show(groups=offered(self.user), latest=latest)


class Build(FormPage):
    """The table while it is being made: every choice shows at once what comes of it. The address is the recipe."""

    model, needs = SavedTable, "table.view"
    title, form, action = _("Make a table"), KeepForm, save_table
    template = "bureau/tables/build.html"
    has_draft = False
    saved = _("Kept. It opens with today's data from now on.")
    crumbs = (TABLES,)

    @cached_property
    def kept(self):
        """The kept table that is being changed: one's own."""
        key = parse_whole(self.request.POST.get("saved") or self.request.GET.get("saved", ""))
        return self.rows.filter(pk=key).first() if key is not None else None

    @cached_property
    def table(self):
        listed = self.kwargs["listed"]
        if not is_offered(listed, self.user):
            raise NotAllowed(getattr(lists_of(get_resolver()).get(listed), "export", "table.view"))
        asked = QueryDict(self.request.POST["recipe"]) if "recipe" in self.request.POST else self.request.GET
        return Table(Recipe.asked(listed, asked), self.request, self.kept.title if self.kept else "")

    @property
    def heading(self):
        return self.table.title

    def initial(self):
        return {"title": self.kept.title, "is_shared": self.kept.is_shared} if self.kept else {}

    def get(self, request, listed):
        if "export" in request.GET:
            template = "bureau/tables/export_part.html" if is_partial(request) else "bureau/tables/export.html"
            return self.show(template, table=self.table)
        if is_partial(request):
            return self.show("bureau/tables/live.html", table=self.table)
        return self.ask(self.make_form())

    def ask(self, form, status=200, **context):
        return super().ask(form, status, table=self.table, **context)

    def post(self, request, listed):
        return self.table.workbook() if "export" in request.POST else super().post(request)

    def arguments(self, form):
        kept = {"listed": self.kwargs["listed"], "recipe": self.table.tidy.parts, "saved": self.kept}
        return super().arguments(form) | kept


class TablePage(RecordPage):
    """A kept table with today's data."""

    model, needs = SavedTable, "table.view"
    template = "bureau/tables/table.html"
    crumbs = (TABLES,)

    def refine(self, rows):
        return rows.select_related("station__division", "made_by")

    def context(self):
        recipe = Recipe.kept(self.row)
        is_open = is_offered(recipe.listed, self.user)
        build = reverse("bureau:table_build", args=[recipe.listed])
        return {
            "table": Table(recipe, self.request, self.row.title) if is_open else None,
            "build": build,
            "taken_from": title_of(self.row),
            "is_mine": self.row.made_by_id == self.user.pk,
        }


class DiscardTable(ActionPage):
    model, needs, action = SavedTable, "table.discard", discard_table
    check = rules.check_own
    label, icon, tone = _("Take the table away"), "cross", "stop"
    saved, done = _("The table is gone; the records are untouched."), "bureau:tables"
