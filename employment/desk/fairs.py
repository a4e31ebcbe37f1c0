"""What a fair's pages know: its numbers, the names behind them, who is meant by what the desk types."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count, F, Prefetch, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core import audit, vault
from core.validators import parse_whole
from employment.models import Attendee, Candidacy, Fair, SignUp, Stand, StandPost
from employment.models.candidacies import CAME, WHO
from veterans.models import Person

MOST_HITS = 6
RECENT = 8
BOARD_SECONDS = 3

# The stages of the funnel: key, label, the condition of a candidacy
FUNNEL = (
    ("intent", _("Intent reached"), Q(intent_on__isnull=False)),
    ("interview", _("Interview arranged"), Q(interview_on__isnull=False)),
    ("offer", _("Offer made"), Q(offered_on__isnull=False)),
    ("hired", _("Hired"), Q(hired_on__isnull=False)),
    ("work_30", _("In work after 30 days"), Q(checks__days=30, checks__is_in_work=True)),
    ("work_90", _("In work after 90 days"), Q(checks__days=90, checks__is_in_work=True)),
    ("work_180", _("In work after 180 days"), Q(checks__days=180, checks__is_in_work=True)),
)
CONDITIONS = {key: condition for key, _label, condition in FUNNEL}


@dataclass(frozen=True)
class Step:
    """One step of the funnel: `number` people, whose names stand at `url`."""

    key: str
    label: str
    number: int
    url: str = ""


def funnel(fair, user):
    """Signed up, came, came to terms, were hired, stayed: always people, each counted once, as far as the user sees."""
    came = Attendee.objects.visible_to(user).filter(fair=fair)
    rows = Candidacy.objects.visible_to(user).filter(fair=fair)
    counts = rows.aggregate(**{key: Count(WHO, filter=condition, distinct=True) for key, _l, condition in FUNNEL})
    signed = SignUp.objects.visible_to(user).filter(fair=fair)
    here = reverse("employment:attendees", args=[fair.pk])
    results = reverse("employment:results", args=[fair.pk])
    return [
        Step("signed", _("Signed up"), signed.count(), reverse("employment:sign_ups", args=[fair.pk])),
        Step("came", _("Came"), came.aggregate(n=Count(CAME, distinct=True))["n"], here),
        *(Step(key, label, counts[key], f"{results}?reached={key}") for key, label, _c in FUNNEL),
    ]


def stands_of(fair, user):
    """The stands with their posts and how many people in sight came to terms there."""
    rows = Candidacy.objects.visible_to(user).filter(CONDITIONS["intent"], fair=fair).order_by()
    agreed = rows.values_list("post__employer").annotate(n=Count(WHO, distinct=True))
    intents = dict(agreed)
    stands = Stand.objects.visible_to(user).filter(fair=fair).select_related("employer")
    stands = stands.prefetch_related(Prefetch("offers", StandPost.objects.select_related("post").order_by("pk")))
    found = list(stands)
    for stand in found:
        stand.intents = intents.get(stand.employer_id, 0)
        stand.openings = sum(offer.post.openings for offer in stand.offers.all())
    return found


def counts(fair, user):
    """The strip at the head of the desk: came, intents, interviews, as people; and how many rows were `entered`."""
    rows = Candidacy.objects.visible_to(user).filter(fair=fair)
    heads = {key: Count(WHO, filter=CONDITIONS[key], distinct=True) for key in ("intent", "interview")}
    found = rows.aggregate(entered=Count("pk"), **heads)
    return found | {"came": Attendee.objects.visible_to(user).filter(fair=fair).count()}


def recent(fair, user):
    rows = Candidacy.objects.visible_to(user).filter(fair=fair).select_related("post__employer", "person")
    return rows.order_by("-pk")[:RECENT]


# ——— who is meant ———


@dataclass(frozen=True)
class Hit:
    """Somebody who may be meant: a person on file (p12), or who signed up without being on file (s7)."""

    key: str
    name: str
    about: str
    note: str
    person: object = None
    sign_up: object = None
    is_here: bool = False


def hits(fair, user, text):
    """Whom the desk may mean: by entrance code, by the end of a number, by name. At most a handful."""
    text = text.strip()
    if not text:
        return []
    sign_ups = list(_sign_ups(fair, user, text)[:MOST_HITS])
    on_file = _people_of(sign_ups, user)
    found, seen = [], set()
    for entry in sign_ups:
        person = on_file.get((entry.phone_digest, entry.name))
        if person is None:
            found.append(_guest(entry))
        elif person.pk not in seen:
            seen.add(person.pk)
            found.append(_known(person, entry))
    if not any(entry.code == text.upper() for entry in sign_ups):
        people = Person.objects.visible_to(user).on_file().matching(text).select_related("station__division")
        found += [_known(person) for person in people[:MOST_HITS] if person.pk not in seen]
    return _with_presence(fair, found[:MOST_HITS])


def _sign_ups(fair, user, text):
    return SignUp.objects.visible_to(user).filter(Q(code=text.upper()) | Q(name=text), fair=fair).order_by("pk")


def _people_of(sign_ups, user):
    """The people on file with the telephone and the name of a sign-up: {(digest, name): person}."""
    digests = [entry.phone_digest for entry in sign_ups]
    if not digests:
        return {}
    people = Person.objects.visible_to(user).on_file().filter(mobile_digest__in=digests)
    return {(person.mobile_digest, person.name): person for person in people.select_related("station__division")}


def _known(person, entry=None):
    note = "，".join(str(part) for part in (person.id_no, person.mobile) if part)
    key = f"p{person.pk}" + (f"s{entry.pk}" if entry else "")
    return Hit(key, person.name, person.station.place, note, person, entry)


def _guest(entry):
    return Hit(f"s{entry.pk}", entry.name, "", str(entry.phone), None, entry)


def _with_presence(fair, found):
    people = [hit.person.pk for hit in found if hit.person]
    digests = [hit.sign_up.phone_digest for hit in found if hit.sign_up and not hit.person]
    here = fair.attendees.filter(Q(person__in=people) | Q(phone_digest__in=digests, person__isnull=True))
    keys = {row.person_id or row.phone_digest for row in here}
    return [
        Hit(**{**vars(hit), "is_here": (hit.person.pk if hit.person else hit.sign_up.phone_digest) in keys})
        for hit in found
    ]


def chosen(fair, user, key):
    """The person and the sign-up of a hit's key, as far as the user sees them."""
    person_key, _sign, sign_key = key.removeprefix("p").partition("s") if key.startswith("p") else ("", "s", key[1:])
    person = Person.objects.visible_to(user).live().filter(pk=parse_whole(person_key)).first()
    entry = SignUp.objects.visible_to(user).filter(fair=fair, pk=parse_whole(sign_key)).first()
    return person, entry


