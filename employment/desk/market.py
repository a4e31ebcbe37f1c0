"""What the labour market brings to home, search, and the pages of people and stations."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from core.finding import SHOWN, Found, Hit
from core.worklist import Work
from employment.choices.market import SEEKING
from employment.models import Attendee, Candidacy, Contact, Employer, Fair, Holding, JobCheck, Post, Seeker
from employment.rules.market import SILENT_DAYS
from veterans.models import EmploymentSnapshot, Person

MOST = 20
SOON = 7


def silent(people, today):
    """Of these people on file who are unemployed and willing, those nobody has spoken with for ninety days."""
    talked = Contact.objects.filter(person=OuterRef("pk"))
    recent = talked.filter(on__gt=today - timedelta(days=SILENT_DAYS))
    last = Subquery(talked.order_by("-on", "-pk").values("on")[:1])
    return people.on_file().filter(~Exists(recent), employment=SEEKING).annotate(last_contact=last)


def work(user, today):
    """The work list of the home page: checks that are due, employers to vet, people to call, terms that end."""
    yield from _checks(user, today)
    yield from _to_vet(user)
    yield from _to_call(user, today)
    yield from _terms(user, today)


def _checks(user, today):
    if not user.may("jobcheck.answer"):
        return
    mine = JobCheck.objects.writable_by(user).filter(candidacy__station=user.station_id)
    due = mine.waiting().filter(due_on__lte=today + timedelta(days=SOON))
    for check in due.select_related("candidacy__post__employer").order_by("due_on")[:MOST]:
        note = _("%(employer)s · %(days)s days") % {"employer": check.candidacy.post.employer, "days": check.days}
        url = reverse("employment:answer_check", args=[check.pk])
        yield Work(
            _("Still in work?"), check.candidacy.name, check.get_absolute_url(), check.due_on, note, _("Ask"), url
        )


def _to_vet(user):
    if not user.may("employer.vet"):
        return
    for employer in Employer.objects.writable_by(user).to_vet().order_by("created_at")[:MOST]:
        yield Work(
            _("Employing unit"), employer.name, employer.get_absolute_url(), note=employer.credit_code, button=_("Vet")
        )


def _to_call(user, today):
    """One line for the list: the people themselves stand there."""
    if not user.may("seeker.contact"):
        return
    people = Person.objects.visible_to(user).filter(station=user.station_id)
    if number := silent(people, today).count():
        text = _("%(count)s people without work, not spoken with for 90 days") % {"count": number}
        yield Work(_("Call"), text, reverse("employment:silent"), button=_("Open the list"))


def _terms(user, today):
    if not user.may("holding.end"):
        return
    rows = Holding.objects.writable_by(user).running().filter(until_on__lte=today + timedelta(days=30))
    mine = rows.filter(Q(person__station=user.station_id) | Q(post__station=user.station_id))
    for holding in mine.select_related("post", "person").order_by("until_on")[:MOST]:
        note = _("%(post)s: the term ends") % {"post": holding.post}
        url = holding.get_absolute_url()
        yield Work(_("Public-welfare post"), holding.person.name, url, holding.until_on, note)


def silent_count(user):
    return silent(Person.objects.visible_to(user), timezone.localdate()).values("pk")[:1000].count()


def find(user, text):
    """Search hits: employers by name or code, posts by title."""
    rows = list(
        Employer.objects.visible_to(user).filter(Q(name__icontains=text) | Q(credit_code=text.upper()))[: SHOWN + 1]
    )
    hits = tuple(Hit(row.name, row.get_absolute_url(), row.get_kind_display()) for row in rows[:SHOWN])
    return Found(hits, more=reverse("employment:employers"), has_more=len(rows) > SHOWN)


# ——— beside the records of people and stations ———


def of_person(person, user):
    """Everything about work that employment knows of one person."""
    return {
        "person": person,
        "seeker": Seeker.objects.visible_to(user).filter(person=person).first(),
        "candidacies": list(
            Candidacy.objects.visible_to(user).filter(person=person).select_related("post__employer", "fair")[:MOST]
        ),
        "contacts": list(Contact.objects.visible_to(user).filter(person=person).select_related("by")[:5]),
        "fairs": list(Attendee.objects.visible_to(user).filter(person=person).select_related("fair")[:MOST]),
        "holdings": list(Holding.objects.visible_to(user).filter(person=person).select_related("post__employer")),
        "is_live": person.record_state == "live" and person.alive == "alive",
    }


def open_of_person(person, user):
    return Candidacy.objects.visible_to(user).filter(person=person).open().count() or None


def of_station(station, user):
    """The station's numbers: who looks for work, whom nobody has spoken with, what is under way."""
    people = Person.objects.visible_to(user).of_place(station)
    return {
        "seeking": Seeker.objects.visible_to(user).active().filter(person__station__reached_by__upper=station).count(),
        "silent": silent(people, timezone.localdate()).count(),
        "open": Candidacy.objects.visible_to(user).open().filter(person__station__reached_by__upper=station).count(),
    }


def posts_of(employer, user):
    return Post.objects.visible_to(user).filter(employer=employer).select_related("workplace__division")


def fairs_of(employer, user):
    return Fair.objects.visible_to(user).filter(stands__employer=employer)


def holdings_of(post, user):
    return Holding.objects.visible_to(user).filter(post=post).select_related("person__station__division")


def candidacies_of(post, user):
    rows = Candidacy.objects.visible_to(user).filter(post=post)
    return rows.select_related("person__station__division", "fair")


def moves_of(candidacy):
    return candidacy.moves.select_related("by__station")


def checks_of(candidacy, today):
    return candidacy.checks.with_near(today).select_related("by").order_by("days")


def may_change(candidacy, user):
    """Whether the user may take a step (they may see it as the person's own station only)."""
    return Candidacy.objects.writable_by(user).filter(pk=candidacy.pk).exists()


def standing(codes):
    """A condition of people: the latest dated entry up to the period's last day says one of these (handbook §7)."""

    def on_the_last_day(period):
        known = EmploymentSnapshot.objects.filter(withdrawn_at__isnull=True)
        if period is not None:
            known = known.filter(on__lte=period.last)
        is_later = Q(on__gt=OuterRef("on")) | Q(on=OuterRef("on"), pk__gt=OuterRef("pk"))
        later = known.filter(is_later, person=OuterRef("person"))
        return Q(Exists(known.filter(~Exists(later), person=OuterRef("pk"), employment__in=codes)))

    return on_the_last_day
