"""Finding whom an entry is about, the people of a village, who lives in the care centre."""

from core.validators import parse_whole
from outreach.models import CarePlacement
from stations.models import Station
from veterans.models import Person

FEW = 6
MOST_OF_VILLAGE = 400


def candidates(user, text):
    """The first people on file in sight that match what is typed."""
    text = text.strip()
    if len(text) < 2:
        return []
    people = Person.objects.visible_to(user).on_file().matching(text)
    return list(people.for_list().order_by("pinyin", "pk")[:FEW])


def person(user, key):
    """The person of a key, if in sight: a list of one or none."""
    return list(Person.objects.visible_to(user).live().filter(pk=key).for_list())


def stations(user):
    """Open stations the user works for, by their codes."""
    rows = Station.objects.visible_to(user).filter(closed_on__isnull=True)
    return rows.select_related("division").order_by("division__code")


def station(user, key):
    """The station of a key, if in sight, else None."""
    return stations(user).filter(pk=parse_whole(str(key))).first()


def writable(user, keys):
    """The people of these keys whom the user may write about."""
    return Person.objects.writable_by(user).live().filter(pk__in=keys).select_related("station", "household")


def of_village(user, place):
    """The people on file of one station."""
    return Person.objects.visible_to(user).on_file().filter(station=place).for_list()


def placements(user):
    """Who was taken into a care centre, in sight."""
    return CarePlacement.objects.visible_to(user)
