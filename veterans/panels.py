"""The parts of a person's page beside the overview: what is missing, what can be done, and the tabs."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.audit import history
from core.panels import Panel, register
from veterans.desk import named
from veterans.models import Person, checks

HISTORY = 200
GLANCE = 8


def is_plain(person):
    """Whether the page that shows the panels shows numbers in full; it says so on the row."""
    return getattr(person, "is_plain", False)


def rows_of(*names):
    """A context function: each related set under its name, what was taken back left out."""

    def context(person, user):
        found = {name: list(in_force(getattr(person, name))) for name in names}
        return found | {"person": person, "is_plain": is_plain(person)}

    return context


def in_force(manager):
    rows = manager.all()
    return rows.in_force() if hasattr(rows, "in_force") else rows


def count_of(*names):
    def badge(person, user):
        return sum(in_force(getattr(person, name)).count() for name in names) or None

    return badge


def honours(person, user):
    """The card; the plaques of the household, and those that were for the person where they lived before."""
    household = person.household
    own = named(person.plaques.select_related("person", "household__station__division"), user)
    of_home = named(household.plaques.select_related("person"), user) if household else ()
    return {
        "person": person,
        "cards": list(person.cards.in_force()),
        "plaques": [*of_home, *own.exclude(household=household)],
    }


def family(person, user):
    members = person.household.members.live().exclude(pk=person.pk) if person.household_id else ()
    return rows_of("family_members")(person, user) | {"household": person.household, "members": members}


def changes(person, user):
    return {
        "person": person,
        "events": history(person, HISTORY),
        "is_plain": is_plain(person),
        "merges": list(person.merges.select_related("absorbed", "made_by")),
        "transfers": list(person.transfers.select_related("from_station__division", "to_station__division", "made_by")),
    }


def touched(person, user):
    return {"events": history(person, GLANCE)}


def to_complete(person, user):
    """What the record lacks and where it contradicts itself; nothing for a complete one."""
    held = [category.category for category in person.held]
    missing = [label_of(name) for name in checks.gaps(person, held)]
    doubts = list(checks.problems(person, held, timezone.localdate()))
    return {"missing": missing, "doubts": doubts} if missing or doubts else None


def label_of(name):
    return _("category") if name == "categories" else Person._meta.get_field(name).verbose_name


def register_all():
    aside = {"place": "aside", "needs": "person.view"}
    tab = {"place": "tab", "needs": "person.view"}
    service = ("categories", "service_periods", "merits", "disabilities")
    work = ("employment_snapshots", "educations", "training_wishes")
    template = "veterans/panel_{}.html".format
    for panel in (
        Panel("todo", _("To be completed"), template("todo"), to_complete, order=10, **aside),
        Panel("do", _("What can be done"), template("do"), lambda person, user: {}, order=40, **aside),
        Panel("touched", _("Who touched this record"), template("touched"), touched, order=90, **aside),
        Panel("service", _("Service and categories"), template("service"), rows_of(*service), order=10, **tab),
        Panel("honours", _("Card and plaque"), template("honours"), honours, order=15, **tab),
        Panel("family", _("Family"), template("family"), family, order=20, badge=count_of("family_members"), **tab),
        Panel("work", _("Work and study"), template("work"), rows_of(*work), order=25, **tab),
        Panel("changes", _("Changes"), template("changes"), changes, order=90, **tab),
    ):
        register("veterans.person", panel)
