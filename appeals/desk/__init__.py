"""What appeals bring to other pages and to whoever asks with a query code: work, badges, hits, earlier cases."""

import secrets
from datetime import timedelta

from django.core.cache import cache
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import rules
from appeals.actions.watch import CHECK_SETTING
from appeals.choices import PaperKind, PaperState, State
from appeals.models import Appeal, Clock, Paper, Promise, Urge
from appeals.workflow import ASSIGNEE, LEADER, OFFICER, posts_of
from core import audit, vault
from core.finding import SHOWN, Found, Hit
from core.models import Setting
from core.worklist import Work
from stations.models import Station
from veterans.models import Person

MOST = 40
FEW = 5
# Wrong tries of one address, and of one code, within the time
TRIES, TRIES_OF_CODE, TRY_SECONDS = 10, 5, 15 * 60


def cases(user):
    return Appeal.objects.visible_to(user)


# ——— the desk of a user ———


def own_cases(user):
    """The open cases that this user has to do something about: theirs by name, else their station's unnamed ones."""
    rows = cases(user).working()
    posts = posts_of(user)
    if OFFICER in posts:
        return rows.filter(Q(officer=user) | Q(officer__isnull=True, handler=user.station_id))
    if posts - {LEADER}:
        return rows.filter(handler=user.station_id, officer__isnull=True)
    return rows.none()


def work(user, today):
    """The work list of the home page: cases by deadline, opinions to sign and serve, promises to keep."""
    for appeal in own_cases(user).select_related("handler__division").order_by("due_on")[:MOST]:
        yield _case_work(appeal, user, today)
    yield from _papers_to_sign(user)
    yield from _replies_to_serve(user)
    promises = Promise.objects.visible_to(user).filter(kept_on__isnull=True, by=user).select_related("appeal")
    for promise in promises[:MOST]:
        url = reverse("appeals:keep_promise", args=[promise.pk])
        yield Work(
            _("Promise"),
            promise.text,
            promise.appeal.get_absolute_url(),
            promise.due_on,
            f"{promise.appeal.who} · {promise.appeal}",
            _("Record it"),
            url,
        )


def _case_work(appeal, user, today):
    is_late = appeal.due_on is not None and appeal.due_on < today
    button, address = _("Go to the case"), ""
    if is_late and not appeal.is_petition and appeal.state == State.REGISTERED and appeal.handler.parent_id:
        button, address = _("Hand up"), reverse("appeals:escalate", args=[appeal.pk])
    note = f"{appeal.number}·{appeal.who}·{appeal.get_state_display()}"
    kind = _("Petition") if appeal.is_petition else _("Appeal")
    return Work(kind, appeal.title, appeal.get_absolute_url(), appeal.due_on, note, button, address)


def waiting_papers(user):
    """Drafts that wait for this leader's signature."""
    rows = Paper.objects.visible_to(user).filter(kind=PaperKind.OPINION, state=PaperState.WAITING)
    return (
        rows.exclude(appeal__drafted_by=user).select_related("appeal__handler", "by").order_by("appeal__due_on", "pk")
    )


def waiting_extensions(user):
    return cases(user).filter(extension_asked__isnull=False, state=State.IN_PROGRESS).order_by("due_on")


def _papers_to_sign(user):
    if not user.may("appeal.sign_opinion"):
        return
    for paper in waiting_papers(user)[:MOST]:
        note = _("drafted by %(who)s") % {"who": paper.by}
        appeal = paper.appeal
        yield Work(
            _("Sign"),
            appeal.title,
            appeal.get_absolute_url(),
            appeal.due_on,
            note,
            _("Read and sign"),
            reverse("appeals:to_sign"),
        )
    for appeal in waiting_extensions(user)[:MOST]:
        note = _("%(days)s days asked for") % {"days": appeal.extension_asked}
        yield Work(
            _("Extension"),
            appeal.title,
            appeal.get_absolute_url(),
            appeal.due_on,
            note,
            _("Decide"),
            reverse("appeals:to_sign"),
        )


def _replies_to_serve(user):
    if not user.may("appeal.serve"):
        return
    rows = cases(user).filter(state=State.REPLIED, served_on__isnull=True, is_anonymous=False)
    mine = rows.filter(Q(officer=user) | Q(officer__isnull=True, handler=user.station_id))
    for appeal in mine[:MOST]:
        url = reverse("appeals:serve", args=[appeal.pk])
        yield Work(
            _("Serve the reply"),
            appeal.title,
            appeal.get_absolute_url(),
            None,
            appeal.who,
            _("Record the service"),
            url,
        )


def overdue_count(user):
    """The red number of the menu: overdue cases in sight of who has to see to them."""
    rows = cases(user) if LEADER in posts_of(user) else own_cases(user)
    return rows.working().overdue(timezone.localdate()).values("pk")[:100].count()


def find_appeals(user, text):
    """Search hits: by number, title, or name."""
    rows = list(matching(cases(user), text).order_by("-pk")[: SHOWN + 1])
    hits = tuple(
        Hit(row.title, row.get_absolute_url(), f"{row.number}·{row.who}·{row.get_state_display()}")
        for row in rows[:SHOWN]
    )
    return Found(hits, more=reverse("appeals:appeals"), has_more=len(rows) > SHOWN)


