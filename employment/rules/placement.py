"""When something may happen to a placement, how long its clocks run, who draws the subsidy (handbook §7). No writes."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from appeals.rules import calendar
from core import deadlines
from core.actions import Refused
from employment.choices.placement import (
    CHOOSING,
    ON_THE_CLOCK,
    RECEIVED,
    SUBSIDISED,
    TREATMENTS,
    Mode,
    Session,
    State,
)
from employment.models import Employer, MinimumWage, PlacementCase

WORK_MONTHS = 6
START_DAYS = 30


@dataclass(frozen=True)
class Clock:
    """What runs for a case now: its name, the law, the deadline with its steps, and what follows when it has passed."""

    label: str
    law: str
    started_on: date
    deadline: deadlines.Deadline
    consequence: str


WORK = gettext_lazy("Work to be assigned")
START = gettext_lazy("To begin on the post")


def clock(case, holidays=None):
    """The clock that runs for a case, or None."""
    holidays = holidays or calendar()
    if case.state == State.ASSIGNED and case.letter_on:
        return Clock(
            START,
            "退役军人安置条例第七十五条",
            case.letter_on,
            deadlines.due_date(case.letter_on, START_DAYS, calendar=holidays),
            _("After that the unit pays at least 80 % of the average wage of its staff until they begin."),
        )
    if case.state in (State.WAITING, State.CHOSEN) and case.mode in ON_THE_CLOCK:
        return Clock(
            WORK,
            "退役军人安置条例第三十一条",
            case.accepted_on,
            deadlines.due_after_months(case.accepted_on, WORK_MONTHS, calendar=holidays),
            _("Until then the minimum wage is paid every month (assigned work); after it the superior asks why."),
        )
    return None


# ——— guards of the table ———


def check_needs_post(case, by, today):
    """Retirees and those who move along are received; they get no letter to a unit."""
    if case.mode in RECEIVED:
        raise Refused("received", _("This way of placement ends by being received, not by a letter."))


def check_received(case, by, today):
    if case.mode not in RECEIVED:
        raise Refused("needs_post", _("This way of placement needs a unit and a letter."))


def check_direct(case, by, today):
    """Who chooses posts gets one in the session; without a batch, or passed over in it, the bureau names one."""
    check_needs_post(case, by, today)
    if case.state == State.WAITING and case.mode in CHOOSING and case.batch_id and case.batch.session != Session.CLOSED:
        raise Refused("chooses", _("This person chooses in the session of their batch."))


def check_session_over(case, by, today):
    if case.batch_id and case.batch.session != Session.CLOSED:
        raise Refused("session_open", _("Letters are written when the session is closed."))


def check_not_in_session(case, by, today):
    if case.batch_id and case.batch.session == Session.OPEN:
        raise Refused("in_session", _("The session is on: mark them absent there, and come back afterwards."))


def check_dates(case, by, today):
    if case.letter_on and today < case.letter_on:
        raise Refused("before_letter", _("Nobody begins before the letter."))


def check_start(case, started_on, today):
    """The day on post lies between the letter and today."""
    if started_on > today:
        raise Refused("future", _("This day is still to come."))
    if case.letter_on and started_on < case.letter_on:
        raise Refused("before_letter", _("Nobody begins before the letter."))


def check_accepted(accepted_on, today):
    if accepted_on > today:
        raise Refused("future", _("The day of acceptance is still to come."))


def check_mode(case, before, after):
    """The way of placement is corrected while somebody waits; who only reported in is registered anew."""
    if case.state != State.WAITING or Mode.SELF_EMPLOYED in (before, after):
        raise Refused("mode", _("The way of placement stays: end this placement and register it anew."))


def check_retiree(case, by, today):
    if case.mode != Mode.MIL_RETIREE:
        raise Refused("no_retiree", _("The yearly checklist is for military retirees."))


def check_year(case, year, today):
    if not case.accepted_on.year <= year <= today.year:
        raise Refused("year", _("There is a checklist from the year of acceptance to this year."))


# ——— subsidies ———


def first_of(day):
    return day.replace(day=1)


def draws_in(month):
    """Who draws the subsidy of a month: whoever waits for assigned work on its first day."""
    return (
        Q(mode__in=SUBSIDISED, accepted_on__lte=month)
        & (Q(placed_on__isnull=True) | Q(placed_on__gt=month))
        & (Q(ended_on__isnull=True) | Q(ended_on__gt=month))
    )


def wage_on(month):
    """The minimum wage in force on the first day of a month, or None."""
    return MinimumWage.objects.filter(valid_from__lte=month).order_by("-valid_from").first()


def unpaid_in(month, cases=None):
    """Cases that draw the subsidy of a month and have not got it."""
    rows = PlacementCase.objects.all() if cases is None else cases
    return rows.filter(draws_in(month)).exclude(subsidies__month=month)


def months_owed(case, today):
    """The months of a case for which the subsidy is due and not paid, oldest first."""
    if case.mode not in SUBSIDISED:
        return []
    paid = set(case.subsidies.values_list("month", flat=True))
    month, owed = first_of(case.accepted_on), []
    while month <= today and all(end is None or month < end for end in (case.placed_on, case.ended_on)):
        if month >= case.accepted_on and month not in paid:
            owed.append(month)
        month = deadlines.add_months(month, 1)
    return owed


# ——— what forms offer ———


def employers():
    """Units on file that may be named: vetted, not on the black list."""
    return Employer.objects.trusted()


def treatments(case, year):
    """The checklist of a retiree in a year: (code, kind, label, the tick or None)."""
    ticked = {check.item: check for check in case.checks.filter(year=year).select_related("by")}
    return [(code, kind, label, ticked.get(code)) for code, kind, label in TREATMENTS]
