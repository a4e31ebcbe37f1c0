"""Histories for the changes: what happens to people, appeals and the network, and copies that follow by the interface."""

import json
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from appeals.actions import steps
from appeals.choices import CATEGORIES
from appeals.models import Appeal, Category
from core import changes
from core.actions import Refused
from stations.actions import (
    approve_integration,
    close_station,
    create_integration,
    host_division,
    issue_token,
    load_divisions,
    open_division,
    set_aliases,
    system_account,
    undo_change,
)
from stations.models import Division, NetworkChange, Station
from tests.appeals.made import build_accusation, build_appeal
from tests.builders import SERIAL, TODAY, build_account, build_person, identity_number
from tests.imports import centre
from veterans import actions
from veterans.models import Merge, Person, PersonCategory

READS = ["person.view", "appeal.view", "station.view", "changes.view"]
FEED = "/api/v1/changes/"


def build_integration(creator, approver, station, permissions=(), role="data_admin", **more):
    """An integration with its token (`integration.token`), made as the two administrators make it."""
    today = timezone.localdate()
    values = {"name": "省厅汇聚平台", "purpose": "汇聚", "expires_on": today + timedelta(days=90), "today": today}
    asked = create_integration(
        by=creator, station=station, role=role, permissions=[*READS, *permissions], **(values | more)
    )
    approve_integration(by=approver, integration=asked, today=today)
    return issue_token(by=creator, integration=asked, today=today)


def bearer(integration):
    return {"HTTP_AUTHORIZATION": f"Bearer {integration.token}"}


class Copy:
    """Another system's copy: what it holds under (kind, key), and its cursor."""

    def __init__(self, integration):
        self.integration, self.rows, self.cursor = integration, {}, ""
        self.client = Client(**bearer(integration))

    def page(self, limit):
        answer = self.client.get(FEED, {"limit": limit, **({"cursor": self.cursor} if self.cursor else {})})
        assert answer.status_code == 200, answer.content
        return answer.json()

    def take(self, page):
        for change in page["changes"]:
            key = (change["kind"], change["id"])
            if change["what"] == "removed":
                self.rows.pop(key, None)
            else:
                self.rows[key] = change["data"]
        self.cursor = page["cursor"]

    def follow(self, sizes):
        """Page by page to the end; `sizes` gives the next limit, or None for a page that is lost on its way."""
        page = {"more": True}
        while page["more"]:
            size = next(sizes)
            page = self.page(size or 3)
            if size is None:
                page["more"] = True  # the answer never arrived: the same cursor asks again
            else:
                self.take(page)
        return self


def in_sight(integration, plain=False):
    """All that the integration sees now, read row by row without the changes."""
    account = type(integration.account).objects.get(pk=integration.account_id)
    within = set(Station.objects.visible_to(account).values_list("pk", flat=True))
    found = {}
    for source in changes.SOURCES.values():
        if account.may(source.needs):
            rows = source.rows(source.model.objects.visible_to(account))
            told = source.told(rows, plain=plain, within=within)
            found |= {(source.kind, key): json.loads(json.dumps(row)) for key, row in told.items()}
    return found


