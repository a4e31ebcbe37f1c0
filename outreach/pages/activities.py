"""Propaganda sessions, micro Party lectures, talks: lists, own pages, entering them."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from core.pages import ActionPage, FormPage, today
from outreach.actions import activities
from outreach.desk import activities as desk
from outreach.forms.activities import LectureForm, NamePersonForm, SessionForm, TalkForm, TalkPointForm, first_of
from outreach.listings.activities import LectureListing, SessionListing, TalkListing
from outreach.models import Lecture, LecturePhoto, OutreachEvent, PropagandaSession, SessionPhoto, Speaker, TalkPhoto
from outreach.pages.photos import PhotoPage
from outreach.pages.recorded import AddPhotos, Amend, Enter, RecordedList, RecordedPage, Withdraw


class OfSession:
    model, listed, plural = PropagandaSession, "outreach:sessions", _("Propaganda sessions")


class SessionsPage(OfSession, RecordedList):
    needs, listing, export = "activity.view", SessionListing, "activity.export"
    add, add_label = "outreach:add_session", _("Enter a propaganda session")

    def refine(self, rows):
        return super().refine(rows).prefetch_related("speakers")

    @property
    def buttons(self):
        yield {"label": _("The eight venues"), "icon": "chart", "address": reverse("outreach:venues")}


class SessionPage(OfSession, RecordedPage):
    needs, template = "activity.view", "outreach/session.html"
    amend, withdraw = "outreach:amend_session", "outreach:withdraw_session"
    photos, photo = "outreach:add_session_photos", "outreach:session_photo"

    def facts(self):
        row = self.row
        return (
            (_("Theme"), row.theme, False),
            (_("Venue"), row.get_venue_display(), False),
            (_("Place"), row.place, False),
            (_("Audience"), row.audience, False),
            (_("Of the six campaigns"), row.get_campaign_display(), False),
        )

    def context(self):
        return super().context() | {"speakers": self.row.speakers.select_related("person__station__division")}


class AddSession(OfSession, Enter):
    needs, form, action = "activity.record", SessionForm, activities.record_activity
    title = _("Enter a propaganda session")
    keeps = ("on", "station", "theme", "venue", "speakers")

    def initial(self):
        last = desk.last_session(self.user)
        return ({"theme": last.theme} if last else {}) | super().initial()


class AmendSession(OfSession, Amend):
    needs, form, action = "activity.record", SessionForm, activities.amend_activity


class WithdrawSession(OfSession, Withdraw):
    needs, action = "activity.withdraw", activities.withdraw_activity


class AddSessionPhotos(OfSession, AddPhotos):
    needs, action = "activity.record", activities.add_activity_photos


class SessionPhotoPage(PhotoPage):
    model, needs = SessionPhoto, "activity.view"


class NamePerson(ActionPage):
    """Says who on file a name means; those of that name in sight are offered."""

    needs, action, form = "activity.record", activities.name_person, NamePersonForm
    label, icon = _("Who on file"), "people"
    title = _("Who on file is it?")
    explain = _("Then it stands on the person's page too.")

    @cached_property
    def found(self):
        return desk.candidates(self.user, self.name)

    def make_form(self, data=None, files=None):
        return self.form(data, files, user=self.user, today=today(), row=self.row, candidates=self.found)


class NameSpeaker(NamePerson):
    model = Speaker

    def refine(self, rows):
        return rows.filter(session__withdrawn_at__isnull=True).select_related("session")

    @property
    def name(self):
        return self.row.name


class NameLecturer(NamePerson):
    model = Lecture

    def refine(self, rows):
        return rows.in_force()

    @property
    def name(self):
        return self.row.lecturer


class OfLecture:
    model, listed, plural = Lecture, "outreach:lectures", _("Micro Party lectures")


class LecturesPage(OfLecture, RecordedList):
    needs, listing, export = "activity.view", LectureListing, "activity.export"
    add, add_label = "outreach:add_lecture", _("Enter a lecture")

    @property
    def buttons(self):
        yield {"label": _("The year month by month"), "icon": "calendar", "address": reverse("outreach:lecture_year")}


class LecturePage(OfLecture, RecordedPage):
    needs, template = "activity.view", "outreach/lecture.html"
    amend, withdraw = "outreach:amend_lecture", "outreach:withdraw_lecture"
    photos, photo = "outreach:add_lecture_photos", "outreach:lecture_photo"

    def refine(self, rows):
        return super().refine(rows).select_related("person__station__division")

    def facts(self):
        row = self.row
        return (
            (_("Theme"), row.theme, False),
            (_("Kind"), row.get_lecturer_kind_display(), False),
            (_("Place"), row.place, False),
            (_("People present"), row.attendees, False),
            (_("Material"), row.material, False),
            (_("Of the six campaigns"), row.get_campaign_display(), False),
        )


class WithThemes:
    """The form knows the themes of the months; another day brings its month's theme along."""

    def extra(self):
        return {"themes": self.themes}

    @cached_property
    def themes(self):
        return desk.themes(self.user)

    def live(self, form, name):
        on, typed = form.cleaned_data.get("on"), form.data.get("theme", "")
        theme = self.themes.get(first_of(on), "") if on else ""
        is_open = not typed or typed in self.themes.values()
        return {"fill": {"theme": theme}} if name == "on" and theme and is_open else {}


