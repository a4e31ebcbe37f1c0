"""Reading and materialising the division tree. Pure of permissions: `actions` calls it inside its transactions."""

from stations.models import Reach, Station


def rebuild_reach():
    """Write `Reach` anew from the stations' parents. One row per station and superior, itself included."""
    parents = dict(Station.objects.values_list("pk", "parent_id"))
    rows = []
    for lower in parents:
        upper, depth = lower, 0
        while upper is not None:
            rows.append(Reach(upper_id=upper, lower_id=lower, depth=depth))
            upper, depth = parents[upper], depth + 1
    Reach.objects.all().delete()
    Reach.objects.bulk_create(rows, batch_size=2000)


def attach_station(station):
    """Add one new leaf to `Reach`."""
    above = Reach.objects.filter(lower=station.parent_id).values_list("upper_id", "depth") if station.parent_id else ()
    rows = [Reach(upper_id=upper, lower=station, depth=depth + 1) for upper, depth in above]
    Reach.objects.bulk_create([Reach(upper=station, lower=station, depth=0), *rows])


def station_above(division):
    """The station of the nearest division above that has one; a hosted unit's villages stand under its host town."""
    above = division.parent
    while above is not None:
        found = Station.objects.filter(division=above.host or above).first()
        if found:
            return found
        above = above.parent
    return None


def lowest_common_superior(first, second):
    """The deepest station whose subtree holds both, or None when they stand in different trees."""
    uppers = Reach.objects.filter(lower=first).values("upper")
    reach = Reach.objects.filter(lower=second, upper__in=uppers).order_by("depth").select_related("upper").first()
    return reach and reach.upper
