"""The doors of the department's own page, in groups; `apps.py` registers an entry for each list."""

from django.utils.translation import gettext_lazy as _

from core.navigation import Entry, Menu

MOST_DOORS = 20
market = Menu(MOST_DOORS)
placement = Menu(MOST_DOORS)
GROUPS = (
    (_("Employers, posts, fairs"), market),
    (_("Placement, training, enterprise"), placement),
)


def door(name, label, icon, needs, order, about):
    return Entry(f"employment:{name}", label, icon, needs=needs, order=order, about=about)


PLACEMENT_DOORS = (
    door("placements", _("Placements"), "case", "placement.view", 10,
         _("Officers, retirees, soldiers for assigned work, those who move along: who waits, until when")),
    door("batches", _("Choosing posts"), "calendar", "choosing.view", 20,
         _("Posts of a year, the live session in order of score, letters")),
    door("retirees", _("Retirees' checklist"), "heart", "placement.view", 30,
         _("政治待遇 and 生活待遇 of each military retiree, year by year")),
    door("subsidies", _("Waiting subsidies"), "paper", "placement.view", 40,
         _("The minimum wage, month by month, for those who wait for assigned work")),
    door("placement_numbers", _("Placement in numbers"), "chart", "placement.view", 50,
         _("Rates with both numbers and the names behind them")),
    door("courses", _("Courses"), "calendar", "training.view", 60,
         _("双提升: adaptive, academic, skill and business courses; enrolment, attendance, certificates")),
    door("providers", _("Training providers"), "home", "training.view", 70, _("Schools, agencies and firms that train")),
    door("spouses", _("Work for spouses"), "people", "dependant.view", 80,
         _("Accompanying spouses who are to have matching work")),
    door("schools", _("School entry of children"), "home", "dependant.view", 90,
         _("Children of soldiers who are to enter school or kindergarten")),
    door("mentors", _("Mentors"), "user", "enterprise.view", 100, _("Who advises in which field, and the sessions held")),
    door("bases", _("Bases"), "home", "enterprise.view", 110,
         _("Incubators, training and practice bases, and who is inside")),
    door("entries", _("Contests"), "tick", "enterprise.view", 120, _("Projects entered in start-up contests")),
    door("loans", _("Loans"), "paper", "enterprise.view", 130, _("Loans that the bureau helped to")),
    door("policies", _("Policy documents"), "paper", "policy.view", 140,
         _("Documents with their issuing bodies; the search looks through their text")),
)  # fmt: skip
