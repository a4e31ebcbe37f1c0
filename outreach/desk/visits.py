"""Visits beside the records of people and stations; coverage of plans; plans that end soon, for the work list."""

from datetime import timedelta

from django.db.models import Count, Max, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from appeals.models import Appeal
from core.worklist import Work
from outreach.choices.visits import Subject, Way
from outreach.models import Visit, VisitPlan
from outreach.models.visits import contacted
from stations.choices import Tier
from stations.models import Station
from veterans.models import Person

SOON_DAYS = 14
SHOWN = 30


def visits(user):
    return Visit.objects.visible_to(user).in_force()


def of_person(person, user):
    """Visits to a person or their household, newest first; also those made before the record came here."""
    return (
        Visit.objects.told_to(user)
        .in_force()
        .to(person)
        .prefetch_related("goods")
        .select_related("station__division", "person")
        .order_by("-on", "-pk")
    )


def of_station(station, user, since):
    """What was done at a station and below since a day: visits, people, households, money."""
    rows = visits(user).filter(station__reached_by__upper=station, on__gte=since)
    return rows.aggregate(
        visits=Count("pk", filter=Q(way=Way.HOME)),
        people=Count("person", distinct=True),
        households=Count("household", distinct=True, filter=Q(subject=Subject.HOUSEHOLD)),
        money=Sum("money"),
        last=Max("on"),
    )


def raised_of(visit, user):
    """The appeals that came from a visit, as far as the user may see them."""
    rows = Appeal.objects.visible_to(user).filter(raised_on__visit=visit)
    return rows.select_related("category", "handler__division")


def plans(user):
    return VisitPlan.objects.visible_to(user).select_related("station__division")


def coverage(plan, user):
    """How many of those meant were reached, among the people in sight: (reached, meant)."""
    meant = plan.meant(Person.objects.visible_to(user)).order_by()
    counted = meant.aggregate(meant=Count("pk"), reached=Count("pk", filter=plan.reached()))
    return counted["reached"], counted["meant"]


def coverage_by_place(plan, user):
    """(station, reached, meant) for the places below the plan's station: villages for a town, towns for the city."""
    below = Station.objects.visible_to(user).filter(closed_on__isnull=True).select_related("division")
    is_city = user.station.tier == Tier.CITY and plan.station.tier == Tier.CITY
    rows = plan.meant(Person.objects.visible_to(user)).order_by()
    found = rows.values("station").annotate(meant=Count("pk"), reached=Count("pk", filter=plan.reached()))
    by_station = {row["station"]: (row["reached"], row["meant"]) for row in found}
    sums = {}
    stations = {station.pk: station for station in below}
    for key, (reached, meant) in by_station.items():
        station = stations.get(key)
        place = station.parent_id if is_city and station and station.tier == Tier.VILLAGE else key
        old = sums.get(place, (0, 0))
        sums[place] = old[0] + reached, old[1] + meant
    placed = [(stations[key], *numbers) for key, numbers in sums.items() if key in stations]
    return sorted(placed, key=lambda row: (row[1] / row[2], row[0].division.code))


def contact_rate(user, since):
    """(seen since a day, everybody on file) in sight."""
    people = Person.objects.visible_to(user).on_file().order_by()
    counted = people.aggregate(all=Count("pk"), seen=Count("pk", filter=contacted(Q(on__gte=since))))
    return counted["seen"], counted["all"]


def work(user, today):
    """Plans that end within two weeks and have somebody left; the button opens who."""
    ending = plans(user).filter(first_on__lte=today, last_on__range=(today, today + timedelta(days=SOON_DAYS)))
    for plan in ending.order_by("last_on")[:3]:
        reached, meant = coverage(plan, user)
        if meant > reached:
            url = f"{reverse('outreach:contacts')}?plan={plan.pk}"
            note = _("%(left)s of %(meant)s not reached yet") % {"left": meant - reached, "meant": meant}
            yield Work(_("Visits"), plan.title, plan.get_absolute_url(), plan.last_on, note, _("Who is left"), url)
