"""The way of one person through a checkup campaign as one table (handbook §6, statuses).

Days are given to whole villages at once, so this table is also taken for many people at a time: `advance_many`.
"""

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from core import audit, bulk
from core.actions import NotAllowed, Refused
from core.workflow import Step, Workflow
from outreach.choices.checkups import GONE, PLACEABLE, WAITING
from outreach.choices.checkups import ExamState as S
from outreach.models import Exam, ExamMove
from outreach.rules import checkups as rules

STATION, OFFICER, SYSTEM = "station", "officer", "system"
DESK = (STATION, OFFICER)
NOT_COME = (*PLACEABLE, S.BOOKED)
FEW = 20  # up to so many rows one statement each is as quick as one for all

STEPS = (
    Step("1", "notify", _("Record a call"), (*WAITING, S.ABSENT), S.NOTIFIED, DESK,
         needs=("channel", "answer"), may=("note",), guards=(rules.check_running,),
         deadline="提前一周电话加上门", icon="phone"),
    Step("1", "tell", _("Record a call"), (S.BOOKED,), None, DESK,
         needs=("channel", "answer"), may=("note",), guards=(rules.check_running,),
         deadline="提前一周电话加上门", icon="phone"),
    Step("2", "book", _("Give a day"), PLACEABLE, S.BOOKED, DESK,
         needs=("session",), guards=(rules.check_running,), icon="calendar"),
    Step("2", "rebook", _("Another day"), (S.BOOKED,), None, DESK,
         needs=("session",), may=("note",), guards=(rules.check_running,), icon="swap"),
    Step("2", "unbook", _("Take the day back"), (S.BOOKED,), S.ELIGIBLE, DESK,
         may=("note",), guards=(rules.check_running,), icon="undo"),
    Step("3", "check_in", _("Check in"), NOT_COME, S.CHECKED_IN, DESK,
         guards=(rules.check_running,), deadline="体检当日", icon="tick"),
    Step("3", "undo_check_in", _("Not come after all"), (S.CHECKED_IN,), S.NOTIFIED, DESK,
         may=("note",), guards=(rules.check_running,), icon="undo"),
    Step("3", "miss", _("Did not come"), (S.BOOKED,), S.ABSENT, DESK,
         may=("note",), guards=(rules.check_running, rules.check_day_has_come), icon="cross"),
    Step("4", "examine", _("Examined"), (S.CHECKED_IN,), S.EXAMINED, DESK,
         guards=(rules.check_running,), icon="tick"),
    Step("4", "examine_at_home", _("Examined at home"), NOT_COME, S.EXAMINED, DESK,
         needs=("hospital", "on"), may=("note",), guards=(rules.check_running,),
         deadline="卧床、行动不便的，请医院派人上门", icon="home"),
    Step("5", "enter_result", _("Enter the result"), (S.CHECKED_IN, S.EXAMINED, S.RESULT_IN), S.RESULT_IN, (OFFICER,),
         needs=("received_on",), may=("summary", "is_flagged", "findings", "due_on", "file"),
         guards=(rules.check_frozen,), icon="paper"),
    Step("6", "follow_up", _("Record a contact"), (S.RESULT_IN,), None, (OFFICER,),
         needs=("on", "way", "said"), guards=(rules.check_flagged,), icon="phone"),
    Step("6", "close_follow_up", _("Close the follow-up"), (S.RESULT_IN,), S.FOLLOWED_UP, (OFFICER,),
         needs=("said",), guards=(rules.check_flagged, rules.check_was_contacted), icon="tick"),
    Step("6", "pass_on", _("Record that they were told"), (S.RESULT_IN,), None, (STATION,),
         needs=("on", "channel"), may=("note",), guards=(rules.check_flagged,),
         deadline="只通知本人联系局里，原因由局里当面说", icon="phone"),
    Step("7", "decline", _("Does not take part"), NOT_COME, S.DECLINED, DESK,
         needs=("note",), guards=(rules.check_running,), icon="cross"),
    Step("7", "remove", _("Take off the list"), NOT_COME, S.REMOVED, (OFFICER,),
         needs=("note",), guards=(rules.check_frozen,), icon="cross", tone="stop"),
    Step("7", "gone", _("Died"), (*NOT_COME, S.DECLINED), S.DECEASED, (SYSTEM,), is_hidden=True),
    Step("7", "left", _("Moved out"), (*NOT_COME, S.DECLINED), S.MOVED, (SYSTEM,), is_hidden=True),
    Step("8", "restore", _("Back on the list"), (S.DECLINED, *GONE), S.ELIGIBLE, (OFFICER,),
         needs=("note",), guards=(rules.check_frozen, rules.check_alive), icon="undo"),
)  # fmt: skip


