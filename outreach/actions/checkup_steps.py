"""What happens to one person, or to a village at once: told, checked in, absent, examined, taken off and put back."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from outreach.actions import checkup_places as places
from outreach.actions.checkups import let_go, take_out_gone
from outreach.choices.checkups import Answer, CallChannel, ExamState
from outreach.models import CheckupSession, Exam, ExamCall
from outreach.rules import checkup_results as result_rules
from outreach.rules import checkups as rules
from outreach.workflow.checkups import CHECKUPS


@action("checkup.notify")
def record_call(*, by, exam, channel, answer, note="", today):
    """One call and its answer. Whoever declines gives the place back."""
    record_calls(by=by, exams=[exam], answers={exam.pk: answer}, channel=channel, notes={exam.pk: note}, today=today)
    exam.refresh_from_db()
    return exam


@action("checkup.notify")
def record_calls(*, by, exams, answers, channel, today, notes=None):
    """The calls of a village as somebody has made them: {exam key: answer}. Returns how many."""
    notes = notes or {}
    called = [exam for exam in exams if exam.pk in answers]
    calls = [
        ExamCall(
            exam=exam,
            channel=channel,
            answer=answers[exam.pk],
            session_id=exam.session_id,
            on=today,
            by=by,
            note=notes.get(exam.pk, ""),
        )
        for exam in called
    ]
    ExamCall.objects.bulk_create(calls, batch_size=1000)
    for exam in called:  # places before people: everybody who books locks in this order
        if answers[exam.pk] == Answer.DECLINED:
            note = notes.get(exam.pk) or _("said so when called")
            let_go("decline", [exam], by=by, today=today, note=note, answer=Answer.DECLINED, told_on=today)
    staying = [exam for exam in called if answers[exam.pk] != Answer.DECLINED]
    for name, states in (("tell", (ExamState.BOOKED,)), ("notify", CHECKUPS["notify"].source)):
        rows = [exam for exam in staying if exam.state in states]
        CHECKUPS.advance_many(name, rows, by=by, today=today, changes=lambda exam: _told(exam, answers, today))
    return len(called)


def _told(exam, answers, today):
    """Nobody who could not be reached has been told; whoever was absent does not stand on that day any more."""
    answer = answers[exam.pk]
    changes = {"answer": answer, "told_on": today if answer == Answer.CONFIRMED else None}
    return changes | ({"session": None} if exam.state == ExamState.ABSENT else {})


@action("checkup.unbook")
def unbook(*, by, exam, note="", today):
    (exam,) = let_go("unbook", [exam], by=by, today=today, note=note)
    return exam


@action("checkup.decline")
def decline(*, by, exam, note, today):
    """Does not take part this year, and why."""
    (exam,) = let_go("decline", [exam], by=by, today=today, note=note, answer=Answer.DECLINED, told_on=today)
    return exam


@action("checkup.remove")
def remove(*, by, exam, note, today):
    """Off the list, and why: the list says who took whom off."""
    (exam,) = let_go("remove", [exam], by=by, today=today, note=note)
    return exam


@action("checkup.restore")
def restore(*, by, exam, note, today):
    (exam,) = CHECKUPS.advance_many("restore", [exam], by=by, today=today, note=note, changes={"answer": ""})
    return exam


@action("checkup.check_in")
def check_in(*, by, exam, today):
    """Here they are, whether this is their day or not; a place of another day that is still to come goes back."""
    session = exam.session if exam.state == ExamState.BOOKED else None
    if session and session.on > today:
        places.give_back([exam])
        session = None
    here = session or _session_of(exam.campaign, today)
    hospital = here.hospital if here else exam.campaign.hospitals.first()
    if hospital is None:
        raise Refused("no_hospital", _("No hospital is entered for this campaign yet."))
    changes = {"session": session, "hospital": hospital, "arrived_at": timezone.now()}
    (exam,) = CHECKUPS.advance_many("check_in", [exam], by=by, today=today, changes=changes)
    return exam


def _session_of(campaign, today):
    rows = CheckupSession.objects.filter(campaign=campaign, on=today, cancelled_on__isnull=True)
    return rows.select_related("hospital").first()


@action("checkup.check_in")
def undo_check_in(*, by, exam, note="", today):
    """Checked in by mistake: they wait for a day again."""
    places.give_back([exam])
    changes = {"session": None, "hospital": None, "arrived_at": None}
    (exam,) = CHECKUPS.advance_many("undo_check_in", [exam], by=by, today=today, note=note, changes=changes)
    return exam


@action("checkup.miss")
def miss(*, by, exam, note="", today):
    """They did not come: a make-up day can be given."""
    (exam,) = CHECKUPS.advance_many("miss", [exam], by=by, today=today, note=note)
    return exam


@action("checkup.examine")
def examine(*, by, exam, today):
    return examine_many(by=by, exams=[exam], today=today)[0]


def examine_many(*, by, exams, today):
    """The checkup is over; what it cost is the hospital's price."""
    return CHECKUPS.advance_many("examine", exams, by=by, today=today, changes=lambda exam: examined(exam, today))


def examined(exam, on):
    return {"examined_on": on, "cost": exam.hospital.price_of(exam.person.sex)}


@action("checkup.examine")
def close_day(*, by, session, today):
    """The end of a day: who was checked in is examined, who did not come is absent. Returns the session."""
    if session.on > today:
        raise Refused("too_early", _("The day has not come yet."))
    rules.check_campaign_runs(session.campaign)
    take_out_gone(campaign=session.campaign, today=today)
    here = Exam.objects.filter(session=session).select_related("hospital", "person")
    came = list(here.filter(state=ExamState.CHECKED_IN))
    absent = list(here.filter(state=ExamState.BOOKED))
    if not came and not absent:
        raise Refused("nobody", _("Everybody of this day is settled already."))
    CHECKUPS.advance_many("examine", came, by=by, today=today, changes=lambda exam: examined(exam, session.on))
    CHECKUPS.advance_many("miss", absent, by=by, today=today)
    record("checkup.close_day", session.campaign, by=by, note=f"{session}: {len(came)} / {len(absent)}")
    return session


@action("checkup.examine_at_home")
def examine_at_home(*, by, exam, hospital, on, note="", today):
    """The team of a hospital went to the house of somebody bed-ridden."""
    if hospital.campaign_id != exam.campaign_id:
        raise Refused("other_campaign", _("This hospital is not in the campaign."))
    if on > today:
        raise ValidationError({"on": ValidationError(_("The day lies in the future."), "future")})
    if on < exam.campaign.season_from:
        raise ValidationError({"on": ValidationError(_("The day lies before the campaign's season."), "too_early")})
    price = hospital.price_of(exam.person.sex)
    (exam,) = let_go(
        "examine_at_home",
        [exam],
        by=by,
        today=today,
        note=note,
        is_home=True,
        hospital=hospital,
        examined_on=on,
        cost=price,
    )
    return exam


@action("checkup.pass_on")
def pass_on(*, by, exam, on, channel, note="", today):
    """The station has told somebody to get in touch with the bureau. It does not know why, and notes only when and how."""
    result_rules.check_days("on", on, exam, today)
    told = "，".join(filter(None, (CallChannel(channel).label, f"{on:%Y-%m-%d}", note)))
    changes = {"callback_told_on": on}
    (exam,) = CHECKUPS.advance_many("pass_on", [exam], by=by, today=today, changes=changes, note=told)
    return exam
