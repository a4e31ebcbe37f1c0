"""Staff, five haves and ratings for every station of the demonstration, with the gaps that a real network shows."""

from datetime import date

from core.validators import PartialDate
from stations.choices import Have, SchemeKind, Stage, Tier
from stations.models import Assessment, FiveHaves, RatingScheme, StaffMember, Station
from stations.rules import stars_of

SURNAMES, GIVEN = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡",
    ("建国", "丽华", "志强", "秀英", "海燕", "文斌", "春梅", "立新", "晓东", "玉兰"),
)
POSTS = ("站长", "信息员", "联络员")
EVIDENCE = {
    Have.ORGANISATION: "赤编发〔2019〕12号，已挂牌",
    Have.POSTS: "核定 2 名",
    Have.PEOPLE: "一专一兼",
    Have.FUNDS: "年度经费列入预算",
    Have.SUPPORT: "办公室、调解室各一间，制度上墙",
}
SOME_FULL = 0.93


def load(today, random):
    """Fill in what is missing; returns how many stations were filled in."""
    if StaffMember.objects.filter(is_demo=True).exists():
        return 0
    stations = list(Station.objects.in_network().select_related("division"))
    scheme = RatingScheme.objects.filter(kind=SchemeKind.STARS).first()
    for station in stations:
        _master_data(station, random)
    Station.objects.bulk_update(stations, ["address", "phone", "head_name", "open_hours", "opened_on", "fengqiao_on"])
    StaffMember.objects.bulk_create(member for station in stations for member in _staff(station, random))
    FiveHaves.objects.bulk_create(row for station in stations for row in _haves(station, today.year, random))
    Assessment.objects.bulk_create(
        _rating(station, scheme, today, random) for station in stations if random.random() < SOME_FULL
    )
    return len(stations)


def _name(random):
    return random.choice(SURNAMES) + random.choice(GIVEN)


def _master_data(station, random):
    station.address = f"{station.division.name}党群服务中心一楼"
    station.phone = f"0715-5{random.randint(100000, 999999)}" if random.random() < SOME_FULL else ""
    station.head_name = _name(random)
    station.open_hours = "周一至周五 8:30—12:00，14:30—17:30"
    station.opened_on = date(2019, random.randint(1, 9), random.randint(1, 28))
    is_model = station.division.name.startswith("陆水湖") or random.random() < 0.04
    station.fengqiao_on = date(2024, 12, 20) if is_model else None


def _staff(station, random):
    count = {Tier.CITY: 6, Tier.TOWN: 3}.get(station.tier, 2)
    for number in range(count if random.random() < 0.95 else 0):
        yield StaffMember(
            station=station,
            name=_name(random),
            post=POSTS[min(number, 2)],
            is_full_time=number == 0 or station.tier == Tier.CITY,
            is_veteran=random.random() < 0.4,
            since=PartialDate(random.randint(2019, 2025), random.randint(1, 12)),
            is_demo=True,
        )


def _haves(station, year, random):
    for one in (year - 1, year):
        if one == year and random.random() < 0.08:
            continue
        row = FiveHaves(
            station=station,
            year=one,
            budget=random.randint(5, 40) * 1000,
            premises_m2=random.randint(20, 120),
            is_demo=True,
        )
        for code in Have.values:
            has = random.random() < (0.995 if one == year else 0.97)
            setattr(row, f"has_{code}", has)
            setattr(row, f"{code}_evidence", EVIDENCE[code] if has else "")
        yield row


def _rating(station, scheme, today, random):
    total = min(100, max(55, round(random.gauss(87, 7))))
    is_done = random.random() < 0.9
    row = Assessment(station=station, scheme=scheme, year=today.year - 1, is_demo=True)
    row.stage = Stage.DONE if is_done else Stage.CITY
    if is_done:
        row.total, row.stars = total, stars_of(total, scheme.thresholds, False)
        row.settled_on = date(today.year - 1, 12, 15)
    return row
