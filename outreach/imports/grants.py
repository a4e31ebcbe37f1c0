"""Payments that a fund outside made: its list, entered as paid grants. The fund is not overdrawn and nobody is helped
twice unseen, neither by what is on file nor by the rows above in the same file."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field

from core.actions import Refused
from core.imports.columns import Column
from core.imports.models import Outcome
from core.imports.plan import sheet_kind
from core.imports.words import TAKEN_BACK, Read, a_day_gone, an_amount, coded, labels_of
from core.validators import PartialDate, Problem, parse_partial_date
from outreach.actions import assistance
from outreach.choices.assistance import HARDSHIPS, PaidHow
from outreach.models import FundYear, Grant, GrantMove, Hardship
from outreach.rules import assistance as rules
from veterans.imports.named import NAMES_A_PERSON, PERSON_COLUMNS, AboutPeople, AboutPerson
from veterans.models import Person

HOW_WORDS = {
    PaidHow.CARD: ("一卡通", "社会化发放", "社保卡"),
    PaidHow.TRANSFER: ("转账", "银行", "打卡"),
    PaidHow.CASH: ("现金",),
    PaidHow.GOODS: ("物资",),
}


class HardshipRead(Read):
    """One of the bureau's hardships: 生活难, or as lists say it, 生活 or 生活困难."""

    def __init__(self):
        super().__init__(self.find)
        self.known = {}

    def find(self, text):
        if not self.known:
            for hardship in Hardship.current():
                bare = hardship.label.removesuffix("难")
                self.known |= dict.fromkeys((hardship.label, bare, f"{bare}困难"), hardship)
        labels = "、".join(dict.fromkeys(str(one) for one in self.known.values()))
        message = _("One of these, please: %(labels)s.") % {"labels": labels}
        return self.known.get(text) or Problem("choice", message)


class FundRead(Read):
    """The budget of a fund that the user sees, of the year of the payment."""

    def __init__(self, budgets, today):
        super().__init__(None, lambda budget: budget.fund.name)
        self.budgets, self.today = budgets, today

    def look(self, text, row):
        day = parse_partial_date(row.get("paid_on", ""), today=self.today)
        if not text or not isinstance(day, PartialDate):
            return None
        found = list(self.budgets.filter(fund__name=text, year=day.year)[:2])
        if len(found) == 1:
            return found[0]
        said = {"fund": text, "year": day.year}
        if found:
            return Problem("funds", _("Several funds are called %(fund)s.") % said)
        return Problem("no_fund", _("No fund %(fund)s has a budget for %(year)s.") % said)


class GrantResource(AboutPerson):
    """Payments on record, found by person, hardship, day and amount. They are entered or taken back, never amended."""

    hardship = Field("hardship", "hardship")
    fund = Field("budget", "fund")
    order = ("-paid_on", "pk")

    class Meta(AboutPerson.Meta):
        model = Grant
        clean_model_instances = False  # the action fills the rest and checks it
        fields = ("name", "id_no", "record", "hardship", "amount", "fund", "paid_on", "paid_how", "voucher", "facts",
                  "why_again")  # fmt: skip
        import_id_fields = ("id_no", "hardship", "paid_on", "amount")

    def __init__(self, **about):
        super().__init__(**about)
        self.promised, self.helped, self.homes = Counter(), defaultdict(list), defaultdict(list)

    def widgets(self):
        return super().widgets() | {
            "hardship": HardshipRead(),
            "amount": an_amount(),
            "fund": FundRead(self.named(FundYear).select_related("fund"), self.today),
            "paid_on": a_day_gone(self.today),
            "paid_how": coded(PaidHow.choices, HOW_WORDS),
        }

    def get_queryset(self):
        return super().get_queryset().paid().select_related("budget__fund")

    def in_order(self, rows):
        return super().in_order(rows.paid().select_related("person", "hardship", "budget__fund"))

    def add(self, values):
        if not values.get("why_again"):
            self.check_helped_once(*(values[name] for name in ("person", "hardship", "paid_on")))
        rules.check_covered(values["budget"], values["amount"], promised=self.promised[values["budget"].pk])
        return assistance.book_payment(by=self.by, person=values["person"], values=values, today=self.today)

    def check_helped_once(self, person, hardship, paid_on):
        """Neither on file nor in the rows above: the person, and then the household."""

        def is_near(days):
            return any(abs((paid_on - day).days) <= rules.again_days() for day in days)

        rules.check_none_under_way(person, hardship)
        if is_near(self.helped[person.pk, hardship.pk]):
            raise rules.helped_again()
        rules.check_why_again(person, hardship, paid_on, "")
        above = [
            day for home in rules.homes_of(person) for key, day in self.homes[home, hardship.pk] if key != person.pk
        ]
        if is_near(above) or rules.standing_at_home(person, hardship, paid_on).exists():
            raise rules.helped_at_home()

    def reckon(self, outcome, payload):
        if outcome != Outcome.CREATED:
            return
        new = payload["values"]
        paid_on = date.fromisoformat(new["paid_on"])
        self.promised[new["budget"]] += Decimal(new["amount"])
        self.helped[new["person"], new["hardship"]].append(paid_on)
        for home in rules.homes_of(self.named(Person).get(pk=new["person"])):
            self.homes[home, new["hardship"]].append((new["person"], paid_on))

    def amend(self, row, values):
        raise Refused("recorded", _("This payment is on record already, with other particulars."))

    def remove(self, row):
        assistance.unbook(by=self.by, grant=row, values={"note": TAKEN_BACK}, today=self.today)


@sheet_kind("outreach.grants")
class Grants(AboutPeople):
    """Payments, one a row."""

    title, model, resource = gettext_lazy("Payments of assistance"), Grant, GrantResource
    needs, export_needs = "grant.book", "grant.export"
    key_columns = (*NAMES_A_PERSON, "hardship", "paid_on", "amount")
    brings = (GrantMove,)
    blames = {"overdrawn": "amount", "again": "why_again", "home": "why_again", "under_way": "hardship",
              "recorded": "voucher"}  # fmt: skip
    asks = ("home",)
    columns = (
        *PERSON_COLUMNS,
        Column("hardship", gettext_lazy("hardship"), formal="困难类别", synonyms=("困难类型", "帮扶类别", "救助类别"),
               is_required=True, example="医疗难", choices=tuple(label for _code, label, _order in HARDSHIPS)),
        Column("amount", gettext_lazy("amount (yuan)"), formal="金额（元）", is_required=True, example="2000.00",
               synonyms=("金额", "帮扶金额", "救助金额", "发放金额", "实发金额")),
        Column("fund", gettext_lazy("fund"), formal="资金来源", synonyms=("资金", "专项资金", "经费来源"), is_required=True,
               note="与系统中的资金名称一致，当年须有预算"),
        Column("paid_on", gettext_lazy("paid on"), formal="发放日期", synonyms=("发放时间", "支付日期", "到账日期"),
               is_required=True, example="2026-03-05"),
        Column("paid_how", gettext_lazy("way of payment"), formal="发放方式", synonyms=("支付方式",),
               choices=labels_of(PaidHow.choices)),
        Column("voucher", gettext_lazy("voucher"), formal="凭证号", synonyms=("凭证", "凭证编号", "批次号")),
        Column("facts", gettext_lazy("what has happened"), formal="困难情况", synonyms=("事由", "困难原因", "帮扶事由")),
        Column("why_again", gettext_lazy("why help is due again"), formal="再次帮扶理由", synonyms=("重复帮扶理由",),
               note="本人或同户一年内因同一困难已帮扶过的必填"),
    )  # fmt: skip
