"""The doors of the department's own page, in groups; `apps.py` registers an entry for each list."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Menu

MOST_DOORS = 20
honours = Menu(MOST_DOORS)
care = Menu(MOST_DOORS)
activities = Menu(MOST_DOORS)
GROUPS = (
    (_("Visits, assistance, honours"), honours),
    (_("Entitlements, health, care"), care),
    (_("Activities and publicity"), activities),
)
# “What did you do today?”: what can be entered from there
today_entries = Menu(MOST_DOORS)
