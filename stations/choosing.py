"""What forms offer to choose from (core.forms narrows every choice to the user's sight), and the labels in use."""

from stations.choices import HAVE_HINTS, Have, Tier
from stations.models import Account, Division, HaveLabel, RatingScheme, Station

OPEN_STATIONS = Station.objects.filter(closed_on__isnull=True).select_related("division", "parent__division")
TOWN_STATIONS = Station.objects.filter(closed_on__isnull=True, tier=Tier.TOWN).select_related("division")
HOST_TOWNS = Division.objects.filter(tier=Tier.TOWN, counts_as_town=True, valid_to__isnull=True)
ACCOUNTS_IN_USE = Account.objects.of_people().filter(is_active=True).select_related("station")
SCHEMES_IN_USE = RatingScheme.objects.filter(is_in_use=True)


def have_labels():
    """{code: (label, hint)} of the five haves as the bureau words them."""
    found = {code: (label, HAVE_HINTS[code]) for code, label in Have.choices}
    rows = HaveLabel.objects.values_list("code", "label", "hint")
    return found | {code: (label, hint) for code, label, hint in rows}
