"""What visits, assistance and honours register with the frame: doors, work, panels, calendar, words of the ledger."""

from django.utils.translation import gettext_lazy as _

from core import audit, worklist
from core.navigation import Entry, quick
from outreach import calendar, doors
from outreach.permissions import VERB_LABELS
from outreach.workflow.grants import GRANTS

DOORS = (
    ("outreach:today", _("What did you do today?"), "pen", "visit.record",
     _("Every entry from one page; place, date and staff are filled in")),
    ("outreach:calendar", _("Calendar of services"), "calendar", "visit.view", _("What is planned, by month")),
    ("outreach:visits", _("Visits"), "home", "visit.view", _("Who was visited when, what was brought, what was raised")),
    ("outreach:contacts", _("Last contact"), "clock", "visit.view", _("Everybody on file; who was not seen for how long")),
    ("outreach:visit_plans", _("Visit plans"), "calendar", "visit.view",
     _("Spring Festival, Army Day, the quarter: whom to reach, who is left")),
    ("outreach:grants", _("Assistance"), "case", "grant.view", _("Applications through village, town and bureau to payment")),
    ("outreach:funds", _("Funds"), "chart", "fund.view", _("Budget, approved, paid, left: to the fen")),
    ("outreach:watch", _("Watch list"), "eye", "watch.view", _("Who may be falling into poverty through illness, and why")),
    ("outreach:households", _("Plaques by household"), "home", "plaque.view",
     _("Hanging rate and the households without a plaque")),
    ("outreach:cards", _("Preferential cards"), "paper", "plaque.view", _("Where each card stands; handing over")),
    ("outreach:merit_notices", _("Merit notices"), "bell", "honour.view", _("News of a soldier's merit brought to the family")),
    ("outreach:awards", _("Awards"), "tick", "honour.view", _("Model veterans: title, level, document, person")),
)  # fmt: skip
TODAY = (
    ("outreach:add_visit", _("Visited or called somebody"), "home", "visit.record"),
    ("outreach:afternoon", _("Went round a village"), "people", "visit.record"),
    ("outreach:add_unit_visit", _("Visited a station or enterprise"), "map", "visit.record"),
    ("appeals:register", _("Somebody asked for something"), "talk", "appeal.register"),
    ("outreach:add_grant", _("Somebody needs help"), "heart", "grant.apply"),
    ("outreach:watch", _("Looked after a case of hardship"), "eye", "watch.look_after"),
    ("outreach:hang_many", _("Hung plaques"), "tick", "plaque.advance"),
    ("outreach:cards", _("Handed over cards"), "paper", "card.advance"),
    ("outreach:add_notice", _("Brought a merit notice"), "bell", "merit_notice.record"),
    ("outreach:add_award", _("Somebody was honoured"), "up", "award.record"),
)


def register():
    """Called once, when the app is ready."""
    from outreach import figures  # noqa: F401 (declares its numbers)
    from outreach.actions.assistance import follow_people
    from outreach.desk import assistance, today, visits
    from outreach.panels import honours as panels
    from veterans.actions.movements import COMPANIONS

    COMPANIONS.append(follow_people)

    audit.VERB_LABELS.update({f"grant.{step.action}": step.label for step in GRANTS.steps} | VERB_LABELS)
    for order, (name, label, icon, needs, about) in enumerate(DOORS):
        doors.honours.register(Entry(name, label, icon, needs=needs, order=order, about=about))
    for order, (name, label, icon, needs) in enumerate(TODAY):
        doors.today_entries.register(Entry(name, label, icon, needs=needs, order=order))
    quick.register(Entry("outreach:today", _("What did you do today?"), "pen", needs="visit.record", order=30))
    worklist.register("visit.view", visits.work)
    worklist.register("grant.view", assistance.work)
    calendar.register("visit.view", today.planned_visits)
    calendar.register("watch.view", today.planned_looks)
    panels.register_all()