def matching(rows, text):
    return rows.filter(Q(number__endswith=text.upper()) | Q(title__contains=text) | Q(name__startswith=text))


# ——— while somebody is being registered ———


def candidates(user, *, name="", phone="", id_no=""):
    """People on file in sight whom the entry may mean: by number, by phone, by the whole name."""
    people = Person.objects.visible_to(user).live().select_related("station__division")
    if id_no and (found := list(people.filter(id_digest=vault.digest(id_no, "identity"))[:1])):
        return found
    meant = Q(pk__in=[])
    if len(name) >= 2:
        meant |= Q(name=name)
    if phone:
        meant |= Q(mobile_digest=vault.digest(phone, "phone"))
    return list(people.filter(meant).order_by("pinyin", "pk")[: FEW + 1])


def person(user, number):
    """The person of a number, if in sight: a list of one or none."""
    return list(Person.objects.visible_to(user).live().filter(pk=number).select_related("station__division"))


def sees_person(user):
    """Whether the person of a case is in the user's sight as well, as part of a query."""
    return Exists(Person.objects.visible_to(user).live().filter(pk=OuterRef("person_id")))


def earlier_of(user, people, name=""):
    """Earlier cases of these people, or under this very name, newest first."""
    meant = Q(person__in=[person.pk for person in people])
    if name:
        meant |= Q(name=name)
    return list(cases(user).filter(meant).select_related("category").order_by("-received_on", "-pk")[:FEW])


def same_matter(user, matter, *, without=()):
    """Open cases of others about what sounds the same."""
    if len(matter) < 4:
        return []
    rows = (
        cases(user)
        .open()
        .filter(Q(matter=matter) | Q(matter__startswith=matter[:12]))
        .exclude(pk__in=[a.pk for a in without])
    )
    return list(rows.select_related("category").order_by("-pk")[:FEW])


# ——— beside the records of people and stations ———


def of_person(person, user):
    return (
        cases(user)
        .filter(person=person)
        .select_related("category", "handler__division")
        .order_by("-received_on", "-pk")
    )


def of_station(station, user):
    return cases(user).filter(Q(handler=station) | Q(origin=station)).select_related("category")


def history_of(appeal, user):
    """Other cases of the same person, so that nobody has to tell the story again."""
    if appeal.person_id is None:
        return []
    return list(cases(user).filter(person=appeal.person_id).exclude(pk=appeal.pk).order_by("-received_on", "-pk")[:FEW])


def is_handled_by(appeal, user):
    """Whether this user may change the case (they may see it as its origin only)."""
    return Appeal.objects.writable_by(user).filter(pk=appeal.pk).exists()


def is_assignee(user, appeal):
    return ASSIGNEE in posts_of(user, appeal)


# ——— the leader's page ———


def checkup(user, today):
    """The daily self-check, made again now: overdue deadlines in sight, how many without an urge, alarms of the week."""
    clocks = Clock.objects.visible_to(user).running().ours().filter(due_on__lt=today)
    missing = clocks.exclude(urges__level__gte=1)
    alarms = Urge.objects.visible_to(user).filter(is_alarm=True, on__gt=today - timedelta(days=7))
    return {
        "overdue": clocks.count(),
        "missing": missing.count(),
        "alarms": list(alarms.select_related("appeal", "to_station")[:FEW]),
        "last": Setting.read(CHECK_SETTING, None),
    }


def towns(user):
    return Station.objects.visible_to(user).filter(tier="town").select_related("division").order_by("division__code")


# ——— the public page ———


def is_locked_out(code):
    """Whether this address or this code has had too many wrong tries. Known and unknown codes count alike."""
    return any(cache.get(key, 0) >= most for key, most in _counters(code))


def asked(code, last4):
    """The case of a query code, if the last four fit; None otherwise, in the same way for every reason."""
    appeal = Appeal.objects.select_related("person", "handler").filter(query_code=code, is_anonymous=False).first()
    ends = _ends_of(appeal) if appeal else ["----"]
    fits = [secrets.compare_digest(end.encode(), last4.encode()) for end in ends]
    if appeal is None or not any(fits):
        _count_try(code)
        return None
    audit.record("appeal.query", appeal, by=None)
    return appeal


def _ends_of(appeal):
    person = appeal.person
    numbers = [appeal.phone, appeal.id_no, *([person.mobile, person.id_no, person.phone_other] if person else [])]
    return [number.last4.upper() for number in numbers if number] or ["----"]


def _counters(code):
    address = audit.origin.get() or "-"
    return ((f"appeal-query:{address}", TRIES), (f"appeal-query-code:{vault.digest(code, 'query')}", TRIES_OF_CODE))


def _count_try(code):
    for key, _most in _counters(code):
        if not cache.add(key, 1, TRY_SECONDS):
            cache.incr(key)


def clock_shown(appeal):
    """The clock that people outside are told about."""
    kinds = ("opinion", "local", "receipt", "review", "recheck")
    running = {clock.kind: clock for clock in appeal.clocks.filter(ended_on__isnull=True)}
    return next((running[kind] for kind in kinds if kind in running), None)


def limits():
    return rules.local_days()
