"""The session in which posts are chosen: who is called when, and what each call may say (handbook §7). No writes."""

from itertools import groupby

from django.db.models import Sum
from django.utils.translation import gettext as _

from core.actions import Refused
from employment.choices.placement import CHOOSING, STILL_TO_CHOOSE, Session, State, TurnState
from employment.models import PlacementCase, PlacementPost
from stations.choices import Tier

# Said on the page of the session and in its papers
ORDER_RULE = "按得分由高到低依次选岗；同分的，服役时间长的在先；仍相同的，按抽签号由小到大。"
PASS_RULE = "暂缓或缺席的，待其他人选完后按原顺序再叫一次；第二次仍不选的，本场不再选岗。"
ROUNDS = 2


def check_city(station):
    """The bureau holds the session: people of all towns choose in it, and only the city sees them all."""
    if station is None or station.tier != Tier.CITY:
        raise Refused("not_city", _("Batches are prepared at the bureau."))


def check_planned(batch, by, today):
    if batch.session != Session.PLANNED:
        raise Refused("not_planned", _("The session has begun: posts and people stay as they are."))


def check_post_planned(post, by, today):
    check_planned(post.batch, by, today)


def check_open(batch, by, today):
    if batch.session == Session.CLOSED:
        raise Refused("closed", _("The session is closed."))
    if batch.session != Session.OPEN:
        raise Refused("not_open", _("The session has not begun."))


def check_closed(batch, by, today):
    if batch.session != Session.CLOSED:
        raise Refused("session_open", _("Letters are written when the session is closed."))


def choosers(batch):
    """The people of a batch, in the order of choosing."""
    return batch.cases.filter(state=State.WAITING).select_related("person").in_line()


def places_of(batch):
    """The places of a batch's posts added, as a subquery."""
    rows = PlacementPost.objects.filter(batch=batch).order_by().values("batch")
    return rows.annotate(sum=Sum("places")).values("sum")


def waiting_of_year(batch):
    """Who could come into the batch: waits for assigned work, of its year, in no batch yet."""
    rows = PlacementCase.objects.filter(mode__in=CHOOSING, state=State.WAITING, batch__isnull=True)
    return rows.filter(batch_year=batch.year)


def check_may_begin(batch, by, today):
    check_planned(batch, by, today)
    if not batch.posts.exists():
        raise Refused("no_posts", _("Enter the posts first."))
    line_up(batch)


def line_up(batch):
    """The people in order. Refused while somebody has no score, or while a tie is not settled by lot."""
    cases = list(choosers(batch))
    if not cases:
        raise Refused("nobody", _("There is nobody in this batch yet."))
    if nameless := [case.person.name for case in cases if case.score is None]:
        raise Refused("no_score", _("These people have no score yet: %(names)s") % {"names": "、".join(nameless)})
    for _key, tied in groupby(cases, key=lambda case: (case.score, case.service_months)):
        tied = list(tied)
        lots = {case.lot_no for case in tied}
        if len(tied) > 1 and (None in lots or len(lots) < len(tied)):
            names = "、".join(case.person.name for case in tied)
            said = _("Equal score and service: %(names)s. Let them draw lots and enter the numbers.")
            raise Refused("tie", said % {"names": names})
    return cases


def next_turn(batch):
    """Whose turn it is: everybody once in order, then once more whoever was deferred or absent. None at the end."""
    return batch.turns.select_related("case__person").still_to_choose().first()


def check_turn(turn, called):
    """Only the person whose turn it is may be answered for: of two who press at once the second is told."""
    if called is None:
        raise Refused("over", _("Everybody has been called."))
    if turn.pk != called.pk:
        said = _("“%(name)s” has been answered for already. Now it is the turn of %(next)s.")
        raise Refused("not_their_turn", said % {"name": turn.case.person.name, "next": called.case.person.name})


def free_seat(post):
    """The lowest free place of a post. Refused when none is left."""
    taken = set(post.turns.values_list("seat", flat=True))
    free = next((seat for seat in range(1, post.places + 1) if seat not in taken), None)
    if free is None:
        raise Refused("post_taken", _("No place is left at %(post)s.") % {"post": post})
    return free


def after_passing(turn, said):
    """(state, round) of a turn that was passed over: called again in the second round, then no more."""
    return (said, turn.round + 1) if turn.round < ROUNDS else (TurnState.NONE, turn.round)


def last_call(batch):
    return batch.calls.filter(undone_at__isnull=True).select_related("turn__case__person", "post").first()


def check_undo(batch, by, today):
    check_open(batch, by, today)
    if last_call(batch) is None:
        raise Refused("nothing", _("Nobody has been called yet."))


def check_may_close(batch, by, today):
    """Over when everybody has been called, or when no place is left."""
    check_open(batch, by, today)
    left = batch.turns.filter(state__in=STILL_TO_CHOOSE).count()
    if left and any(post.left for post in batch.posts.with_left()):
        raise Refused(
            "not_over", _("%(count)s people are still to be called, and there are places left.") % {"count": left}
        )
