"""Synthetic people with the spread of ages, categories and gaps that a bureau's files show."""

import random
from datetime import date, timedelta

from django.db import connection, transaction

from core import bulk
from core.validators import PartialDate, identity_check_digit
from veterans.choices import bits_of
from veterans.models import Person, PersonCategory
from veterans.models.derive import derive

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧蔡潘田董袁于余叶蒋杜苏魏程吕丁沈任姚卢傅钟姜"
    "崔谭廖范汪陆金石戴贾韦夏邱方侯邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤但饶舒涂骆单仇解查区葛尉毕"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "尉迟")
GIVEN_MEN = "国清家喜德胜望生建军志远明礼四海承义全保昌盛厚朴福来启明长林大勇立群光辉海涛卫东永红爱民新华文斌学军小川少华天佑永贵春生金山"
GIVEN_WOMEN = "传英桂芝腊梅德容秀兰玉珍春梅素芬淑华金枝小红丽萍冬秀翠兰晓燕雪琴美玲桂香丽娟海霞婷敏静洁莉"
RARE = ("阿依古丽·买买提", "艾合买提·吐尔逊", "王𬭎", "李䶮", "扎西·多吉")

# code, share in thousand, ages
SPREAD = (
    ("SELF_EMPLOYED_PATH", 430, (22, 58)),
    ("81", 190, (60, 84)),
    ("DISCHARGED", 120, (40, 75)),
    ("11", 45, (28, 82)),
    ("51", 50, (60, 78)),
    ("41", 15, (88, 96)),
    ("42", 20, (58, 86)),
    ("61", 12, (62, 84)),
    ("21", 10, (50, 92)),
    ("22", 8, (45, 88)),
    ("23", 20, (45, 90)),
    ("B", 10, (61, 80)),
    ("MIL_FAMILY", 30, (20, 60)),
    ("TRANSFER_PLANNED", 15, (42, 75)),
    ("MONTHLY_PENSION", 10, (34, 55)),
    ("ASSIGNED_WORK", 8, (32, 60)),
    ("MIL_RETIREE", 7, (60, 94)),
)
EMPLOYMENT = (
    "PRIVATE_FIRM",
    "PRIVATE_FIRM",
    "SELF",
    "FLEXIBLE",
    "FARMING",
    "FARMING",
    "SEEKING",
    "ORGAN",
    "STATE_FIRM",
)
BRANCHES = ("ARMY", "ARMY", "ARMY", "NAVY", "AIR", "ROCKET", "PAP", "RAILWAY")


