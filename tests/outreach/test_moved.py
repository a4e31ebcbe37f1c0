"""After a transfer: the next desk reads the history, the old one keeps what it did and learns nothing more."""

from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from bureau.drafting import listed
from core import sealed_files
from core.actions import Refused
from core.figures import Period
from core.imports import plan
from core.models import Notice
from outreach import calendar
from outreach.actions import assistance, visits
from outreach.actions.photos import add_photos
from outreach.desk import assistance as grants_desk
from outreach.desk import honours as honours_desk
from outreach.desk import today as today_desk
from outreach.desk import visits as visits_desk
from outreach.figures import honours as f
from outreach.models import Award, Grant, MeritNotice, Visit
from outreach.models.honours import has_plaque, household_counted
from tests.builders import TODAY, build_person
from tests.outreach.made_visits import (
    build_award,
    build_budget,
    build_grant,
    build_notice,
    build_visit,
    fresh,
    photo_file,
)
from veterans import actions as verbs
from veterans.models import HonourPlaque, Person

YEAR = Period.year(TODAY)
BEFORE, AFTER = "余大海", "余海"
pytestmark = pytest.mark.usefixtures("on_the_day")


def text(answer):
    return answer.content.decode()


def move(by, person, station):
    verbs.transfer_person(by=by, person=person, station=station, reason="随子女居住", today=TODAY)
    return Person.objects.get(pk=person.pk)


def rename(by, person, name):
    return verbs.amend_person(by=by, person=person, values={"name": name}, version=person.version, today=TODAY)


class Moved:
    """Somebody with a past at the village of `clerk`, on file at that of `outsider` since, and renamed there."""

    def __init__(self, clerk, outsider, officer, way):
        self.person = person = build_person(clerk, name=BEFORE)
        self.visit = build_visit(clerk, person, note="腿脚不便。")
        add_photos(by=clerk, visit=self.visit, photos=[photo_file((60, 40))], today=TODAY)
        self.photo = self.visit.photos.get()
        self.budget = build_budget(officer)
        self.grant = way.paid(build_grant(officer, person), self.budget)
        self.award = build_award(clerk, person)
        self.notice = build_notice(clerk, person)
        self.person = rename(outsider, move(clerk, person, outsider.station), AFTER)


@pytest.fixture
def moved(clerk, outsider, officer, way):
    return Moved(clerk, outsider, officer, way)


LISTS = ("visits", "grants", "awards", "merit_notices", "plaques", "cards", "contacts", "watch", "households", "today",
         "calendar")  # fmt: skip


# ——— the next desk ———


def test_the_next_desk_reads_what_was_done_before_on_the_persons_page(enter, moved, outsider):
    page = text(enter(outsider).get(moved.person.get_absolute_url() + "?tab=outreach"))
    for row in (moved.visit, moved.grant):
        assert f'href="{row.get_absolute_url()}"' in page
    assert "最美退役军人" in page and "余小军" in page
    assert moved.visit.station.place in page  # where it was done


def test_the_next_desk_opens_the_earlier_rows_and_changes_none(enter, moved, outsider):
    client = enter(outsider)
    visit = text(client.get(moved.visit.get_absolute_url()))
    assert "腿脚不便。" in visit and AFTER in visit
    for name in ("raise_issue", "add_photos", "withdraw_visit"):
        address = reverse(f"outreach:{name}", args=[moved.visit.pk])
        assert address not in visit
        assert client.get(address).status_code == 404
    photo = client.get(reverse("outreach:visit_photo", args=[moved.photo.pk]))
    assert photo.status_code == 200 and photo.content == sealed_files.content(moved.photo.place)
    assert "情况属实。" in text(client.get(moved.grant.get_absolute_url()))
    assert client.post(reverse("outreach:grant_unbook", args=[moved.grant.pk]), {"note": "x"}).status_code in (403, 404)


def test_the_history_counts_for_nothing_at_the_next_desk(enter, moved, outsider):
    for figure in (f.VISITS, f.CONTACTS, f.GRANTED, f.HELPED, f.AWARDS, f.NOTICES):
        assert figure.evaluate(outsider, YEAR).number == 0, figure.key
    for name in ("visits", "grants", "awards", "merit_notices"):
        assert enter(outsider).get(reverse(f"outreach:{name}")).context["look"].total == 0, name


def test_the_next_desk_is_told_of_earlier_help_when_it_applies_again(enter, moved, outsider):
    page = text(enter(outsider).get(reverse("outreach:add_grant"), {"person": moved.person.pk}))
    assert "医疗难" in page.split("chosen")[1]


def test_a_third_station_sees_none_of_it(enter, moved, network):
    from tests.builders import build_account

    third = build_account("third", network["蓼坪村委会"], "station_clerk")
    client = enter(third)
    for address in (moved.visit.get_absolute_url(), moved.grant.get_absolute_url(), moved.person.get_absolute_url()):
        assert client.get(address).status_code == 404
    assert client.get(reverse("outreach:visit_photo", args=[moved.photo.pk])).status_code == 404


