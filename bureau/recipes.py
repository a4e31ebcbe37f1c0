"""Ad-hoc tables: a list of the portal with some of its columns, its own filters, and what it is counted by.

The recipe says what; the list's own page, opened as the reader, says which rows and columns there are. So a table never
holds more than the list would show this user, whoever wrote the recipe.
"""

import copy
from dataclasses import dataclass, field
from functools import cache

from django.apps import apps
from django.http import QueryDict
from django.urls import NoReverseMatch, URLResolver, get_resolver, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from bureau.breakdown import Cross, dimensions
from core import audit
from core.actions import NotAllowed, Refused
from core.documents import cell, dated, download, sheet_file
from core.listing import Column
from core.pages import ListPage

A_LOOK = 12
OWN = {
    "col",
    "order",
    "by",
    "then",
    "saved",
    "export",
    "csrfmiddlewaretoken",
}  # names of an address that are no filter's


@cache
def lists_of(resolver):
    """{url name: page} of every list that may be exported and whose address names no row."""
    pages = (
        (f"{department.namespace}:{pattern.name}", getattr(pattern.callback, "view_class", None))
        for department in resolver.url_patterns
        if isinstance(department, URLResolver) and department.namespace
        for pattern in _patterns(department)
    )
    return {
        name: page for name, page in pages if page and issubclass(page, ListPage) and page.export and _is_plain(name)
    }


def _patterns(resolver):
    """The addresses below a resolver, also those that it includes."""
    for entry in resolver.url_patterns:
        yield from _patterns(entry) if isinstance(entry, URLResolver) else (entry,)


def _is_plain(name):
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def is_offered(name, user):
    """Whether this user may open the list and take it away."""
    page = lists_of(get_resolver()).get(name)
    return page is not None and user.may(page.export) and (page.needs is None or user.may(page.needs))


def offered(user):
    """[(department, [(url name, title)])] of the lists that this user may open and take away."""
    groups = {}
    for name, page in lists_of(get_resolver()).items():
        if is_offered(name, user):
            department = apps.get_app_config(name.split(":")[0]).verbose_name
            groups.setdefault(department, []).append((name, page().title))
    return list(groups.items())


def title_of(saved):
    """The list that a kept table is taken from."""
    page = lists_of(get_resolver()).get(saved.listed)
    return page().title if page else _("a list that is no longer there")


@dataclass(frozen=True)
class Recipe:
    """What a table is made of. `columns`: keys in their order, none for those that the list shows; `filters`: {name: value};
    `by`: none, one or two keys of dimensions."""

    listed: str
    columns: tuple = ()
    filters: dict = field(default_factory=dict)
    sort: str = ""
    by: tuple = ()

    @classmethod
    def asked(cls, listed, asked):
        """The recipe in an address. Ticked columns keep the order they had; new ones come last. No text of a search."""
        ticked, order = asked.getlist("col"), asked.get("order", "").split(",")
        columns = [key for key in order if key in ticked]
        columns += [key for key in ticked if key not in columns]
        left_out = OWN | {"o", "n", "s", "q", "page", "after"}
        filters = {name: value for name, value in asked.items() if value and name not in left_out}
        by = tuple(dict.fromkeys(key for key in (asked.get("by"), asked.get("then")) if key))
        return cls(listed, tuple(columns), filters, asked.get("o", ""), by)

    @classmethod
    def kept(cls, saved):
        parts = saved.recipe
        return cls(saved.listed, tuple(parts["columns"]), parts["filters"], parts["sort"], tuple(parts["by"]))

    @property
    def parts(self):
        """What is kept of it."""
        return {"columns": list(self.columns), "filters": self.filters, "sort": self.sort, "by": list(self.by)}

    def query(self, **changes):
        """The recipe as the query of an address."""
        query = QueryDict(mutable=True)
        for key in changes.pop("columns", self.columns):
            query.appendlist("col", key)
        query.update(self.filters)
        for name, value in (("o", self.sort), *zip(("by", "then"), self.by, strict=False), *changes.items()):
            if value:
                query[name] = value
        return query.urlencode()


