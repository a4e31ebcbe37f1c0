"""Training: providers, courses with their register, everybody's enrolments."""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core.pages import FormPage, ListPage, today
from core.validators import PartialDate, parse_partial_date, parse_whole
from employment.actions import training as actions
from employment.choices.training import EnrolmentState
from employment.desk import placement as desk
from employment.forms.training import (
    AttendForm,
    CourseForm,
    EnrolForm,
    FinishForm,
    PaidForm,
    ProviderForm,
    WhyForm,
)
from employment.listings.training import CourseListing, EnrolmentListing, ProviderListing
from employment.models import Course, Enrolment, Provider
from employment.pages.employers import HOME
from employment.pages.keeping import Act, AddRecord, AmendRecord, Facts, trail
from employment.rules import training as rules

COURSES = ("employment:courses", _("Courses"))
PROVIDERS = ("employment:providers", _("Training providers"))


class ProvidersPage(ListPage):
    model, needs = Provider, "training.view"
    title, listing, export = PROVIDERS[1], ProviderListing, "training.export"
    crumbs = (HOME,)
    add, add_label = "employment:add_provider", _("Enter a provider")

    def refine(self, rows):
        return rows.annotate(course_count=Count("courses"))


class AddProvider(AddRecord):
    model, needs = Provider, "training.plan"
    title, form, action = _("Enter a provider"), ProviderForm, actions.add_provider
    list_name, list_title = PROVIDERS


class AmendProvider(AmendRecord):
    model, needs = Provider, "training.plan"
    title, form, action = _("Correct the provider"), ProviderForm, actions.amend_provider
    list_name, list_title = PROVIDERS


class ProviderPage(Facts):
    model, needs = Provider, "training.view"
    list_name, list_title = PROVIDERS
    amend = "employment:amend_provider"
    shown = ("kind", "approved_on", "contact", "phone", "is_active", "subjects")
    part = "employment/parts/provider.html"

    def context(self):
        return {"courses": self.row.courses.all()[:50]}


class CoursesPage(ListPage):
    model, needs = Course, "training.view"
    title, listing, export = COURSES[1], CourseListing, "training.export"
    crumbs = (HOME,)
    add, add_label = "employment:add_course", _("Enter a course")

    def refine(self, rows):
        seen = Q(enrolments__person__station__reached_by__upper=self.user.station_id)
        counted = Count("enrolments", filter=seen & ~Q(enrolments__state=EnrolmentState.DROPPED), distinct=True)
        return rows.select_related("provider").annotate(taking_part=counted)

    @property
    def buttons(self):
        return ({"label": _("Everybody enrolled"), "icon": "people", "address": reverse("employment:enrolments")},)


class AddCourse(AddRecord):
    model, needs = Course, "training.plan"
    title, form, action = _("Enter a course"), CourseForm, actions.add_course
    list_name, list_title = COURSES


class AmendCourse(AmendRecord):
    model, needs = Course, "training.plan"
    title, form, action = _("Correct the course"), CourseForm, actions.amend_course
    list_name, list_title = COURSES


class CoursePage(Facts):
    """A course with those of its people whom the user sees."""

    model, needs = Course, "training.view"
    list_name, list_title = COURSES
    amend = "employment:amend_course"
    shown = ("kind", "provider", "starts_on", "ends_on", "days", "places", "place", "certificate", "subsidy")
    part = "employment/parts/course.html"

    def refine(self, rows):
        return rows.select_related("provider", "station")

    def context(self):
        enrolments = list(desk.enrolments_of(self.row, self.user))
        return {"enrolments": enrolments, "taken": rules.taking_part(self.row).count()}


class Enrol(Act):
    """Stations enrol their people in a course of the bureau: reading the course is enough."""

    model, needs, called, reads = Course, "training.enrol", "course", True
    action, form, check = actions.enrol, EnrolForm, rules.check_may_enrol
    label, icon, title = _("Enrol somebody"), "plus", _("Who takes part")

    def make_form(self, data=None, files=None):
        person = parse_whole(self.request.GET.get("person", ""))
        initial = {} if person is None else {"person": person}
        return self.form(data, files, user=self.user, today=today(), row=self.row, initial=initial)


class Attend(FormPage):
    """The register of one day."""

    model, needs = Course, "training.attend"
    title, form, action = _("Register of attendance"), AttendForm, actions.attend
    writes = has_draft = False

    @property
    def crumbs(self):
        return trail(*COURSES, (str(self.row), self.row.get_absolute_url()))

    def initial(self):
        found = parse_partial_date(self.request.GET.get("on", ""), today=today())
        return {"on": found.first_day} if isinstance(found, PartialDate) and found.day else {}

    def arguments(self, form):
        return super().arguments(form) | {"course": self.row, "among": form.fields["present"].queryset}

    def saved_text(self, result):
        return gettext("%(count)s were there.") % {"count": result}

    def done_address(self, result):
        return self.row.get_absolute_url()


class OfEnrolment(Act):
    model, called = Enrolment, "enrolment"

    def refine(self, rows):
        return rows.select_related("course", "person")


class Finish(OfEnrolment):
    needs, action, form, check = "training.finish", actions.finish, FinishForm, rules.check_may_finish
    label, icon, title = _("Finished"), "tick", _("Finished the course")


class Drop(OfEnrolment):
    needs, action, form, check = "training.enrol", actions.drop, WhyForm, rules.check_enrolled
    label, icon, title = _("Left early"), "cross", _("Left before the end")

    def arguments(self, form):
        return super().arguments(form) | {"why": form.cleaned_data["reason"]}


class PayCourse(Act):
    model, needs, called = Course, "training.pay", "course"
    action, form, check = actions.pay, PaidForm, rules.check_may_pay
    label, icon, title = _("Enter the subsidies"), "paper", _("Subsidies of the course")

    def saved_text(self, result):
        return gettext("Entered for %(count)s people.") % {"count": result}

    def done_address(self, result):
        return self.row.get_absolute_url()


class EnrolmentsPage(ListPage):
    """Who takes part in what: one row a person and course."""

    model, needs = Enrolment, "training.view"
    title, listing, export = _("Everybody enrolled"), EnrolmentListing, "training.export"

    def refine(self, rows):
        return rows.select_related("person__station__division", "course").annotate(days_there=rules.days_there())

    @property
    def crumbs(self):
        return trail(*COURSES)
