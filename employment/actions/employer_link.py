"""What an employer does through a link: offer a post of its own at its fair, say what became of who came to terms with it.

The system writes for them (they have no account); the ledger says by which stand's link.
"""

from django.utils.translation import gettext as _

from core.actions import Refused
from employment.actions import candidacies
from employment.actions.fairs import token_digest
from employment.actions.posts import add_post
from employment.choices.market import Stage
from employment.models import Stand, StandPost
from employment.rules import market as rules
from stations.actions import system_account

VERBS = {
    "interview": candidacies.interview,
    "offer": candidacies.offer,
    "hire": candidacies.hire,
    "refuse": candidacies.refuse,
}


def stand_of(token, today):
    """The stand that a link opens today, or None."""
    stands = Stand.objects.filter(token_digest=token_digest(token), token_until__gte=today)
    stand = stands.select_related("fair__station", "employer").first()
    return None if stand is None or stand.employer.is_blacklisted else stand


def candidates_of(stand):
    """Who came to terms with this employer at this fair; who is still thinking about it is nobody's business."""
    return (
        stand.fair.candidacies.filter(post__employer=stand.employer)
        .exclude(state=Stage.CONSIDERING)
        .select_related("post__employer", "person")
        .order_by("pk")
    )


def offer_post(*, stand, values, today):
    """A post of the employer, offered at its stand at once."""
    rules.check_room_for_offers(stand)
    by = system_account()
    post = add_post(by=by, employer=stand.employer, values=values, today=today, station=stand.fair.station)
    StandPost.objects.create(stand=stand, post=post)
    return post


def confirm(*, stand, number, result, on, note, today):
    """What became of somebody. Anything but the employer's own is refused as unknown."""
    candidacy = candidates_of(stand).filter(pk=number).first()
    if candidacy is None or result not in VERBS:
        raise Refused("unknown", _("Please choose somebody from the list, and what became of it."))
    rules.check_link_day(stand.fair, result, on, today)
    values = {"on": on, "note": note or _("confirmed by %(who)s through the link") % {"who": stand.employer}}
    return VERBS[result](by=system_account(), candidacy=candidacy, values=values, today=today)