class History:
    """One thing after the other, chosen by a random generator; each through the actions, as people do it."""

    def __init__(self, network, dice):
        self.dice, self.by, self.network = dice, system_account(), network
        self.admin = build_account(f"admin{next(SERIAL)}", network["赤壁市"], "data_admin")

    def villages(self):
        return list(Station.objects.filter(tier="village", closed_on=None))

    def someone(self):
        people = list(Person.objects.live().filter(alive="alive").order_by("pk"))
        return self.dice.choice(people) if people else self.add()

    def happen(self, name):
        try:
            return getattr(self, name)()
        except Refused:
            return None

    def add(self):
        return build_person(self.by, self.dice.choice(self.villages()))

    def amend(self):
        person = self.someone()
        values = {"rank": f"班长{self.dice.random()}", "mobile": "12600000914", "id_no": identity_number()}
        name = self.dice.choice(list(values))
        return actions.amend_person(
            by=self.by, person=person, values={name: values[name]}, version=person.version, today=TODAY
        )

    def transfer(self):
        place = self.dice.choice(self.villages())
        return actions.transfer_person(by=self.by, person=self.someone(), station=place, reason="迁居", today=TODAY)

    def merge(self):
        kept, absorbed = self.someone(), self.add()
        return actions.merge_people(
            by=self.by, kept=kept, absorbed=absorbed, taken=["mobile"], reason="同一人", today=TODAY
        )

    def unmerge(self):
        merge = Merge.objects.filter(undone_at=None).order_by("-pk").first()
        return merge and actions.unmerge_people(by=self.by, merge=merge, reason="不是同一人", today=TODAY)

    def die(self):
        return actions.report_death(by=self.by, person=self.someone(), died_on=TODAY, today=TODAY)

    def come_back(self):
        gone = Person.objects.live().exclude(alive="alive").first()
        return gone and actions.reinstate(by=self.by, person=gone, reason="误报", today=TODAY)

    def serve(self):
        values = {"unit_name": f"某部{self.dice.random()}"}
        return actions.add_related(by=self.by, person=self.someone(), kind="service", values=values)

    def withdraw_category(self):
        row = PersonCategory.objects.in_force().filter(person__record_state="live", ended_on=None).first()
        return row and actions.withdraw_related(by=self.by, row=row, reason="误录")

    def appeal(self):
        person = self.someone()
        return build_appeal(self.by_clerk_of(person.station), person=person, name=person.name, phone=None)

    def by_clerk_of(self, station):
        found = station.accounts.filter(role_names=["station_clerk"], is_service=False).first()
        return found or build_account(f"clerk_of_{station.pk}", station, "station_clerk")

    def accuse(self):
        return build_accusation(self.by_clerk_of(self.dice.choice(self.villages())))

    def escalate(self):
        case = Appeal.objects.filter(state="registered", is_restricted=False, handler__tier="village").first()
        values = {"escalation": "no_power", "note": "超出权限"}
        clerk = case and self.by_clerk_of(case.handler)
        return case and steps.escalate(by=clerk, appeal=case, values=values, today=TODAY)

    def take_in(self):
        """A roster; the next one may be undone."""
        line = centre.line(f"骆承义{self.dice.randrange(99)}", village="羊楼洞村委会")
        return centre.write(self.admin, centre.plan(self.admin, line))

    def take_back(self):
        return centre.undo(self.admin, self.take_in())

    def close(self):
        if len(villages := self.villages()) < 3:
            return self.reopen()
        source, target = self.dice.sample([v for v in villages if v.division.name != "羊楼洞村委会"], 2)
        return close_station(
            by=self.by, station=source, successor=target, kind="merged", on=TODAY, reason="合村", today=TODAY
        )

    def reopen(self):
        change = NetworkChange.objects.filter(undone_at=None).order_by("-pk").first()
        return change and undo_change(by=self.by, change=change, reason="撤回")

    def open(self):
        serial = Division.objects.count()
        town = self.dice.choice([self.network["赵李桥镇"], self.network["神山镇"]])
        name, code = f"新村{serial}", f"{town.division.code[:9]}{900 - serial:03d}"
        return open_division(by=self.by, code=code, name=name, parent=town, today=TODAY)

    def rename(self):
        place = self.dice.choice(self.villages()).division
        return set_aliases(by=self.by, division=place, names=[f"别名{self.dice.randrange(9)}"])

    def host(self):
        """The industrial park, and with it its villages, goes with another town."""
        park = Division.objects.filter(counts_as_town=False, tier="town").first()
        towns = Division.objects.filter(tier="town", counts_as_town=True)
        return park and host_division(by=self.by, division=park, host=self.dice.choice(list(towns)))


EVENTS = [name for name, value in vars(History).items() if callable(value) and name not in (
    "__init__", "villages", "someone", "happen", "by_clerk_of"
)]  # fmt: skip


def build_park(network):
    """An industrial park with one village, hosted by a town: the tree below it can be hung elsewhere."""
    by, host = system_account(), network["赵李桥镇"].division
    rows = [
        {"code": "421281400000", "name": "开发区", "tier": "town", "parent_code": "421281000000"},
        {"code": "421281400201", "name": "开发区村", "tier": "village", "parent_code": "421281400000"},
    ]
    load_divisions(by=by, rows=rows, today=TODAY)
    host_division(by=by, division=Division.objects.get(code="421281400000"), host=host)


def build_categories():
    for order, (code, label, short) in enumerate(CATEGORIES, start=1):
        Category.objects.get_or_create(code=code, defaults={"label": label, "short": short, "order": order})