class AddLecture(WithThemes, OfLecture, Enter):
    needs, form, action = "activity.record", LectureForm, activities.record_activity
    title = _("Enter a lecture")


class AmendLecture(WithThemes, OfLecture, Amend):
    needs, form, action = "activity.record", LectureForm, activities.amend_activity


class WithdrawLecture(OfLecture, Withdraw):
    needs, action = "activity.withdraw", activities.withdraw_activity


class AddLecturePhotos(OfLecture, AddPhotos):
    needs, action = "activity.record", activities.add_activity_photos


class LecturePhotoPage(PhotoPage):
    model, needs = LecturePhoto, "activity.view"


class OfTalk:
    model, listed, plural = OutreachEvent, "outreach:talks", _("Talks and symposia")


class TalksPage(OfTalk, RecordedList):
    needs, listing, export = "activity.view", TalkListing, "activity.export"
    add, add_label = "outreach:add_talk", _("Enter a talk")
    blank_icon = "talk"

    @property
    def buttons(self):
        yield {"label": _("Towns reached"), "icon": "map", "address": reverse("outreach:talk_towns")}


class TalkPage(OfTalk, RecordedPage):
    needs, template = "activity.view", "outreach/talk.html"
    amend, withdraw = "outreach:amend_talk", "outreach:withdraw_talk"
    photos, photo = "outreach:add_talk_photos", "outreach:talk_photo"

    def facts(self):
        row = self.row
        return (
            (_("Kind"), row.get_kind_display(), False),
            (_("Topic of the talk"), row.topic, False),
            (_("Place"), row.place, False),
            (_("Who went"), row.hosts, False),
            (_("Held by"), row.get_team_display(), False),
            (_("People present"), row.attendees, False),
            (_("Of the six campaigns"), row.get_campaign_display(), False),
        )

    def context(self):
        points = [point.issue for point in self.row.points.select_related("issue__category")]
        return super().context() | {"points": points, "aspects": len({issue.aspect for issue in points})}


class RaiseAtTalk(OfTalk, FormPage):
    """Points come one after another: the next begins with the same aspect and who sees to it."""

    needs, form, action = "issue.raise", TalkPointForm, activities.raise_at_talk
    title = _("Note a point")
    keeps = ("aspect", "handler", "owner")

    @property
    def note(self):
        return self.row

    def refine(self, rows):
        return rows.in_force().select_related("station__division")

    @property
    def crumbs(self):
        return (*super().crumbs, (str(self.row), self.row.get_absolute_url()))

    def arguments(self, form):
        return super().arguments(form) | {"talk": self.row}

    def done_address(self, result):
        return self.row.get_absolute_url()


class AddTalk(OfTalk, Enter):
    needs, form, action = "activity.record", TalkForm, activities.record_activity
    title = _("Enter a talk")
    keeps = ("on", "station", "kind", "hosts")


class AmendTalk(OfTalk, Amend):
    needs, form, action = "activity.record", TalkForm, activities.amend_activity


class WithdrawTalk(OfTalk, Withdraw):
    needs, action = "activity.withdraw", activities.withdraw_activity


class AddTalkPhotos(OfTalk, AddPhotos):
    needs, action = "activity.record", activities.add_activity_photos


class TalkPhotoPage(PhotoPage):
    model, needs = TalkPhoto, "activity.view"
