"""Lists: what a list declares (columns, filters, search, order) and one look at it (filtered, ordered, paged, exported).

    class PeopleListing(Listing):
        columns = (
            Column("name", _("Name"), sort="pinyin"),
            Column("id_no", _("Identity number"), wide=True),
            Column("updated", _("Changed"), sort="updated_at", value="updated_at", num=True),
        )
        filters = PeopleFilters                      # a `Filters` (django-filter) class
        search_label = _("Name, last four digits or phone")
        default_order = "-updated"
        row_template = "veterans/person_row.html"    # one <tr>, given `row`

        def search(self, rows, text):
            return rows.filter(name__contains=text)

The text of a search never stands in an address: it is posted, kept sealed in the session, and the address carries a token.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlencode

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core import vault
from core.ordering import beyond, terms
from core.widgets import Select

COUNT_CAP = 10_000
KEPT_SEARCHES = 30
ALL = _("All")


@dataclass(frozen=True)
class Column:
    """One column. `value` is an attribute path ("station.place") or a function of the row; default: the key itself.

    `sort`: field lookups to order by. `wide`: left out on phones. `num`: digits, right-aligned. `shown=False`: export only;
    `exported=False`: page only.
    """

    key: str
    title: str
    sort: str | tuple = ()
    value: str | Callable | None = None
    wide: bool = False
    num: bool = False
    shown: bool = True
    exported: bool = True

    @property
    def lookups(self):
        return (self.sort,) if isinstance(self.sort, str) else self.sort

    @property
    def css(self):
        return " ".join(name for name, is_so in (("num", self.num), ("wide", self.wide)) if is_so)

    def of(self, row):
        """The value of this column in a row."""
        if callable(self.value):
            return self.value(row)
        for name in (self.value or self.key).split("."):
            row = getattr(row, name, None)
            row = row() if callable(row) else row
        return row


class Choice(django_filters.ChoiceFilter):
    """A filter among fixed codes. `every` is what the select says when nothing is chosen (“All categories”)."""

    def __init__(self, *args, every=ALL, **kwargs):
        super().__init__(*args, empty_label=every, widget=Select, **kwargs)


class Offered(django_filters.fields.ModelChoiceIterator):
    """(key, name) of the rows of a select, kept: the chosen one is found among them."""

    def __iter__(self):
        yield ("", self.field.empty_label)
        yield from self.queryset


class OfferedField(django_filters.fields.ModelChoiceField):
    """A select whose keys and names are read once, to show them and to find the chosen key."""

    iterator = Offered

    def to_python(self, value):
        if value in self.empty_values:
            return None
        for key, _name in self.queryset:
            if str(key) == str(value):
                return key
        raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice", params={"value": value})


class RowChoice(django_filters.ModelChoiceFilter):
    """A filter among rows of `of`, as far as the user may see them, by their keys. `named`: the lookup of what a row is
    called; `refine(rows)` narrows and orders them. Two hundred whole rows took longer than the rest of a page's selects.
    """

    field_class = OfferedField

    def __init__(self, *args, of, named, every=ALL, refine=None, **kwargs):
        def within_sight(request):
            rows = of.objects.visible_to(request.user)
            return (refine(rows) if refine else rows).values_list("pk", named)

        super().__init__(*args, queryset=within_sight, empty_label=every, widget=Select, **kwargs)


class Filters(django_filters.FilterSet):
    """The filters of a list: selects beside the search field. Only codes and keys, never text somebody types."""

    @property
    def in_use(self):
        """The bound fields of the filters that narrow the list now."""
        return [self.form[name] for name in self.filters if self.data.get(name) and name in self.form.cleaned_data]


class Listing:
    """The declaration of a list (see the module's example). `more`: names of filters behind “More conditions”.
    `searched`: the fields that a search looks into; a list whose search knows more says so in `search`.

    `counted` says how many there are of what: _("%(count)s people"). `keys_first`: no index gives the order, so that
    the keys of a page are found before its rows: thousands of keys sort several times faster than all that rows show.
    """

    columns: tuple = ()
    filters: type[Filters] | None = None
    more: tuple = ()
    search_label = ""
    searched: tuple = ()
    default_order = ""
    keys_first = False
    page_sizes = (20, 50, 100)
    row_template = ""
    foot_note = ""
    counted = _("%(count)s rows")
    empty_title = _("Nothing here yet")
    empty_text = ""

    def search(self, rows, text):
        """The rows that match what somebody typed."""
        found = Q()
        for name in self.searched:
            found |= Q(**{f"{name}__icontains": text})
        return rows.filter(found)

    @cached_property
    def by_key(self):
        return {column.key: column for column in self.columns}


class Look:
    """One look at a list: `rows` filtered and ordered, `page` the rows of this page, `count` how many there are.

    `dress(rows)` adds what rows show besides; with `keys_first` only those of a page, by their keys among all `in_sight`.
    `known(look)`: how many rows there are, where another number says so already.
    """

    def __init__(self, listing, rows, request, *, dress=lambda rows: rows, in_sight=None, known=lambda look: None):
        self.listing, self.request, self.asked = listing, request, request.GET
        self.dress, self.in_sight, self.known = dress, in_sight, known
        self.text = recall(request)
        self.filterset = listing.filters(self.asked, queryset=rows, request=request) if listing.filters else None
        if self.filterset is not None:
            rows = self.filterset.qs
        if self.text:
            rows = listing.search(rows, self.text)
        self.found = rows
        self.order = self._order()
        self.bare = rows.order_by(*(terms(rows.model, self.order) or ["pk"]))

    @cached_property
    def rows(self):
        return self.dress(self.bare)

    def _order(self):
        """Lookups with their direction, the key last: a total order."""
        key = self.order_key
        column = self.listing.by_key.get(key.lstrip("-"))
        lookups = column.lookups if column else ()
        signs = [f"-{name}" if key.startswith("-") else name for name in lookups]
        return [*signs, "-pk" if key.startswith("-") else "pk"]

    @cached_property
    def order_key(self):
        asked = self.asked.get("o", "")
        column = self.listing.by_key.get(asked.lstrip("-"))
        return asked if column and column.sort else self.listing.default_order

    @cached_property
    def size(self):
        asked = self.asked.get("n", "")
        return int(asked) if asked.isdecimal() and int(asked) in self.listing.page_sizes else self.listing.page_sizes[0]

    @cached_property
    def known_total(self):
        return self.known(self)

    @cached_property
    def total(self):
        """How many rows, counted no further than one beyond the cap."""
        if self.known_total is not None:
            return min(COUNT_CAP + 1, self.known_total)
        return len(self.keys) if self.by_keys else self.found.order_by().values("pk")[: COUNT_CAP + 1].count()

    @property
    def by_keys(self):
        return self.listing.keys_first and self.in_sight is not None

    @cached_property
    def keys(self):
        """The keys of the list up to the cap: where nobody knows how many there are, they say it and hold each page."""
        return list(self.bare.values_list("pk", flat=True)[: COUNT_CAP + 1])

    def chosen(self, name):
        """The row or code that a filter is set to, None for none."""
        return next((self.filterset.form.cleaned_data[name] for field in self.used if field.name == name), None)

    @property
    def is_capped(self):
        return self.total > COUNT_CAP

    @property
    def count(self):
        """The number as people read it: 1,284, or 10,000+ beyond the cap."""
        return f"{COUNT_CAP:,}+" if self.is_capped else f"{self.total:,}"

    @property
    def counted(self):
        """The number with what is counted: 1,284 人."""
        return self.listing.counted % {"count": self.count}

    @property
    def last(self):
        return max(1, -(-min(self.total, COUNT_CAP) // self.size))

    @cached_property
    def number(self):
        asked = self.asked.get("page", "1")
        return min(max(int(asked) if asked.isdecimal() else 1, 1), self.last)

    @cached_property
    def anchor(self):
        """The row after which this page begins, when somebody pages past the cap."""
        asked = self.asked.get("after", "")
        return self.found.filter(pk=int(asked)).first() if asked.isdecimal() else None

    @cached_property
    def page(self):
        """The rows of this page; one more was fetched to know whether there is a next page."""
        start = 0 if self.anchor else (self.number - 1) * self.size
        rows = self.bare.filter(beyond(self.anchor, self.order)) if self.anchor else self.bare
        fetched = self._fetched(rows, slice(start, start + self.size + 1)) if self.total else []
        self.has_next = len(fetched) > self.size
        return fetched[: self.size]

    def _fetched(self, rows, some):
        """Some rows; of a list that says so, by their keys."""
        if not self.by_keys:
            return list(self.dress(rows)[some])
        are_read = self.known_total is None and not self.anchor
        keys = self.keys[some] if are_read else list(rows.values_list("pk", flat=True)[some])
        return list(self.dress(self.in_sight).filter(pk__in=keys).order_by(*self.bare.query.order_by))

    @property
    def first_row(self):
        return (self.number - 1) * self.size + 1

    @property
    def last_row(self):
        return self.first_row + len(self.page) - 1

    @property
    def next_link(self):
        if not self.page or not self.has_next:
            return ""
        if self.anchor or self.number >= self.last:
            return self.link(after=self.page[-1].pk)
        return self.link(page=self.number + 1)

    @property
    def numbers(self):
        """Links to nearby pages: (number or None for a gap, address, whether it is this one)."""
        if self.anchor:
            return [(1, self.link(), False)]
        near = {1, self.last, *range(self.number - 2, self.number + 3)}
        wanted = sorted(number for number in near if 1 <= number <= self.last)
        links = []
        for number in wanted:
            if links and number - links[-1][0] > 1:
                links.append((number - 1, "", False))
            links.append((number, self.link(page=number), number == self.number))
        return links if self.last > 1 else []

    @property
    def headings(self):
        """(column, address that sorts by it, aria-sort) for every column on the page."""
        for column in self.listing.columns:
            if column.shown:
                key, current = column.key, self.order_key
                state = {key: "ascending", f"-{key}": "descending"}.get(current, "")
                yield column, self.link(o=f"-{key}" if current == key else key) if column.sort else "", state

    @property
    def sizes(self):
        return [(size, self.link(n=size), size == self.size) for size in self.listing.page_sizes]

    def link(self, **changes):
        """This look with something changed, as the query of an address; any change returns to the first page."""
        usual = {"o": self.listing.default_order, "n": str(self.listing.page_sizes[0]), "page": "1"}
        asked = {name: values for name, values in self.asked.lists() if name not in ("page", "after", "export")}
        asked |= {name: [str(value)] for name, value in changes.items()}
        pairs = [(name, one) for name, values in asked.items() for one in values if one and one != usual.get(name)]
        return "?" + urlencode(pairs)

    @property
    def here(self):
        """This very page of the look."""
        return self.link(after=self.anchor.pk) if self.anchor else self.link(page=self.number)

    @property
    def without_text(self):
        return self.link(s="")

    @property
    def without(self):
        """One link for each filter in use, which takes it off: what an empty list offers."""
        return [(field, self.link(**{field.name: ""})) for field in self.used]

    @property
    def used(self):
        return self.filterset.in_use if self.filterset is not None else []

    @property
    def is_narrowed(self):
        return not self.is_narrowed_only_by()

    def is_narrowed_only_by(self, *names):
        """Whether nothing narrows the list but, at most, these filters."""
        return not self.text and {field.name for field in self.used} <= set(names)

    @property
    def fields(self):
        """Bound filter fields: (those always shown, those behind “More conditions”)."""
        form = self.filterset.form if self.filterset is not None else ()
        return tuple(
            [field for field in form if (field.name in self.listing.more) is behind] for behind in (False, True)
        )


def remember(request, text):
    """Keep what somebody typed, sealed, in the session; the address gets the token that is returned."""
    kept = request.session.get("searches", {})
    for token, sealed in kept.items():
        if vault.unseal(sealed) == text:
            return token
    token = secrets.token_urlsafe(6)
    request.session["searches"] = dict([*kept.items(), (token, vault.seal(text))][-KEPT_SEARCHES:])
    return token


def recall(request):
    """What was typed into the search of this look."""
    sealed = request.session.get("searches", {}).get(request.GET.get("s", ""))
    try:
        return vault.unseal(sealed) if sealed else ""
    except vault.Unreadable:
        return ""
