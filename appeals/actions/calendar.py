"""Holidays, the stations' own limits, and the categories: what the bureau changes without a developer (handbook §13)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from appeals import rules
from appeals.actions import clocks
from appeals.choices import ClockKind
from appeals.models import Appeal, Category, Holiday, HolidayYear
from core.actions import Refused, action
from core.audit import record
from core.models import Setting


@action("appeal.calendar")
def set_holiday(*, by, day, is_off, name, today):
    """Enter or change one day. The clocks stay as they are: `moved_clocks` lists which would move, and asks."""
    holiday, _is_new = Holiday.objects.update_or_create(day=day, defaults={"is_off": is_off, "name": name})
    record("appeal.calendar", holiday, by=by, changes={"is_off": (None, is_off)}, note=str(day))
    return holiday


@action("appeal.calendar")
def remove_holiday(*, by, holiday, today):
    record("appeal.calendar", holiday, by=by, changes={"is_off": (holiday.is_off, None)}, note=str(holiday.day))
    holiday.delete()


@action("appeal.calendar")
def publish_year(*, by, year, today):
    """All holidays of a year are entered: due dates in it are provisional no longer."""
    if not today.year - 1 <= year <= today.year + 2:
        raise ValidationError({"year": _("Only years about now are entered.")})
    published, _is_new = HolidayYear.objects.get_or_create(year=year)
    record("appeal.calendar", None, by=by, note=str(year))
    return published


def moved_clocks(running):
    """Of these running clocks those that the present calendar would set on another day: [(clock, its deadline then)]."""
    calendar, found = rules.calendar(), []
    for clock in running.exclude(kind=ClockKind.FEEDBACK):
        deadline = clock.deadline(calendar)
        if (deadline.due_on, deadline.is_provisional) != (clock.due_on, clock.is_provisional):
            found.append((clock, deadline))
    return found


@action("appeal.recompute")
def recompute(*, by, clocks_to_move, today):
    """Set the chosen clocks by the present calendar, after somebody has looked at the list. Returns how many."""
    calendar = rules.calendar()
    for clock in clocks_to_move:
        if clock.ended_on is not None:
            raise Refused("ended", _("This clock has ended."))
        before = clock.due_on
        clocks.set_day(clock, calendar)
        clock.save()
        clocks.refresh(clock.appeal)
        record("appeal.recompute", clock.appeal, by=by, changes={"due_on": (before, clock.due_on)})
    return len(clocks_to_move)


@action("appeal.limits")
def set_limits(*, by, days, today):
    """The stations' own limits by tier. They hold for clocks that start from now on; running ones stay."""
    before = rules.local_days()
    if any(not 1 <= limit <= 60 for limit in days.values()):
        raise ValidationError(_("A limit has between 1 and 60 days."))
    Setting.objects.update_or_create(pk=rules.LOCAL_SETTING, defaults={"value": {**before, **days}})
    record("appeal.limits", None, by=by, changes={tier: (before[tier], limit) for tier, limit in days.items()})


@action("appeal.categories")
def replace_category(*, by, category, label, short, successor=None, today):
    """The list of a new period: a category ends today and points to its successor, a new one or another of the list.

    Closed cases keep what they were counted under; open ones move along the mapping.
    """
    if category.valid_to:
        raise Refused("ended", _("This category has ended already."))
    target = successor or _new_category(category, label, short, today)
    if target.pk == category.pk:
        raise Refused("itself", _("A category cannot follow itself."))
    category.valid_to, category.successor = today, target
    category.save()
    moved = Appeal.objects.open().filter(category=category).update(category=target)
    record("appeal.categories", category, by=by, changes={"successor": (None, target.label)}, note=str(moved))
    return target


def _new_category(category, label, short, today):
    code = f"{category.code.split('_V')[0]}_V{today:%Y%m%d}"
    new = Category(code=code, label=label, short=short, order=category.order, valid_from=today)
    new.full_clean()
    new.save()
    return new