def posts_of(user, exam=None):
    """Which words of the table apply to a user; scope has already told whose people they see."""
    posts = {SYSTEM} if user.is_system else set()
    if user.has_role("station_clerk"):
        posts.add(STATION)
    if user.has_role("bureau_officer"):
        posts.add(OFFICER)
    return posts


class CampaignFlow(Workflow):
    """The table, taken for many people in a few statements. Rows are locked, compared and set."""

    def advance_many(self, action, exams, *, by, today, changes=None, note=""):
        """Take one step with each of `exams`; `changes(exam)` gives the columns written besides. Returns the rows."""
        step = self[action]
        if not by.may(self.permission(action)):
            raise NotAllowed(self.permission(action))
        fresh = self._locked(exams)
        for exam in fresh:
            self.check(action, exam, by, today)
        before = [(exam.state, exam.session_id) for exam in fresh]
        written = [dict(changes(exam)) if callable(changes) else dict(changes or {}) for exam in fresh]
        self._write(fresh, step, written)
        self._keep(step, fresh, before, by, today, note)
        self._tell(step, fresh, before, by, note)
        return fresh

    def _locked(self, exams):
        """The rows as they are now, nobody else can change them; whoever looked at older ones is told."""
        seen = {exam.pk: exam for exam in exams}
        rows = Exam.objects.select_for_update(of=("self",)).select_related("campaign", "person", "session")
        fresh = list(rows.filter(pk__in=list(seen)).order_by("pk"))
        for exam in fresh:
            if exam.version != seen[exam.pk].version:
                raise Refused("overtaken", self.told(exam, self.by_action["book"]))
        return fresh

    def _write(self, exams, step, written):
        for exam, values in zip(exams, written, strict=True):
            for name, value in {**values, "state": step.to or exam.state}.items():
                setattr(exam, name, value)
            exam.version += 1
        names = sorted({name for values in written for name in values} | {"state", "version", "updated_at"})
        fields = [Exam._meta.get_field(name) for name in names]
        if len(exams) <= FEW:
            for exam in exams:
                values = {
                    f.attname: getattr(exam, f.attname) for f in fields if f.name not in ("version", "updated_at")
                }
                Exam.objects.filter(pk=exam.pk).update(**values, version=F("version") + 1, updated_at=timezone.now())
            return
        now = timezone.now()
        rows = [(*(self._stored(field, exam, now) for field in fields), exam.pk) for exam in exams]
        for start in range(0, len(rows), bulk.chunk_rows()):
            bulk.update_rows(Exam, names, rows[start : start + bulk.chunk_rows()])

    @staticmethod
    def _stored(field, exam, now):
        value = now if field.name == "updated_at" else getattr(exam, field.attname)
        return field.get_db_prep_save(value, connection)

    def _keep(self, step, exams, before, by, today, note):
        ExamMove.objects.bulk_create(
            [
                ExamMove(
                    exam=exam,
                    action=step.action,
                    from_state=state,
                    to_state=exam.state,
                    by=by,
                    station_id=by.station_id,
                    from_session_id=session,
                    to_session_id=exam.session_id,
                    on=today,
                    note=note,
                )
                for exam, (state, session) in zip(exams, before, strict=True)
            ],
            batch_size=1000,
        )

    def _tell(self, step, exams, before, by, note):
        verb = self.permission(step.action)
        audit.record_many(
            audit.line(verb, exam, by=by, changes=self._changed(exam, state, session), note=note)
            for exam, (state, session) in zip(exams, before, strict=True)
        )

    @staticmethod
    def _changed(exam, state, session):
        changed = {"state": (state, exam.state)} if exam.state != state else {}
        return changed | ({"session": (session, exam.session_id)} if exam.session_id != session else {})

    def told(self, case, step):
        """Why a step is over, in the words of a campaign."""
        last = case.moves.select_related("by").order_by("-pk").first()
        if last is None:
            return gettext("Not possible now: %(name)s is “%(state)s”.") % {
                "name": case.person.name,
                "state": case.get_state_display(),
            }
        return gettext("Not possible now: %(who)s did “%(done)s”, %(name)s is “%(state)s”.") % {
            "who": last.by,
            "done": self.label_of(last.action),
            "name": case.person.name,
            "state": case.get_state_display(),
        }


CHECKUPS = CampaignFlow("checkup", STEPS, posts=posts_of, states=S)
