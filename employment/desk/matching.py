"""Posts for a person, people for a post: what may fit is asked of the database, each criterion is judged here in one pass."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from core.validators import PartialDate, age_on
from employment.choices import market as choices
from employment.models import Post, Seeker
from employment.rules.matching import Match, Offer, Spot, Wish, match
from veterans.models import Person

SHOWN = 50
# The most that one page judges: with more, the newest
JUDGED = 6000
# A wish for more than this share above the best pay is not even looked at
PAY_SLACK = Decimal("0.7")

WISH = ("pk", "trades", "reach", "pay_min", "skills", "military_skills", "person_id", "person__education",
        "person__birth_date", "person__station_id", "person__station__tier", "person__station__parent_id")  # fmt: skip
OFFER = ("pk", "trade", "pay_from", "pay_to", "skills", "min_education", "age_from", "age_to",
         "workplace_id", "workplace__tier", "workplace__parent_id", "place")  # fmt: skip


@dataclass(frozen=True)
class Found:
    """One line of a matching page: the row that fits, and why."""

    row: object
    match: Match


@dataclass(frozen=True)
class Result:
    """`judged`: how many were looked at; `possible`: how many nothing stands against; `found`: the best of them."""

    judged: int
    possible: int
    found: list


def wish_of(values, today):
    """A Wish from the values named in WISH."""
    _pk, trades, reach, pay_min, skills, military, _person, education, birth, station, tier, parent = values
    age = age_on(birth if isinstance(birth, PartialDate) else PartialDate.parse(birth), today)[0] if birth else None
    return Wish(
        trades=frozenset(trades.split()),
        reach=reach,
        pay_min=pay_min,
        skills=frozenset(f"{skills} {military}".split()),
        education=choices.education_rank(education),
        age=age,
        home=Spot.of(station, tier, parent),
    )


def offer_of(values):
    """An Offer from the values named in OFFER."""
    _pk, trade, pay_from, pay_to, skills, education, age_from, age_to, workplace, tier, parent, _place = values
    return Offer(
        trade=trade,
        pay=pay_to if pay_to is not None else pay_from,
        skills=frozenset(skills.split()),
        min_education=education,
        age_from=age_from,
        age_to=age_to,
        spot=Spot.of(workplace, tier, parent) if workplace else None,
    )


def posts_for(seeker, user, today, *, every_trade=False):
    """The posts in sight that are offered now, best first, for one wish."""
    wish = wish_of(Seeker.objects.values_list(*WISH).get(pk=seeker.pk), today)
    rows = Post.objects.visible_to(user).offered()
    if wish.trades and not every_trade:
        rows = rows.filter(trade__in=wish.trades)
    judged = [(values[0], match(wish, offer_of(values))) for values in rows.values_list(*OFFER)[:JUDGED]]
    return _result(judged, Post.objects.visible_to(user).select_related("employer", "workplace__division"))


def people_for(post, user, today, *, every_trade=False):
    """The people in sight who look for work, best first, for one post."""
    offer = offer_of(Post.objects.values_list(*OFFER).get(pk=post.pk))
    rows = Seeker.objects.visible_to(user).active().filter(person__record_state="live", person__alive="alive")
    if not every_trade:
        rows = rows.filter(Q(trades__contains=choices.asked_for(offer.trade)) | Q(trades=""))
    if offer.pay is not None:
        rows = rows.filter(Q(pay_min__isnull=True) | Q(pay_min__lte=offer.pay / PAY_SLACK))
    judged = [(values[0], match(wish_of(values, today), offer)) for values in rows.values_list(*WISH)[:JUDGED]]
    return _result(judged, Seeker.objects.visible_to(user).select_related("person__station__division"))


def _result(judged, rows):
    """The best ones with their rows; the order is the same at every look."""
    judged.sort(key=lambda pair: (*(-int(part) for part in pair[1].rank), pair[0]))
    best = judged[:SHOWN]
    by_key = rows.in_bulk([key for key, _match in best])
    found = [Found(by_key[key], made) for key, made in best if key in by_key]
    return Result(len(judged), sum(made.is_possible for _key, made in judged), found)


def wish_on_file(person, user):
    """The wish of a person in sight, or None."""
    return Seeker.objects.visible_to(user).filter(person=person).select_related("person__station__division").first()


def people_named(user, text):
    """People in sight whom a text means."""
    return Person.objects.visible_to(user).live().matching(text).select_related("station__division")


def seekers_matching(rows, text):
    """Those of `rows` (seekers) whose person a text means."""
    return rows.filter(person__in=Person.objects.matching(text).values("pk"))