# ——— the old station ———


def test_the_old_station_keeps_what_it_did(enter, moved, clerk):
    assert f.VISITS.evaluate(clerk, YEAR).number == 1
    assert f.GRANTED.evaluate(clerk, YEAR).number == Decimal("2000")
    assert f.AWARDS.evaluate(clerk, YEAR).number == f.NOTICES.evaluate(clerk, YEAR).number == 1
    client = enter(clerk)
    for row in (moved.visit, moved.grant):
        page = text(client.get(row.get_absolute_url()))
        assert BEFORE in page and AFTER not in page
        assert moved.person.get_absolute_url() not in page


@pytest.mark.parametrize("name", LISTS)
def test_no_list_of_the_old_station_names_or_links_whoever_has_gone(enter, moved, clerk, name):
    page = text(enter(clerk).get(reverse(f"outreach:{name}")))
    assert AFTER not in page and moved.person.get_absolute_url() not in page


@pytest.mark.parametrize("name", ["visits", "grants", "awards"])
def test_an_export_of_the_old_station_says_what_its_list_says(enter, moved, clerk, name):
    answer = enter(clerk).post(reverse(f"outreach:{name}"), {"export": "1"})
    book = load_workbook(BytesIO(answer.getvalue()))
    cells = [str(cell) for row in book.active.iter_rows(values_only=True) for cell in row]
    assert BEFORE in cells and AFTER not in cells


@pytest.mark.parametrize("name", ["visits", "grants", "awards"])
def test_a_search_at_the_old_station_knows_the_old_name_only(enter, moved, clerk, name):
    client, address = enter(clerk), reverse(f"outreach:{name}")
    assert client.post(address, {"q": BEFORE}, follow=True).context["look"].total == 1
    assert client.post(address, {"q": AFTER}, follow=True).context["look"].total == 0


def test_the_bureau_reads_todays_name(enter, moved, officer):
    page = text(enter(officer).get(reverse("outreach:visits")))
    assert AFTER in page and BEFORE not in page


def test_what_is_done_afterwards_is_nothing_to_the_old_station(enter, moved, clerk, outsider, officer):
    visit = build_visit(outsider, moved.person, note="新住处安顿好了。")
    grant = build_grant(outsider, moved.person, why_again="又住院")
    build_award(outsider, moved.person, name="荆楚楷模")
    build_notice(outsider, moved.person)
    counted = [figure.evaluate(clerk, YEAR).number for figure in (f.VISITS, f.AWARDS, f.NOTICES, f.WAITING)]
    assert counted == [1, 1, 1, 0]
    client = enter(clerk)
    for row in (visit, grant):
        assert client.get(row.get_absolute_url()).status_code == 404
    page = text(client.get(moved.visit.get_absolute_url()))
    assert visit.get_absolute_url() not in page and str(visit.on) not in page.replace(str(moved.visit.on), "")
    assert grant.get_absolute_url() not in text(client.get(moved.grant.get_absolute_url()))


def test_the_old_station_registers_nothing_new_for_whoever_has_gone(enter, moved, clerk):
    page = text(enter(clerk).get(moved.visit.get_absolute_url()))
    assert "档案已转到其他站点" in page  # the button says why not
    said = {"title": "屋顶漏雨", "category": None, "facts": "x", "demand": "x"}
    with pytest.raises(Refused) as refusal:
        visits.raise_issue(by=clerk, visit=fresh_visit(moved.visit), today=TODAY, **said)
    assert refusal.value.code == "elsewhere"


def fresh_visit(visit):
    return Visit.objects.select_related("person").get(pk=visit.pk)


@pytest.mark.parametrize("kind", ["outreach.grants", "outreach.awards"])
def test_a_workbook_of_the_old_station_names_nobody_who_has_gone(moved, clerk, outsider, officer, kind):
    sheet = plan.KINDS[kind]
    rows = {who.username: exported(sheet, who) for who in (clerk, outsider, officer)}
    assert rows == {"clerk": 0, "outsider": 0, "officer": 1}


def exported(sheet, who):
    resource = sheet.resource(by=who, today=TODAY)
    return resource.in_order(sheet.model.objects.visible_to(who)).count()


def test_the_old_stations_day_and_calendar_say_nothing_new(moved, clerk, outsider):
    assistance.look_after(
        by=outsider,
        person=moved.person,
        kind="falling",
        reasons="",
        done="已走访",
        again_on=TODAY.replace(day=28),
        today=TODAY,
    )
    said = [one.about for one in today_desk.done_today(clerk, timezone.localdate(moved.visit.created_at))]
    assert AFTER not in "".join(said) and BEFORE in "".join(said)
    weeks = calendar.month_of(clerk, TODAY.replace(day=1), TODAY)
    assert AFTER not in "".join(item.title for week in weeks for day in week for item in day.items)


