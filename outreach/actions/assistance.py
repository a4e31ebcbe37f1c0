"""Applications for assistance through their three reviews to payment; funds; the watch list."""

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from appeals.models import Numbers
from core.actions import Refused, action
from core.audit import record
from core.notices import notify
from outreach.choices.assistance import PaidHow
from outreach.models import FundSource, FundYear, Grant, LookedAfter
from outreach.rules import assistance as rules
from outreach.workflow.grants import GRANTS
from veterans.models import Person
from veterans.rules import check_on_file


@action("grant.apply")
def apply_for_grant(*, by, person, values, today):
    """The application of somebody on file, entered for them at a station or at the bureau."""
    check_on_file(person)
    hardship, why = values["hardship"], values.get("why_again", "")
    rules.check_none_under_way(person, hardship)
    rules.check_why_again(person, hardship, today, why)
    grant = Grant(
        **new_number(today),
        station=person.station,
        person=person,
        hardship=hardship,
        facts=values["facts"],
        asked=values["asked"],
        why_again=why,
        applied_on=today,
        created_by=by,
    )
    return GRANTS.begin("apply", grant, by=by, today=today)


def new_number(today):
    return {"number": f"BF-{today:%Y%m%d}-{Numbers.take(f'grant:{today:%Y%m%d}'):04d}"}


def _advance(step, grant, *, by, today, values, changes=None):
    data = {name: str(values[name]) for name in GRANTS[step].fields if values.get(name) and name != "note"}
    note = values.get("note") or ""
    return GRANTS.advance(step, grant, by=by, today=today, note=note, data=data, changes=changes)


def follow_people(keys):
    """What is not finished goes with the record: the station that has the person now reviews, is told, and tells them.
    What was paid or refused stays in the books of the station that did it."""
    rows = Grant.objects.open().filter(person__in=keys).exclude(station=F("person__station"))
    rows.update(station=Subquery(Person.objects.filter(pk=OuterRef("person")).values("station")[:1]))


@action("grant.review")
def review(*, by, grant, values, today):
    """Village: somebody went and saw."""
    return _advance("review", grant, by=by, today=today, values=values)


@action("grant.check")
def check(*, by, grant, values, today):
    """Town: the papers are right."""
    return _advance("check", grant, by=by, today=today, values=values)


@action("grant.approve")
def approve(*, by, grant, values, today):
    """Bureau: how much, from which fund. The fund's row is locked, so that two approvals cannot spend the same yuan."""
    amount = values["amount"]
    budget = FundYear.objects.select_for_update().get(pk=values["budget"].pk)
    if budget.year != today.year:
        raise ValidationError({"budget": ValidationError(_("This is the budget of another year."), "year")})
    if amount <= 0:
        raise ValidationError({"amount": ValidationError(_("More than nothing, please."), "nothing")})
    rules.check_covered(budget, amount)
    changes = {"amount": amount, "budget": budget, "approved_on": today}
    _advance("approve", grant, by=by, today=today, values=values, changes=changes)
    FundYear.objects.filter(pk=budget.pk).update(approved=F("approved") + amount)
    _tell(grant, _("Approved, %(amount)s yuan: %(who)s"), amount=f"{amount:,.2f}")
    return grant


@action("grant.pay")
def pay(*, by, grant, values, today):
    """The money went out, with its voucher."""
    rules.check_paid_on(grant, values["paid_on"], today)
    changes = {name: values[name] for name in ("paid_on", "paid_how", "voucher")}
    _advance("pay", grant, by=by, today=today, values=values, changes=changes)
    FundYear.objects.filter(pk=grant.budget_id).update(paid=F("paid") + grant.amount)
    return grant


@action("grant.book")
def book_payment(*, by, person, values, today):
    """A payment that somebody else decided and made (a county fund's list), entered afterwards: the fund and the check
    for help given twice hold as for any other, as of the day of the payment."""
    check_on_file(person)
    amount, paid_on, why = values["amount"], values["paid_on"], values.get("why_again") or ""
    rules.check_none_under_way(person, values["hardship"])
    rules.check_why_again(person, values["hardship"], paid_on, why)
    budget = FundYear.objects.select_for_update().get(pk=values["budget"].pk)
    if budget.year != paid_on.year:
        raise ValidationError({"budget": ValidationError(_("This is the budget of another year."), "year")})
    rules.check_covered(budget, amount)
    grant = Grant(
        **new_number(today),
        person=person,
        station=person.station,
        hardship=values["hardship"],
        facts=values.get("facts") or "外来发放名单补录",
        asked=amount,
        amount=amount,
        budget=budget,
        why_again=why,
        applied_on=paid_on,
        approved_on=paid_on,
        paid_on=paid_on,
        paid_how=values.get("paid_how") or PaidHow.CARD,
        voucher=values.get("voucher") or f"发放名单 {paid_on}",
        created_by=by,
    )
    GRANTS.begin("book", grant, by=by, today=today)
    _spend(budget.pk, amount)
    return grant