class Maker:
    """Makes people one after another, the same ones for the same seed. `today` anchors their ages."""

    def __init__(self, stations, today, seed=20260101):
        self.random = random.Random(seed)
        self.stations, self.today = list(stations), today
        self.weights = [self.random.choice((1, 2, 2, 3, 3, 4, 6)) * self._stage(station) for station in self.stations]
        self.serial = 0

    @staticmethod
    def _stage(station):
        """The villages where the demo accounts work are larger, so that their desks show something."""
        return 12 if station.division.name.startswith("羊楼洞") else 1

    def people(self, count):
        """(person, category codes) pairs, derived and sealed, not saved."""
        for station in self.random.choices(self.stations, self.weights, k=count):
            yield self.person(station)

    def person(self, station):
        pick = self.random
        codes, ages = self._categories()
        sex = "2" if codes[0] in ("21", "22", "23", "MIL_FAMILY") and pick.random() < 0.7 else "1"
        birth = self.today - timedelta(days=int(365.25 * pick.uniform(*ages)))
        person = Person(
            name=self._name(sex),
            id_no=self._number(birth, sex),
            station=station,
            group=f"{pick.randint(1, 9)}组",
            addr=f"{station.place}{pick.randint(1, 9)}组{pick.randint(1, 120)}号",
            hukou_type="1" if pick.random() < 0.8 else "2",
            ethnic_group="01" if pick.random() < 0.94 else "15",
            political_status="01" if pick.random() < 0.3 else "13",
            mobile=self._phone() if pick.random() < 0.94 else None,
            living_state=pick.choice(("1", "1", "2", "2", "3")),
            is_demo=True,
        )
        person.hukou_addr = person.addr if pick.random() < 0.9 else ""
        self._service(person, codes, birth)
        self._state(person, birth)
        derive(person, codes, self.today)
        return person, codes

    def _categories(self):
        code, _share, ages = self.random.choices(SPREAD, [share for _code, share, _ages in SPREAD])[0]
        return ([code, "51"] if code == "11" and self.random.random() < 0.2 else [code]), ages

    def _name(self, sex):
        pick = self.random
        if pick.random() < 0.004:
            return pick.choice(RARE)
        given = GIVEN_WOMEN if sex == "2" else GIVEN_MEN
        surname = pick.choice(COMPOUND) if pick.random() < 0.01 else pick.choice(SURNAMES)
        return surname + "".join(pick.sample(given, 1 if pick.random() < 0.12 else 2))

    def _number(self, birth, sex):
        """Unassigned prefix, true birth date, running serial with the parity of the sex, true check digit."""
        self.serial += 1
        order = (self.serial % 499) * 2 + (1 if sex == "1" else 2)
        county = self.serial // 499 % 10000
        body = f"99{county:04d}{birth:%Y%m%d}{order:03d}"
        return body + identity_check_digit(body)

    def _phone(self):
        # no mobile number begins with 12, so that no demo call reaches anybody
        return f"12{self.random.randint(0, 999_999_999):09d}"

    def _service(self, person, codes, birth):
        pick = self.random
        if codes[0] in ("21", "22", "23", "B", "MIL_FAMILY"):
            return
        enlisted = birth.year + pick.randint(18, 21)
        years = pick.choice((2, 2, 3, 3, 4, 5, 8, 12, 16))
        if enlisted + years >= self.today.year:
            enlisted, years = self.today.year - 4, 2
        person.enlist_date = PartialDate(enlisted, pick.choice((3, 9, 11, 12))) if pick.random() < 0.97 else None
        person.discharge_date = PartialDate(enlisted + years, pick.choice((1, 10, 11, 12)))
        person.branch = pick.choice(BRANCHES)
        person.unit_name = f"{pick.randint(31, 96)}{pick.randint(100, 999)}部队"
        if "11" in codes:
            person.disability_level = f"{pick.choice((5, 6, 7, 7, 8, 8, 9, 9, 10, 10)):02d}"
            person.disability_nature = pick.choice("12") if person.disability_level > "06" else pick.choice("123")
            person.benefit_cert_no = f"鄂军{pick.choice('HGB')}{pick.randint(1, 99999):06d}"

    def _state(self, person, birth):
        pick = self.random
        age = (self.today - birth).days / 365.25
        person.employment = ("RETIRED" if pick.random() < 0.5 else "FARMING") if age >= 60 else pick.choice(EMPLOYMENT)
        person.health = pick.choice(("10", "10", "20", "30")) if age < 75 else pick.choice(("20", "30", "30"))
        person.plaque_hung = pick.random() < 0.95
        person.card_issued = pick.random() < 0.9
        if age > 78 and pick.random() < 0.12:
            person.alive = "deceased"
            person.died_on = self.today - timedelta(days=pick.randint(5, 900))


def save_people(pairs, *, chunk=1000):
    """Store (person, codes) pairs in bulk; returns how many."""
    total, batch = 0, []
    for pair in pairs:
        batch.append(pair)
        if len(batch) == chunk:
            total += _save(batch)
            batch = []
    return total + _save(batch)


@transaction.atomic
def _save(batch):
    for person, codes in batch:
        person.holds = bits_of(codes)
    insert([person for person, _codes in batch])
    insert(
        [
            PersonCategory(person=person, category=code, approved_on=date(2019, 1, 1))
            for person, codes in batch
            for code in codes
        ]
    )
    return len(batch)


def insert(rows):
    """Past the model layer, for tens of thousands: what is alike in all rows is prepared once. The rows get their keys."""
    if not rows:
        return
    model = type(rows[0])
    for row, key in zip(rows, bulk.reserve_keys(model, len(rows)), strict=True):
        row.pk = key
    columns, same = {}, {}
    for field in model._meta.concrete_fields:
        values = [field.pre_save(row, True) for row in rows]
        if all(value == values[0] for value in values):
            same[field.name] = field.get_db_prep_save(values[0], connection)
        else:
            columns[field.name] = [field.get_db_prep_save(value, connection) for value in values]
    bulk.insert_rows(model, tuple(columns), zip(*columns.values(), strict=True), same=same)