def test_the_desk_asks_by_whom_the_record_is_seen(moved, clerk, outsider):
    for found in (visits_desk.of_person, grants_desk.of_person, honours_desk.awards_of, honours_desk.notices_of):
        assert found(moved.person, outsider).count() == 1
    assert {model.objects.told_to(clerk).count() for model in (Visit, Grant, Award, MeritNotice)} == {1}


@pytest.mark.parametrize("figure", [f.VISITS, f.GRANTED, f.AWARDS])
def test_the_rows_behind_a_number_of_a_report_are_named_as_their_reader_knows_them(moved, clerk, officer, figure):
    labels = {who.username: told_of(figure, who) for who in (clerk, officer)}
    assert BEFORE in labels["clerk"] and AFTER not in labels["clerk"]
    assert AFTER in labels["officer"]


def told_of(figure, who):
    return "".join(row[1] for row in listed(figure, figure.rows(who, YEAR), who))


# ——— what is not finished goes along ———


def test_an_application_under_way_is_reviewed_where_the_person_is_now(clerk, outsider, way, enter, officer, leader):
    person = build_person(clerk, name=BEFORE)
    grant = way.reviewed(build_grant(officer, person))
    move(clerk, person, outsider.station)
    assert fresh(grant).station == outsider.station
    client = enter(clerk)
    assert client.get(grant.get_absolute_url()).status_code == 404
    assert not grants_desk.waiting(clerk).exists()
    assert "情况属实。" in text(enter(outsider).get(grant.get_absolute_url()))
    Notice.objects.all().delete()
    assistance.refuse(by=leader, grant=fresh(grant), values={"note": "不符合"}, today=TODAY)
    assert set(Notice.objects.values_list("station", flat=True)) == {outsider.station_id}


def test_a_grant_that_waits_for_its_payment_is_paid_where_the_person_is(clerk, outsider, way, officer):
    person, budget = build_person(clerk), build_budget(officer)
    grant = way.approved(build_grant(officer, person), budget)
    move(clerk, person, outsider.station)
    values = {"paid_on": TODAY, "paid_how": "card", "voucher": "记9"}
    assistance.pay(by=officer, grant=fresh(grant), values=values, today=TODAY)
    assert f.GRANTED.evaluate(clerk, YEAR).number == 0
    assert f.GRANTED.evaluate(outsider, YEAR).number == Decimal("2000")


# ——— the plaque ———


def at_home(clerk, number="12"):
    person, wife = build_person(clerk, name=BEFORE), build_person(clerk, name="李小兰")
    for one in (person, wife):
        verbs.settle_household(by=clerk, person=one, number=number, relation="01" if one is person else "10")
    return Person.objects.get(pk=person.pk), Person.objects.get(pk=wife.pk)


def test_the_plaque_stays_at_the_door_and_the_new_home_is_owed_one(enter, clerk, outsider):
    person, wife = at_home(clerk)
    plaque = verbs.hang_plaque(by=clerk, person=person, on=TODAY)
    other = build_person(outsider, name="邻居")
    verbs.settle_household(by=outsider, person=other, number="12", relation="01")
    person = move(clerk, person, outsider.station)
    assert f.PLAQUES.evaluate(clerk, YEAR).detail == "1 / 1"
    assert f.PLAQUES.evaluate(outsider, YEAR).detail == "0 / 2"  # another household than number 12 there
    page = text(enter(outsider).get(person.get_absolute_url() + "?tab=honours"))
    assert plaque.household.station.place in page
    assert reverse("veterans:plaque", args=[plaque.pk]) not in page
    verbs.hang_plaque(by=outsider, person=person, on=TODAY)
    assert Person.objects.filter(household_counted(), has_plaque(), station=outsider.station).count() == 1
    rename(outsider, Person.objects.get(pk=person.pk), AFTER)
    seen = text(enter(clerk).get(wife.get_absolute_url() + "?tab=honours"))
    assert BEFORE in seen and AFTER not in seen


def test_the_old_door_says_nothing_about_the_new_one(clerk, outsider):
    person, wife = at_home(clerk)
    plaque = verbs.hang_plaque(by=clerk, person=person, on=TODAY)
    person = move(clerk, person, outsider.station)
    verbs.hang_plaque(by=outsider, person=person, on=TODAY)
    with pytest.raises(Refused) as refusal:
        verbs.replace_plaque(by=clerk, plaque=HonourPlaque.objects.get(pk=plaque.pk), on=TODAY, reason="褪色")
    assert refusal.value.code == "moved_out"
    verbs.advance_plaque(by=clerk, plaque=plaque, state="cancelled", on=TODAY, reason="已搬走")
    assert Person.objects.get(pk=person.pk).plaque_hung is True
    assert HonourPlaque.objects.filter(state="hung").count() == 1
    verbs.hang_plaque(by=clerk, person=Person.objects.get(pk=wife.pk), on=TODAY)


def test_a_household_number_from_a_roster_of_the_new_place_stands(clerk, outsider):
    person, _wife = at_home(clerk)
    Person.objects.filter(pk=person.pk).update(household_no="38")
    assert move(clerk, Person.objects.get(pk=person.pk), outsider.station).household_no == "38"
