"""The doors of the department's own page, in groups; `apps.py` registers an entry for each list."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Menu

MOST_DOORS = 20
market = Menu(MOST_DOORS)
placement = Menu(MOST_DOORS)
GROUPS = (
    (_("Employers, posts, fairs"), market),
    (_("Placement, training, enterprise"), placement),
)
