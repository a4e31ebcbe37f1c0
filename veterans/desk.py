"""What the people on file bring to home and search: claims and corrections that wait, hits for a text."""

from django.urls import reverse
from django.utils.translation import gettext as _

from core.finding import SHOWN, Found, Hit
from core.worklist import Work
from veterans.models import Claim, CorrectionRequest, Person

MOST = 20


def find_people(user, text):
    """The first people in sight that match; what tells them apart is masked."""
    rows = list(Person.objects.visible_to(user).live().matching(text).for_list()[: SHOWN + 1])
    hits = tuple(
        Hit(
            person.name,
            person.get_absolute_url(),
            f"{person.station.place}·{person.get_sex_display()}·{person.id_no or ''}",
        )
        for person in rows[:SHOWN]
    )
    return Found(hits, more=reverse("veterans:people"), has_more=len(rows) > SHOWN)


def waiting_claims(user, today):
    claims = Claim.objects.visible_to(user).filter(state="waiting").select_related("station__division")[:MOST]
    for claim in claims:
        note = _("claimed by %(place)s") % {"place": claim.station.place}
        yield Work(_("Claim"), claim.name, claim.get_absolute_url(), note=note, button=_("Decide on it"))


def open_corrections(user, today):
    """Requests about records of the user's own station; superiors see them in the list."""
    rows = CorrectionRequest.objects.visible_to(user).filter(state="open", person__station=user.station_id)
    for request in rows.select_related("person")[:MOST]:
        yield Work(
            _("Correction"), str(request), request.get_absolute_url(), note=request.evidence, button=_("Decide on it")
        )