# ——— outside: no account, no personal data ———


def open_fair(code):
    """The fair of a public code, or None."""
    return Fair.objects.exclude(state="planned").filter(code=code.upper()).select_related("station").first()


def board(fair):
    """What the hall's screen shows: numbers only. Counted anew every few seconds, however many screens ask."""
    key = f"fair-board:{fair.pk}"
    found = cache.get(key)
    if found is None:
        found = _counted_board(fair)
        cache.set(key, found, BOARD_SECONDS)
    return found


def _counted_board(fair):
    rows = fair.candidacies.order_by()
    by_employer = rows.filter(intent_on__isnull=False).values(employer=F("post__employer"))
    intents = {row["employer"]: row["n"] for row in by_employer.annotate(n=Count(WHO, distinct=True))}
    stands = fair.stands.select_related("employer").annotate(openings=Sum("offers__post__openings"))
    lines = [
        {"stand": str(stand), "openings": stand.openings or 0, "intents": intents.get(stand.employer_id, 0)}
        for stand in stands.order_by("number")
    ]
    return {
        "came": fair.attendees.count(),
        "intents": rows.filter(intent_on__isnull=False).aggregate(n=Count(WHO, distinct=True))["n"],
        "employers": len(lines),
        "openings": sum(line["openings"] for line in lines),
        "lines": lines,
    }


def is_too_often(purpose, most, seconds):
    """Whether this network address has asked more often than that within the time; counts this time too."""
    key = f"{purpose}:{vault.digest(audit.origin.get() or '-', 'throttle')}"
    if cache.add(key, 1, seconds):
        return False
    return cache.incr(key) > most
