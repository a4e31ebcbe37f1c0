"""The lists of training."""

from django.utils.translation import gettext_lazy as _

from core.listing import Choice, Column, Filters, Listing
from employment.choices import training as choices
from employment.listings.placement import years


class ProviderListing(Listing):
    columns = (
        Column("name", _("Provider"), sort="name"),
        Column("kind", _("Kind"), value="get_kind_display"),
        Column("subjects", _("Subjects"), wide=True),
        Column("contact", _("Contact"), wide=True),
        Column("phone", _("Phone"), wide=True),
        Column("courses", _("Courses"), value="course_count", num=True),
        Column("is_active", _("Gives courses now"), shown=False),
    )
    search_label = _("Name or subject")
    searched = ("name", "subjects")
    default_order = "name"
    row_template = "employment/rows/provider.html"
    counted = _("%(count)s providers")
    empty_title = _("No provider yet")
    empty_text = _("Schools and firms that train are entered once; courses then name them.")


class CourseFilters(Filters):
    kind = Choice(choices=choices.CourseKind.choices, label=_("Kind of training"), every=_("Any kind"))
    year = Choice(choices=years, label=_("Year"), every=_("Any year"), field_name="starts_on__year")


class CourseListing(Listing):
    columns = (
        Column("starts_on", _("Begins on"), sort="starts_on"),
        Column("ends_on", _("Ends on"), shown=False),
        Column("title", _("Course")),
        Column("kind", _("Kind"), value="get_kind_display", wide=True),
        Column("provider", _("Provider"), value="provider.name", wide=True),
        Column("place", _("Place"), shown=False),
        Column("places", _("Places"), num=True, wide=True),
        Column("taking_part", _("Taking part"), num=True),
        Column("subsidy", _("Subsidy a head"), num=True, shown=False),
    )
    filters = CourseFilters
    search_label = _("Course or provider")
    searched = ("title", "provider__name")
    default_order = "-starts_on"
    row_template = "employment/rows/course.html"
    counted = _("%(count)s courses")
    foot_note = _("Counted is whom you see.")
    empty_title = _("No course yet")
    empty_text = _("Adaptive, academic, skill and business courses are entered here; stations then enrol their people.")


class EnrolmentFilters(Filters):
    kind = Choice(
        choices=choices.CourseKind.choices, label=_("Kind of training"), every=_("Any kind"), field_name="course__kind"
    )
    state = Choice(choices=choices.EnrolmentState.choices, label=_("State"), every=_("Any state"))
    year = Choice(choices=years, label=_("Year"), every=_("Any year"), field_name="course__starts_on__year")


class EnrolmentListing(Listing):
    columns = (
        Column("name", _("Name"), sort="person__pinyin", value="person.name"),
        Column("station", _("Station"), value="person.station.place", wide=True),
        Column("course", _("Course"), value="course.title"),
        Column("kind", _("Kind"), value="course.get_kind_display", wide=True),
        Column("starts_on", _("Begins on"), sort="course__starts_on", value="course.starts_on", num=True, wide=True),
        Column("days", _("Days attended"), value="days_there", num=True, wide=True),
        Column("state", _("State"), value="get_state_display"),
        Column("certificate_no", _("Certificate"), wide=True),
        Column("certified_on", _("Certificate dated"), shown=False),
        Column("subsidy", _("Subsidy (yuan)"), num=True, wide=True),
        Column("subsidy_on", _("Subsidy paid on"), shown=False),
    )
    filters = EnrolmentFilters
    search_label = _("Name, course or certificate")
    searched = ("person__name", "course__title", "certificate_no")
    default_order = "-starts_on"
    row_template = "employment/rows/enrolment.html"
    counted = _("%(count)s enrolments")
    empty_title = _("Nobody is enrolled yet")
    empty_text = _("Open a course and enrol somebody there.")
