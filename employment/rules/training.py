"""When somebody may be enrolled, attend, finish, be paid for. No writes."""

from datetime import timedelta

from django.db.models import Count, Exists, IntegerField, OuterRef, Q
from django.db.models.functions import Coalesce, Greatest
from django.utils.translation import gettext as _

from core.actions import Refused
from employment.choices.training import EnrolmentState
from employment.models import Attendance, Enrolment


def check_may_enrol(course, by, today):
    """Up to the last day, as long as there is room."""
    if today > course.ends_on:
        raise Refused(
            "over", _("This course is over. Whoever took part is entered by the list: 培训报名 in the import centre.")
        )
    check_room(course)


def check_room(course):
    if taking_part(course).count() >= course.places:
        raise Refused("full", _("All %(places)s places of this course are taken.") % {"places": course.places})


def nobody():
    return Enrolment.objects.none()


def taking_part(course):
    return course.enrolments.exclude(state=EnrolmentState.DROPPED)


def check_enrolled(enrolment, by, today):
    if enrolment.state != EnrolmentState.ENROLLED:
        raise Refused("ended", _("This enrolment has ended already."))


def check_may_finish(enrolment, by, today):
    """Nobody is certified who was never there."""
    check_enrolled(enrolment, by, today)
    if not (enrolment.days_told or enrolment.attendance.exists()):
        raise Refused("never_there", _("Enter the days attended first."))


def check_finished(enrolment, by, today):
    if enrolment.state != EnrolmentState.COMPLETED:
        raise Refused("unfinished", _("Only who has finished is paid a subsidy."))


def check_begun(course, by, today):
    if today < course.starts_on:
        raise Refused("not_begun", _("The course has not begun."))


def check_day(course, on, today):
    if not course.starts_on <= on <= min(course.ends_on, today):
        raise Refused("other_day", _("The course has no teaching on this day, or it is still to come."))


def unpaid(course):
    """Whoever has finished and had no subsidy."""
    return course.enrolments.filter(state=EnrolmentState.COMPLETED, subsidy__isnull=True)


def check_may_pay(course, by, today):
    if not course.subsidy:
        raise Refused("no_subsidy", _("No subsidy is set for this course."))
    if not course.enrolments.filter(state=EnrolmentState.COMPLETED).exists():
        raise Refused("nobody_finished", _("Nobody has finished yet."))
    if not unpaid(course).exists():
        raise Refused("nobody", _("Nobody who has finished waits for a subsidy."))


def teaching_days(course, today):
    """The days of the course until today, newest first, for the register of attendance."""
    last = min(course.ends_on, today)
    count = (last - course.starts_on).days + 1
    return [last - timedelta(days=back) for back in range(max(0, count))]


def was_there():
    """The condition of an enrolment that counts as taking part: there on a day at least, or finished."""
    came = Q(days_told__gt=0) | Q(Exists(Attendance.objects.filter(enrolment=OuterRef("pk"))))
    return Q(state=EnrolmentState.COMPLETED) | came


def days_there():
    """How many days somebody was there: by the register or, where that is kept at the school, by its list."""
    return Greatest(Count("attendance"), Coalesce("days_told", 0), output_field=IntegerField())


def took_part_by(period):
    """The condition of a placement whose person took part in a course that began by the end of the period."""
    rows = Enrolment.objects.filter(was_there(), person=OuterRef("person"))
    if period:
        rows = rows.filter(course__starts_on__lte=period.last)
    return Q(Exists(rows))
