"""The labour market: the tab of a person, the panel of a station, the doors of the department's page."""

from django.utils.translation import gettext_lazy as _

from core import finding, worklist
from core.navigation import Entry
from core.panels import Panel, register
from employment import doors
from employment.desk import market as desk

DOORS = (
    Entry("employment:fairs", _("Job fairs"), "calendar", needs="fair.view", order=10,
          about=_("Plan, stands, notice with QR code, the desk of the day, and what came of it")),
    Entry("employment:posts", _("Posts"), "case", needs="post.view", order=20,
          about=_("What employers offer, public-welfare posts too, and who fits")),
    Entry("employment:employers", _("Employers"), "home", needs="employer.view", order=30,
          about=_("Licence number, contact, vetted or on the black list")),
    Entry("employment:seekers", _("People who look for work"), "people", needs="seeker.view", order=40,
          about=_("Wishes and skills; posts that fit, with every reason")),
    Entry("employment:silent", _("Not spoken with for 90 days"), "phone", needs="seeker.view", order=50,
          about=_("Without work, willing, and nobody has asked")),
    Entry("employment:candidacies", _("Referrals and intents"), "swap", needs="candidacy.view", order=60,
          about=_("From the recommendation to the trial, to being hired or not")),
    Entry("employment:checks", _("Still in work?"), "tick", needs="candidacy.view", order=70,
          about=_("After 30, 90 and 180 days the hired are asked")),
    Entry("employment:numbers", _("Labour market in numbers"), "chart", needs="employment.view", order=80,
          about=_("Posts, fairs, recommendations, people who look for work: every number with its list")),
)  # fmt: skip


def register_all():
    for entry in DOORS:
        doors.market.register(entry)
    tab = {"place": "tab", "needs": "seeker.view", "order": 27, "badge": desk.open_of_person}
    register("veterans.person", Panel("jobs", _("Work sought"), "employment/person_tab.html", desk.of_person, **tab))
    register(
        "stations.station",
        Panel("jobs", _("Work"), "employment/station_panel.html", desk.of_station, needs="seeker.view", order=40),
    )
    finding.register("employer.view", _("Employers"), desk.find)
    worklist.register("employment.view", desk.work)
