"""Visits, grants, funds, plaques and awards for tests, made by the actions themselves."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from outreach.actions import assistance, honours, visits
from outreach.choices.assistance import HARDSHIPS
from outreach.models import Grant, Hardship
from tests.builders import TODAY, build_person

NOTE = {"note": "情况属实。"}


def hardship(code="MEDICAL"):
    for key, label, order in HARDSHIPS:
        Hardship.objects.get_or_create(code=key, defaults={"label": label, "order": order})
    return Hardship.objects.get(code=code)


def visit_values(person, **changes):
    values = {
        "person": person,
        "subject": "person",
        "occasion": "spring",
        "way": "home",
        "on": TODAY,
        "visitors": "刘敏",
        "money": Decimal("300"),
        "note": "身体尚可。",
    }
    return values | changes


def build_visit(by, person=None, today=TODAY, **changes):
    person = person or build_person(by)
    return visits.record_visit(by=by, values=visit_values(person, **changes), today=today)


def build_plan(by, **changes):
    values = {
        "title": "第四季度常态化联系",
        "occasion": "routine",
        "target": "all",
        "first_on": date(2026, 10, 1),
        "last_on": date(2026, 12, 31),
        "note": "",
    }
    return visits.plan_visits(by=by, values=values | changes)


def build_grant(by, person=None, today=TODAY, **changes):
    values = {"hardship": hardship(), "facts": "因病住院自付较多。", "asked": Decimal("2000"), "why_again": ""}
    return assistance.apply_for_grant(by=by, person=person or build_person(by), values=values | changes, today=today)


def build_budget(by, budget="10000", name="市级帮扶资金", year=TODAY.year):
    return assistance.set_budget(by=by, name=name, year=year, budget=Decimal(budget), today=TODAY)


def fresh(grant):
    return Grant.objects.select_related("person", "hardship", "station", "budget__fund").get(pk=grant.pk)


class Way:
    """Brings a grant as far as asked, each review by another hand."""

    def __init__(self, clerk, town_clerk, leader, officer):
        self.clerk, self.town_clerk, self.leader, self.officer = clerk, town_clerk, leader, officer

    def reviewed(self, grant):
        assistance.review(by=self.clerk, grant=fresh(grant), values=NOTE, today=TODAY)
        return fresh(grant)

    def checked(self, grant):
        assistance.check(by=self.town_clerk, grant=self.reviewed(grant), values=NOTE, today=TODAY)
        return fresh(grant)

    def approved(self, grant, budget, amount="2000"):
        values = {**NOTE, "budget": budget, "amount": Decimal(amount)}
        assistance.approve(by=self.leader, grant=self.checked(grant), values=values, today=TODAY)
        return fresh(grant)

    def paid(self, grant, budget, amount="2000", paid_on=TODAY):
        values = {"paid_on": paid_on, "paid_how": "card", "voucher": "记101"}
        assistance.pay(by=self.officer, grant=self.approved(grant, budget, amount), values=values, today=TODAY)
        return fresh(grant)


def photo_file(size=(2400, 1800), name="现场.jpg"):
    """A photo as a phone takes it: large, turned, with the place written into it."""
    picture = Image.new("RGB", size, "#446655")
    exif = picture.getexif()
    exif[0x0110] = "Phone X"  # model
    exif.get_ifd(0x8825)[2] = (29.0, 43.0, 12.0)  # latitude
    content = BytesIO()
    picture.save(content, "JPEG", exif=exif)
    return SimpleUploadedFile(name, content.getvalue(), content_type="image/jpeg")


def build_award(by, person=None, **changes):
    values = {"name": "最美退役军人", "level": "city", "awarded_on": TODAY, "document_no": "", "issuer": "", "note": ""}
    return honours.record_award(by=by, person=person or build_person(by), values=values | changes, today=TODAY)


def build_notice(by, person=None, **changes):
    values = {
        "merit": "MERIT3",
        "delivered_on": TODAY,
        "delivered_to": "父亲",
        "delivered_by": "镇站",
        "prize": Decimal(1000),
    }
    return honours.deliver_notice(by=by, person=person, soldier="余小军", values=values | changes, today=TODAY)