@action("grant.unbook")
def unbook(*, by, grant, values, today):
    """A payment entered from a list by mistake: its money returns to the fund."""
    budget, amount = grant.budget_id, grant.amount
    _advance("unbook", grant, by=by, today=today, values=values, changes={"amount": None, "budget": None})
    _spend(budget, -amount)
    return grant


def _spend(budget, amount):
    """Approved and paid in one."""
    FundYear.objects.filter(pk=budget).update(approved=F("approved") + amount, paid=F("paid") + amount)


@action("grant.send_back")
def send_back(*, by, grant, values, today):
    """Something is missing: the station sees what."""
    _advance("send_back", grant, by=by, today=today, values=values)
    _tell(grant, _("Sent back, please complete it: %(who)s"), level="warning")
    return grant


@action("grant.hand_in_again")
def hand_in_again(*, by, grant, values, today):
    """Completed; the three reviews begin anew."""
    changes = {name: values[name] for name in ("facts", "asked")}
    return _advance("hand_in_again", grant, by=by, today=today, values=values, changes=changes)


@action("grant.refuse")
def refuse(*, by, grant, values, today):
    """No, with the reason that the person is told."""
    _advance("refuse", grant, by=by, today=today, values=values)
    _tell(grant, _("Not granted, please tell the person why: %(who)s"), level="warning")
    return grant


@action("grant.revoke")
def revoke(*, by, grant, values, today):
    """An approval that was not paid yet is taken back: its money returns to the fund."""
    budget, amount = grant.budget_id, grant.amount
    _advance("revoke", grant, by=by, today=today, values=values, changes={"amount": None, "budget": None})
    FundYear.objects.filter(pk=budget).update(approved=F("approved") - amount)
    _tell(grant, _("The approval was revoked: %(who)s"), level="warning")
    return grant


@action("grant.withdraw")
def withdraw(*, by, grant, values, today):
    """The person no longer asks."""
    return _advance("withdraw", grant, by=by, today=today, values=values)


def _tell(grant, text, level="info", **said):
    said = {"who": grant.person.name, **said}
    notify(station=grant.station, text=text % said, url=grant.get_absolute_url(), kind="grant", level=level)


# ——— funds ———


@action("fund.set")
def set_budget(*, by, name, year, budget, note="", today):
    """The budget of a fund for a year: a new fund, a new year, or another amount; never less than is approved."""
    fund, _is_new = FundSource.objects.get_or_create(station=by.station, name=name, defaults={"note": note})
    row = FundYear.objects.select_for_update().filter(fund=fund, year=year).first() or FundYear(fund=fund, year=year)
    old = row.budget
    row.budget = budget
    rules.check_budget_not_below(row, budget)
    row.full_clean(validate_constraints=False)
    if row.pk:
        FundYear.objects.filter(pk=row.pk).update(budget=budget)
    else:
        row.save()
    record("fund.set", row, by=by, changes={"budget": (old, budget)}, note=note)
    return row


@action("fund.set")
def change_budget(*, by, fundyear, budget, note, today):
    """Another amount for a fund's year, with the document that says so."""
    row = FundYear.objects.select_for_update().get(pk=fundyear.pk)
    rules.check_budget_not_below(row, budget)
    FundYear.objects.filter(pk=row.pk).update(budget=budget)
    record("fund.set", row, by=by, changes={"budget": (row.budget, budget)}, note=note)
    row.budget = budget
    return row


# ——— the watch list ———


@action("watch.look_after")
def look_after(*, by, person, kind, reasons, done, again_on, today):
    """Somebody on the watch list was seen to. They come back on the day when somebody is to look again."""
    check_on_file(person)
    if again_on <= today:
        raise Refused("past", _("The day to look again is still to come."))
    row = LookedAfter.objects.create(
        person=person, kind=kind, on=today, done=done, again_on=again_on, reasons=reasons, by=by
    )
    record("watch.look_after", person, by=by, note=done, changes={"again_on": (None, again_on)})
    return row
