"""Training: providers and courses, who takes part, on which days, with what certificate and subsidy."""

from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from employment.actions.amending import amend
from employment.actions.keeping import keeper, remover
from employment.choices.training import EnrolmentState
from employment.models import Attendance, Course, Enrolment, Provider
from employment.rules import training as rules

add_provider, amend_provider = keeper("training.plan", Provider)
add_course, amend_course = keeper("training.plan", Course)
remove_enrolment = remover("training.unenrol")


@action("training.enrol")
def enrol(*, by, course, person, enrolled_on, today):
    """Somebody takes part; the course's row is locked, so that the last place is given once."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    rules.check_may_enrol(course, by, today)
    enrolment = Enrolment(course=course, person=person, enrolled_on=enrolled_on, created_by=by)
    enrolment.full_clean()
    enrolment.save()
    record("training.enrol", enrolment, by=by)
    return enrolment


@action("training.enrol")
def amend_enrolment(*, by, enrolment, values, today):
    """Another day of enrolment."""
    return amend(enrolment, values, verb="training.enrol", by=by)


@action("training.attend")
def attend(*, by, course, on, among, present, today):
    """The register of a day, for those whom the author sees (`among`). Returns how many were there."""
    rules.check_begun(course, by, today)
    rules.check_day(course, on, today)
    keys = {enrolment.pk for enrolment in present}
    there = Attendance.objects.filter(enrolment__in=[row.pk for row in among], on=on)
    there.exclude(enrolment__in=keys).delete()
    known = set(there.values_list("enrolment", flat=True))
    Attendance.objects.bulk_create(Attendance(enrolment_id=key, on=on) for key in sorted(keys - known))
    record("training.attend", course, by=by, note=f"{on} {len(keys)}")
    return len(keys)


@action("training.attend")
def tell_days(*, by, enrolment, values, today):
    """How many days the provider's list gives somebody; the register of the course stays as it is."""
    rules.check_begun(enrolment.course, by, today)
    return amend(enrolment, values, verb="training.attend", by=by)


@action("training.finish")
def finish(*, by, enrolment, ended_on, certificate_no="", certified_on=None, today):
    """To the end, with the certificate where there is one."""
    rules.check_may_finish(enrolment, by, today)
    if ended_on > today:
        raise Refused("future", _("This day is still to come."))
    certificate = {"certificate_no": certificate_no, "certified_on": certified_on}
    return _end(enrolment, by, EnrolmentState.COMPLETED, ended_on=ended_on, **certificate)


@action("training.finish")
def amend_end(*, by, enrolment, values, today):
    """The end and the certificate as a list gives them; without a day there is no end any more."""
    if enrolment.state != EnrolmentState.COMPLETED:
        rules.check_may_finish(enrolment, by, today)
    has_ended = values.get("ended_on", enrolment.ended_on)
    state = EnrolmentState.COMPLETED if has_ended else EnrolmentState.ENROLLED
    return amend(enrolment, values | {"state": state}, verb="training.finish", by=by)


@action("training.enrol")
def drop(*, by, enrolment, why, today):
    """Left before the end; the days attended stay."""
    rules.check_enrolled(enrolment, by, today)
    return _end(enrolment, by, EnrolmentState.DROPPED, ended_on=today, dropped_why=why)


def _end(enrolment, by, state, **changes):
    rows = Enrolment.objects.filter(pk=enrolment.pk, state=EnrolmentState.ENROLLED)
    if not rows.update(state=state, **changes):
        raise Refused("ended", _("This enrolment has ended already."))
    enrolment.refresh_from_db()
    record("training.finish", enrolment, by=by, changes={"state": (EnrolmentState.ENROLLED, state)})
    return enrolment


@action("training.pay")
def pay(*, by, course, paid_on, today):
    """The subsidy of everybody who has finished and had none. Returns how many."""
    course = Course.objects.select_for_update().get(pk=course.pk)
    rules.check_may_pay(course, by, today)
    if paid_on > today:
        raise Refused("future", _("This day is still to come."))
    count = rules.unpaid(course).update(subsidy=course.subsidy, subsidy_on=paid_on)
    record("training.pay", course, by=by, changes={"subsidy": (None, course.subsidy * count)}, note=f"×{count}")
    return count


@action("training.pay")
def amend_subsidy(*, by, enrolment, values, today):
    """What one person was paid, and when, as a list gives it."""
    rules.check_finished(enrolment, by, today)
    return amend(enrolment, values, verb="training.pay", by=by)
