"""The numbers of fairs in a list, and the rows that a fair's pages start from."""

from django.db.models import Count, Exists, IntegerField, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from employment.models import Attendee, Candidacy, Fair, Post, StandPost
from employment.models.candidacies import WHO


def with_numbers(fairs, user):
    """Each fair with its employers, openings, and the people that came, agreed, were hired; as far as the user sees."""
    candidacies = Candidacy.objects.visible_to(user).filter(fair=OuterRef("pk"))
    came = Attendee.objects.visible_to(user).filter(fair=OuterRef("pk"))
    offers = StandPost.objects.filter(stand__fair=OuterRef("pk")).order_by().values("stand__fair")
    return fairs.annotate(
        employers=Count("stands", distinct=True),
        openings=_number(offers.annotate(n=Sum("post__openings"))),
        came=_number(came.order_by().values("fair").annotate(n=Count("pk"))),
        intents=_number(_heads(candidacies.filter(intent_on__isnull=False))),
        hired=_number(_heads(candidacies.filter(hired_on__isnull=False))),
    )


def _heads(rows):
    return rows.order_by().values("fair").annotate(n=Count(WHO, distinct=True))


def _number(rows):
    return Coalesce(Subquery(rows.values("n"), output_field=IntegerField()), 0)


def fair_in_sight(user, number):
    """The fair of an address, or 404."""
    fair = Fair.objects.visible_to(user).filter(pk=number).first()
    if fair is None:
        raise Http404
    return fair


def open_posts_of(employer, user):
    return list(Post.objects.visible_to(user).open().filter(employer=employer))


def with_presence(sign_ups):
    """Each sign-up with whether the person came."""
    return sign_ups.annotate(came=Exists(Attendee.objects.filter(sign_up=OuterRef("pk"))))
