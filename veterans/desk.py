"""What the people on file bring to home and search: claims and corrections that wait, hits for a text."""

from django.db.models import Exists, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.figures import Figure
from core.finding import SHOWN, Found, Hit
from core.worklist import Work
from stations.models import Station
from veterans.figures import COMPLETE, KEY_PEOPLE, ON_FILE, PEOPLE, WITH_PHONE
from veterans.models import Claim, CorrectionRequest, Person, Transfer

MOST = 20

# The station's numbers on the home page, each with the query of the list behind it; all among people on file
NUMBERS = (
    (COMPLETE, "quality=complete"),
    (WITH_PHONE, ""),
    (Figure("desk.plaque", gettext_lazy("Honour plaque hung"), Person, ON_FILE & Q(plaque_hung=True)), "plaque=yes"),
    (Figure("desk.card", gettext_lazy("Preferential card handed over"), Person, ON_FILE & Q(card_issued=True)),
     "card=yes"),
)  # fmt: skip
FIGURES = (PEOPLE, KEY_PEOPLE, *(figure for figure, _query in NUMBERS))


def station_numbers(values):
    """What the home page says of the people on file, from what `FIGURES` answered ({key: Value}); each number opens the
    very list that it counts."""
    address = reverse("veterans:people") + "?status=alive"
    rows = [
        {"label": figure.label, "url": _list_of(figure, query), "value": values[figure.key].number}
        for figure, query in NUMBERS
    ]
    key = {"url": f"{address}&category=KEY", "value": values[KEY_PEOPLE.key].number}
    return {"total": values[PEOPLE.key].number, "url": address, "key": key, "rows": rows}


def _list_of(figure, query):
    """The list of people with the filters that count alike, else the list of the figure itself."""
    if query:
        return f"{reverse('veterans:people')}?status=alive&{query}"
    return reverse("veterans:figure", args=[figure.key])


def stations(user):
    """Every station in sight, closed ones too: where people were on file."""
    return Station.objects.visible_to(user).select_related("division").order_by("division__code")


def named(rows, user):
    """Rows about somebody (`models.naming.Names`) with what their reader may know: whether the record is in sight now
    (`is_here`; only then it is linked), else the name under which it left (`left_as`)."""
    here = Person.objects.visible_to(user).filter(pk=OuterRef("person"))
    left = Transfer.objects.visible_to(user).filter(person=OuterRef("person")).order_by("-on", "-pk")
    return rows.annotate(is_here=Exists(here), left_as=Subquery(left.values("name")[:1]))


def told(movements, user):
    """Movements with what a line tells of them."""
    return named(movements.select_related("person", "origin__division", "target__division"), user)


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


def path_to_person(model):
    """What leads from a row to the person it is about: "pk" for people themselves, "" where there is none."""
    if model is Person:
        return "pk"
    keys = (field for field in model._meta.local_fields if field.related_model is Person)
    return next((field.attname for field in keys), "")


def has_people(page):
    """Whether the rows of a list are people or are about one each."""
    return bool(path_to_person(page.look.found.model))


def people_behind(page):
    """The keys of the people behind the ticked rows of a list."""
    return set(page.taken.values_list(path_to_person(page.look.rows.model), flat=True)) - {None}
