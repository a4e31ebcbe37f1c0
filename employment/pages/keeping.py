"""What the pages of records in employment share: entering, correcting, and showing them as facts."""

from decimal import Decimal
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import cached_property

from core.pages import ActionPage, FormPage, RecordPage, safe_address, why_not
from core.pages.base import allows, page_at
from core.validators import parse_whole
from employment.desk.placement import may_write
from employment.pages.employers import HOME


def trail(name, label, *more):
    """The way to a page from the department's own: the list it belongs to, and what lies between."""
    return (HOME, (label, reverse(name)), *more)


def list_before(request, name):
    """The list called `name` as it stood when the row's button was pressed there, else nothing: calls are made in a row."""
    before = safe_address(request, request.META.get("HTTP_REFERER"), "")
    return before if urlsplit(before).path == reverse(name) else ""


# Reasons that say a step is behind the row, not before it
OVER = {"ended", "decided", "not_granted", "matching", "forwarded"}


class Named:
    """The actions of this department call the row by a short name of their own (`case`, `loan`)."""

    called = ""

    def arguments(self, form):
        offers = super().arguments(form)
        return offers | ({self.called: self.row} if self.called and "pk" in self.kwargs else {})


class AddRecord(FormPage):
    """Entering a row of the user's own station. `list_name`: the list it goes into."""

    list_name = ""
    list_title = ""

    def arguments(self, form):
        return super().arguments(form) | {"station": self.user.station}

    def initial(self):
        """A person named by the address is meant by the number of the record."""
        values = super().initial()
        person = parse_whole(values.get("person", ""))
        return values if person is None else values | {"person": person}

    @property
    def crumbs(self):
        return trail(self.list_name, self.list_title)

    @property
    def back_address(self):
        return reverse(self.list_name)


class AmendRecord(Named, FormPage):
    """Correcting a row."""

    list_name = ""
    list_title = ""

    @property
    def writes(self):
        return True

    @property
    def crumbs(self):
        return trail(self.list_name, self.list_title, (str(self.row), self.row.get_absolute_url()))


class Facts(RecordPage):
    """A record shown as facts: pairs of label and value; long ones take the whole width."""

    template = "employment/record.html"
    list_name = ""
    list_title = ""
    part = ""
    amend = ""
    wide = ("note", "wish")
    buttons = ()

    @property
    def crumbs(self):
        return trail(self.list_name, self.list_title)

    @cached_property
    def is_ours(self):
        return may_write(self.row, self.user)

    @property
    def acts(self):
        """The buttons: rows that are only readable here keep those that need no more; what is over offers none."""
        pages = [(name, page_at(name, self.row.pk)) for name in self.buttons]
        open_ones = [(name, page) for name, page in pages if self.is_ours or page.reads]
        reasons = {name: why_not(page, self.row, self.user) for name, page in open_ones}
        return [name for name, reason in reasons.items() if reason is None or reason.code not in OVER]

    @property
    def amend_address(self):
        if not (self.is_ours and allows(self.amend, self.user, self.row.pk)):
            return ""
        return reverse(self.amend, args=[self.row.pk])

    @property
    def facts(self):
        """(label, value, whole width) of the fields named in `shown`, as far as they say something."""
        for name in self.shown:
            field = self.row._meta.get_field(name)
            said = getattr(self.row, f"get_{name}_display", None)
            value = said() if said else getattr(self.row, name)
            if value not in (None, ""):
                yield field.verbose_name, f"{value:,.2f}" if isinstance(value, Decimal) else value, name in self.wide


class Act(Named, ActionPage):
    """A small action on a row of this department."""
