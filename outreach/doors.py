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


# address, label, icon, permission, a word about it
CARE_DOORS = (
    (
        "entitlements",
        _("Entitlements"),
        "people",
        "entitlement.view",
        _("Who qualifies and has not received, will qualify soon, or no longer qualifies."),
    ),
    (
        "confirmations",
        _("Yearly confirmation"),
        "tick",
        "confirmation.view",
        _("Everybody who draws a regular payment is confirmed once a year."),
    ),
    (
        "standards",
        _("Benefit standards"),
        "paper",
        "standard.view",
        _("What each kind of recipient is paid, from which day, by which document."),
    ),
    (
        "contracts",
        _("Family-doctor contracts"),
        "heart",
        "contract.view",
        _("Who has a family doctor, whose contract ends, who was signed but not served."),
    ),
    (
        "waiting",
        _("Care centre: waiting list"),
        "clock",
        "care.view",
        _("Who waits for a place, the urgent first."),
    ),
    ("residents", _("Care centre: residents"), "home", "care.view", _("Who lives there, in which bed, who pays.")),
    ("beds", _("Care centre: beds"), "case", "care.view", _("Which beds are taken and which are free.")),
    (
        "institutions",
        _("Institutions"),
        "map",
        "institution.view",
        _("Health centre, hospitals, clinics, care centre; what was agreed with them."),
    ),
)
