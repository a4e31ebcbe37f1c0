"""Media items, online lessons, columns and telephone campaigns."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage
from outreach import figures
from outreach.actions import media
from outreach.choices.media import PUBLISHING, Level
from outreach.desk import activities as desk
from outreach.forms.media import ColumnForm, EndForm, LessonForm, MediaItemForm, ViewsForm
from outreach.listings.media import ColumnListing, LessonListing, MediaListing
from outreach.models import MediaColumn, MediaItem, OnlineLesson
from outreach.pages.boards import Board, address
from outreach.pages.recorded import Amend, Enter, OfKind, RecordedList, RecordedPage, Withdraw
from outreach.rules import activities as rules

f = figures.activities
CODES = [code for code, _label in PUBLISHING]


class OfItem:
    model, listed, plural = MediaItem, "outreach:media_items", _("Media items")


class MediaItemsPage(OfItem, RecordedList):
    needs, listing, export = "media.view", MediaListing, "media.export"
    add, add_label = "outreach:add_media_item", _("Enter an item")
    blank_icon = "paper"

    @property
    def buttons(self):
        yield {"label": _("Publicity in figures"), "icon": "chart", "address": reverse("outreach:publicity")}


class MediaItemPage(OfItem, RecordedPage):
    needs = "media.view"
    amend, withdraw = "outreach:amend_media_item", "outreach:withdraw_media_item"

    def facts(self):
        row = self.row
        return (
            (_("Headline"), row.title, True),
            (_("Outlet"), row.outlet, False),
            (_("Outlet level"), row.get_level_display(), False),
            (_("Media channel"), row.get_channel_display(), False),
            (_("Kind"), row.get_kind_display(), False),
        )


class OnItem:
    """The form asks whether the same item is there already; an outlet brings its level and channel along."""

    def extra(self):
        row = self.of_row
        return {"same": lambda values: desk.same_items(self.user, values, row)}

    def live(self, form, name):
        outlet = form.cleaned_data.get("outlet", "")
        known = desk.known_outlet(self.user, outlet) if name == "outlet" and outlet else {}
        return {"fill": {name: value for name, value in known.items() if not form.data.get(name)}}


class AddMediaItem(OnItem, OfItem, Enter):
    needs, form, action = "media.record", MediaItemForm, media.record_media
    title = _("Enter an item")
    keeps = ("on", "station", "outlet", "level", "channel", "kind")


class AmendMediaItem(OnItem, OfItem, Amend):
    needs, form, action = "media.record", MediaItemForm, media.amend_media


class WithdrawMediaItem(OfItem, Withdraw):
    needs, action = "media.withdraw", media.withdraw_media


class OfLesson:
    model, listed, plural = OnlineLesson, "outreach:lessons", _("Online lessons")


class LessonsPage(OfLesson, RecordedList):
    needs, listing, export = "media.view", LessonListing, "media.export"
    add, add_label = "outreach:add_lesson", _("Enter a lesson")


class LessonPage(OfLesson, RecordedPage):
    needs = "media.view"
    amend, withdraw = "outreach:amend_lesson", "outreach:withdraw_lesson"
    acts = ("outreach:read_views",)
    on_label = _("Put online")

    def facts(self):
        row = self.row
        return (
            (_("Title"), row.title, True),
            (_("Lecturer"), row.lecturer, False),
            (_("Platform"), row.outlet, False),
            (_("Media channel"), row.get_channel_display(), False),
            (_("Views"), f"{row.views:,}", False),
            (_("Read on"), row.counted_on, False),
        )


class AddLesson(OfLesson, Enter):
    needs, form, action = "media.record", LessonForm, media.record_media
    title = _("Enter a lesson")
    keeps = ("station", "outlet", "channel", "lecturer")


class AmendLesson(OfLesson, Amend):
    needs, form, action = "media.record", LessonForm, media.amend_media


class WithdrawLesson(OfLesson, Withdraw):
    needs, action = "media.withdraw", media.withdraw_media


class ReadViews(OfLesson, OfKind, ActionPage):
    needs, form, action, check = "media.record", ViewsForm, media.read_views, rules.check_in_force
    label, icon = _("Read the views"), "eye"


class OfColumn:
    model, listed, plural = MediaColumn, "outreach:columns", _("Columns and channels")


class ColumnsPage(OfColumn, RecordedList):
    needs, listing, export = "media.view", ColumnListing, "media.export"
    add, add_label = "outreach:add_column", _("Enter a column")
    blank_icon = "paper"


class ColumnPage(OfColumn, RecordedPage):
    needs = "media.view"
    amend, withdraw = "outreach:amend_column", "outreach:withdraw_column"
    acts = ("outreach:end_column",)
    on_label = _("Since")

    def facts(self):
        row = self.row
        return (
            (_("Name"), row.name, True),
            (_("Outlet"), row.outlet, False),
            (_("Media channel"), row.get_channel_display(), False),
            (_("Makes known"), row.get_purpose_display(), False),
            (_("Reached"), row.reached, False),
            (_("Ended on"), row.ended_on, False),
        )


class AddColumn(OfColumn, Enter):
    needs, form, action = "media.record", ColumnForm, media.record_media
    title = _("Enter a column")
    keeps = ("station", "purpose")


class AmendColumn(OfColumn, Amend):
    needs, form, action = "media.record", ColumnForm, media.amend_media


class WithdrawColumn(OfColumn, Withdraw):
    needs, action = "media.withdraw", media.withdraw_media


class EndColumn(OfColumn, OfKind, ActionPage):
    needs, form, action, check = "media.record", EndForm, media.end_column, rules.check_running
    label, icon = _("It has ended"), "clock"


class Publicity(Board):
    """What was published and by what policies are made known, each number opening its rows."""

    needs = "media.view"
    title = _("Publicity in figures")
    template = "outreach/publicity.html"
    above = ((_("Media items"), "outreach:media_items"),)

    def context(self):
        def items(**where):
            return address("outreach:media_items", when=self.when, **where)

        lessons = address("outreach:lessons", when=self.when)
        rows = (
            (f.PROVINCE_BRIEFS, items(level="above", kind="brief")),
            (f.TV_WEB, items(channel="tv_web")),
            (f.ITEMS, items()),
            (f.OUTLETS, items()),
            (f.LESSONS, lessons),
            (f.VIEWS, lessons),
            (f.EMPLOYMENT_CHANNELS, address("outreach:columns", purpose="employment")),
            (f.POLICY_CHANNELS, address("outreach:columns", purpose="policy")),
            (f.CALLED, address("outreach:columns", channel="phone")),
        )
        return {"tiles": [self.tile(figure, link) for figure, link in rows], **self.table(items)}

    def table(self, items):
        """Levels × channels: how many, and the address of the rows."""
        parts = self.value(f.ITEMS, ("level", "channel")).parts
        lines = [
            (
                label,
                items(level=level),
                [(parts.get((level, code)), items(level=level, channel=code)) for code in CODES],
            )
            for level, label in Level.choices
        ]
        return {"lines": lines, "channels": [label for _code, label in PUBLISHING]}
