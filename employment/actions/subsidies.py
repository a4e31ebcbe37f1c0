"""What somebody draws who waits for assigned work: the minimum wage, month by month, once."""

from django.utils.translation import gettext as _

from core.actions import Refused, action
from core.audit import record
from employment.models import MinimumWage, PlacementCase, SubsidyMonth
from employment.rules import placement as rules


@action("placement.wage")
def set_wage(*, by, valid_from, amount, source, today):
    """The wage from a day on. What has been paid stays as it was."""
    wage, is_new = MinimumWage.objects.get_or_create(
        valid_from=valid_from, defaults={"amount": amount, "source": source}
    )
    if not is_new:
        raise Refused("known", _("A wage from this day on has been entered already: %(wage)s") % {"wage": wage})
    record("placement.wage", wage, by=by, changes={"amount": (None, amount)}, note=source)
    return wage


@action("placement.pay")
def pay_month(*, by, month, paid_on, voucher, cases, today):
    """Enter the month's subsidy for those of `cases` who are due it and have not got it. Returns how many."""
    month = rules.first_of(month)
    if month > today:
        raise Refused("future", _("This month is still to come."))
    if paid_on > today:
        raise Refused("future", _("This day is still to come."))
    wage = rules.wage_on(month)
    if wage is None:
        raise Refused("no_wage", _("Enter the minimum wage of that time first."))
    chosen = PlacementCase.objects.filter(pk__in=[case.pk for case in cases]).select_for_update()
    due = list(rules.unpaid_in(month, chosen).order_by("pk"))
    if not due:
        raise Refused("nobody", _("Nobody is due the subsidy of this month any more."))
    made = [
        SubsidyMonth(case=case, month=month, amount=wage.amount, paid_on=paid_on, voucher=voucher, by=by)
        for case in due
    ]
    SubsidyMonth.objects.bulk_create(made)
    for case in due:
        record("placement.pay", case, by=by, note=f"{month:%Y-%m} {voucher}", changes={"amount": (None, wage.amount)})
    return len(made)