class Table:
    """A recipe as one user sees it now."""

    refused = ""

    def __init__(self, recipe, request, title=""):
        self.recipe = recipe
        asked = QueryDict(mutable=True)
        asked.update(recipe.filters)
        if recipe.sort:
            asked["o"] = recipe.sort
        inner = copy.copy(request)
        inner.GET, inner.path = asked, reverse(recipe.listed)
        self.page = lists_of(get_resolver())[recipe.listed]()
        self.page.setup(inner)
        self.look = self.page.look
        self.title = title or str(self.page.title)

    @property
    def possible(self):
        """The columns that the list gives away."""
        return [column for column in self.look.listing.columns if column.exported]

    @cached_property
    def columns(self):
        by_key = {column.key: column for column in self.possible}
        chosen = [by_key[key] for key in self.recipe.columns if key in by_key]
        return chosen or [column for column in self.possible if column.shown] or self.possible

    @property
    def choices(self):
        """(column, whether it is in the table) for every column there is."""
        return [(column, column in self.columns) for column in self.possible]

    @property
    def orders(self):
        """(order, label, whether it is this one) of every order that the list knows."""
        for column in self.look.listing.columns:
            if column.sort:
                for key, arrow in ((column.key, "↑"), (f"-{column.key}", "↓")):
                    yield key, f"{column.title} {arrow}", key == self.look.order_key

    @cached_property
    def dimensions(self):
        return dimensions(self.look)

    @cached_property
    def cross(self):
        """The counts by the one or two dimensions asked for; None when there is none, or when they do not fit."""
        found = [self.dimensions[key] for key in self.recipe.by if key in self.dimensions][:2]
        if not found:
            return None
        try:
            cross = Cross(self.look, *found, address=self._list_with)
            cross.headings, cross.rows  # noqa: B018  (looked up here, where a refusal can still be told)
        except Refused as refusal:
            self.refused = refusal.message
            return None
        return cross

    def _list_with(self, asked):
        query = QueryDict(mutable=True)
        query.update({**self.recipe.filters, **asked})
        return f"{self.page.request.path}?{query.urlencode()}"

    @property
    def few(self):
        """The first rows, as the workbook would write them."""
        return [[(cell(column.of(row)), column.css) for column in self.columns] for row in self.look.rows[:A_LOOK]]

    @property
    def headings(self):
        """(column, the recipe with it one place further left, the same to the right; empty at the ends)."""
        keys = [column.key for column in self.columns]
        for place, column in enumerate(self.columns):
            yield column, self._moved(keys, place, -1), self._moved(keys, place, 1)

    def _moved(self, keys, place, step):
        if not 0 <= place + step < len(keys):
            return ""
        moved = list(keys)
        moved.insert(place + step, moved.pop(place))
        return self.recipe.query(columns=moved)

    @property
    def order(self):
        return ",".join(column.key for column in self.columns)

    @property
    def tidy(self):
        """The recipe without what the list does not know or this user cannot ask for: what may be kept."""
        form = self.look.filterset.form if self.look.filterset is not None else None
        good = {name: value for name, value in self.recipe.filters.items() if form and form.cleaned_data.get(name)}
        by = tuple(key for key in self.recipe.by if key in self.dimensions)
        columns = tuple(column.key for column in self.columns)
        return Recipe(self.recipe.listed, columns, good, self.look.order_key, by)

    def workbook(self):
        """The table as a workbook, with its line in the ledger; the list's own export says who may and what is masked."""
        if self.cross is None:
            return self.page.give_export(self.columns, self.title)
        if not self.page.may_export:
            raise NotAllowed(self.page.export)
        columns = [Column("label", self.cross.down.label), *self._number_columns()]
        lines = [*self.cross.rows, self.cross.sums]
        file, count = sheet_file(self.title, columns, ([line.label, *line.numbers] for line in lines))
        audit.record(self.page.export, None, by=self.page.user, note=_("%(count)s lines of counts") % {"count": count})
        return download(file, dated(self.title))

    def _number_columns(self):
        labels = [*self.cross.headings.values(), _("Total")]
        return [Column(str(place), label, num=True) for place, label in enumerate(labels)]

    @property
    def problems(self):
        """What the recipe asks for and the list no longer has, or has not for this reader, in words."""
        found = [*self._gone(), *self._unusable(), *self._undivided()]
        return found if self.cross or not self.refused else [*found, self.refused]

    def _gone(self):
        known = {column.key for column in self.possible}
        for key in self.recipe.columns:
            if key not in known:
                yield _("The list no longer has the column “%(name)s”; it is left out.") % {"name": key}
        if self.recipe.columns and not known & set(self.recipe.columns):
            yield _("None of the chosen columns is left; the list's own columns are shown.")

    def _unusable(self):
        form = self.look.filterset.form if self.look.filterset is not None else None
        for name in self.recipe.filters:
            if form is None or name not in form.fields:
                words = _(
                    "The condition “%(name)s” is not there for you, or no longer; the table is not narrowed by it."
                )
                yield words % {"name": self._condition(name)}
            elif name in form.errors:
                words = _("What was chosen for “%(name)s” lies outside your stations or is gone; not narrowed by it.")
                yield words % {"name": form.fields[name].label}

    def _condition(self, name):
        declared = getattr(self.look.listing.filters, "base_filters", {})
        return declared[name].label if name in declared else name

    def _undivided(self):
        for key in self.recipe.by:
            if key not in self.dimensions:
                yield _("It cannot be counted by “%(name)s” here; left out.") % {"name": key}
