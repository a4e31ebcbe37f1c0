"""Rows 35–38, 42–44, 46–51: placement, training, dependants, posts, the fair, referrals, bases, mentors, the document."""

from datetime import date, timedelta

from bureau.demo.placement import BASES, BODIES, MENTORS
from employment.choices.employers import credit_check_sign
from employment.models import (
    Attendance,
    Attendee,
    Base,
    Candidacy,
    ContestEntry,
    Course,
    Employer,
    Enrolment,
    Fair,
    Holding,
    Mentor,
    PlacementCase,
    PolicyDocument,
    PolicyIssuer,
    Post,
    Provider,
    SchoolEnrolmentCase,
    SpousePlacement,
)

YEARS = (2020, 2021)
OFFICERS, RETIREES, SOLDIERS = 7, 5, 32  # a year
FAIR_ON, REFERRED_ON = date(2021, 9, 26), date(2021, 4, 8)
INTENTS, CAME, REFERRED, HIRED = 15, 86, 8, 3
HALL = "黄龙中小学生实践基地"
OPINION = "湖北省促进新时代退役军人就业创业工作实施意见"
# name, short name, kind, industry, posts: title, trade, openings, is it a public-welfare post
FIRMS = (
    ("赤壁市融媒体中心", "市融媒体中心", "INSTITUTION", "PUBLIC", (("实习记者", "MEDIA", 8, False),)),
    ("维达力实业（赤壁）有限公司", "维达力实业", "PRIVATE_FIRM", "MANUFACTURE", (("玻璃装配工", "ASSEMBLY", 40, False),)),
    ("赤壁市退役军人服务中心", "市退役军人服务中心", "INSTITUTION", "PUBLIC",
     (("退役军人服务站协理员", "COMMUNITY", 14, True), ("河湖巡护员", "COMMUNITY", 9, True), ("烈士陵园保洁员", "CLEANING", 8, True))),
)  # fmt: skip
SPOUSES = (
    ("陈静", "institution", date(2020, 8, 20)),
    ("黄丽", "organ", date(2021, 6, 11)),
    ("周敏", "state_firm", date(2021, 9, 2)),
)
CHILDREN = tuple((f"{surname}同学", stage) for surname in "李张刘王陈杨" for stage in ("primary", "kindergarten"))


def load(scene):
    posts = market(scene)
    fair(scene, posts["玻璃装配工"])
    referrals(scene, posts["实习记者"])
    welfare(scene, [post for post in posts.values() if post.is_welfare])
    training(scene, placements(scene))
    families(scene)
    enterprise(scene)
    return {"placements": PlacementCase.objects.count(), "candidacies": Candidacy.objects.count()}


def workers(scene):
    """People of an age to work, in a settled order."""
    return [person for person in scene.of("SELF_EMPLOYED_PATH") if person.birth_date.year >= 1970]


def market(scene):
    made = {}
    for serial, (name, short, kind, industry, offers) in enumerate(FIRMS, start=500):
        body = f"91990000{serial:09d}"
        firm = Employer.objects.create(
            station=scene.city, name=name, short_name=short, kind=kind, industry=industry, contact_name="经办人",
            credit_code=body + credit_check_sign(body), vetted_on=date(2020, 1, 15), vetted_by=scene.officer, **scene.common,
        )  # fmt: skip
        for title, trade, openings, is_welfare in offers:
            more = {"is_welfare": True, "funder": "市财政（公益性岗位补贴）"} if is_welfare else {}
            made[title] = Post.objects.create(
                employer=firm, station=scene.city, title=title, trade=trade, openings=openings,
                offered_on=date(2020, 3, 2) if is_welfare else date(2021, 3, 1), **more, **scene.common,
            )  # fmt: skip
    return made


def fair(scene, post):
    """The report's own: fifteen came to terms on the spot."""
    row = Fair.objects.create(
        station=scene.city, title="退役军人专场招聘会", held_on=FAIR_ON, hours="8:30—11:30", place=HALL, state="done",
        partner="赤壁机电信息技术学校", code="huanglong21", leaflets=420, consultations=63, **scene.common,
    )  # fmt: skip
    came = Attendee.objects.bulk_create(
        Attendee(fair=row, person=person, name=person.name, by=scene.officer) for person in workers(scene)[:CAME]
    )
    Candidacy.objects.bulk_create(
        Candidacy(
            origin="fair", fair=row, attendee=one, person=one.person, name=one.name, post=post, station=scene.city,
            state="intent", intent_on=FAIR_ON, **scene.common,
        )
        for one in came[:INTENTS]
    )  # fmt: skip


def referrals(scene, post):
    rows = []
    for number, person in enumerate(workers(scene)[CAME : CAME + REFERRED]):
        hired = REFERRED_ON + timedelta(days=90) if number < HIRED else None
        rows.append(
            Candidacy(
                origin="referral", person=person, name=person.name, post=post, station=scene.city, hired_on=hired,
                state="hired" if hired else "trial", recommended_on=REFERRED_ON, trial_on=REFERRED_ON, **scene.common,
            )
        )  # fmt: skip
    Candidacy.objects.bulk_create(rows)
    Post.objects.filter(pk=post.pk).update(filled=HIRED)


def welfare(scene, posts):
    people = iter(workers(scene)[CAME + REFERRED :])
    term = {"started_on": date(2020, 4, 1), "until_on": date(2023, 3, 31), "made_by": scene.officer}
    Holding.objects.bulk_create(
        Holding(post=post, person=next(people), **term) for post in posts for _opening in range(post.openings - 1)
    )


def placements(scene):
    """Everybody who was to be placed has been; returns the soldiers, who are to be trained."""
    officers, retirees = iter(scene.of("TRANSFER_PLANNED")), iter(scene.of("MIL_RETIREE"))
    assigned, own = iter(scene.of("ASSIGNED_WORK")), iter(workers(scene)[200:])
    rows, soldiers = [], []
    for year in YEARS:
        accepted = date(year, 3, 16)
        placed = {"placed_on": date(year, 8, 10), "unit_name": "市直单位", "post_title": "科员"}
        started = {"state": "started", "letter_on": date(year, 8, 10), "started_on": date(year, 8, 25), **placed}
        rows += [case(scene, next(officers), "TRANSFER_OFFICER", accepted, **started) for _one in range(OFFICERS)]
        received = {"state": "reported", "placed_on": date(year, 4, 20)}
        rows += [case(scene, next(retirees), "MIL_RETIREE", accepted, **received) for _one in range(RETIREES)]
        soldiers += [case(scene, next(assigned), "ASSIGNED_WORK", accepted, **started) for _one in range(4)]
        soldiers += [case(scene, next(own), "SELF_EMPLOYED", accepted, state="reported") for _one in range(SOLDIERS)]
    PlacementCase.objects.bulk_create(rows + soldiers)
    return soldiers


def case(scene, person, mode, accepted, **more):
    return PlacementCase(
        person=person,
        mode=mode,
        batch_year=accepted.year,
        accepted_on=accepted,
        from_unit="某部队",
        **more,
        **scene.common,
    )


def training(scene, soldiers):
    """Each soldier took part in the adaptive course of his year, some in further education too."""
    school = Provider.objects.create(station=scene.city, name="赤壁机电信息技术学校", kind="school", is_demo=True)
    for year in YEARS:
        mine = [row.person for row in soldiers if row.batch_year == year]
        course(scene, school, f"{year}年退役士兵适应性培训", "adaptive", date(year, 9, 7), 5, mine)
        course(scene, school, f"{year}级退役士兵学历教育", "academic", date(year, 9, 1), 120, mine[:9])


def course(scene, school, title, kind, begins, length, people):
    row = Course.objects.create(
        station=scene.city, title=title, kind=kind, provider=school, starts_on=begins, places=60, is_demo=True,
        ends_on=begins + timedelta(days=length),
    )  # fmt: skip
    rows = Enrolment.objects.bulk_create(
        Enrolment(course=row, person=person, enrolled_on=begins, state="completed", ended_on=row.ends_on,
                  certificate_no=f"{row.pk}-{person.pk}", created_by=scene.officer)
        for person in people
    )  # fmt: skip
    Attendance.objects.bulk_create(Attendance(enrolment=one, on=begins) for one in rows)


def families(scene):
    for name, standing, on in SPOUSES:
        SpousePlacement.objects.create(
            station=scene.city, name=name, soldier="驻军军人", soldier_unit="驻赤壁某部", standing=standing, placed_on=on,
            applied_on=on - timedelta(days=90), state="placed", placed_in=standing, unit_name="市直单位", **scene.common,
        )  # fmt: skip
    SchoolEnrolmentCase.objects.bulk_create(
        SchoolEnrolmentCase(
            station=scene.city, name=name, soldier="军人", stage=stage, ground="garrison", term_on=date(YEARS[number % 2], 9, 1),
            applied_on=date(YEARS[number % 2], 6, 15), state="enrolled", school="市直公办学校", is_public=True,
            enrolled_on=date(YEARS[number % 2], 8, 30), **scene.common,
        )
        for number, (name, stage) in enumerate(CHILDREN)
    )  # fmt: skip


def enterprise(scene):
    mine = {"station": scene.city, "is_demo": True}
    Base.objects.bulk_create(
        Base(name=name, kind=kind, partner=partner, opened_on=date(2020, 7, 1), **mine) for name, kind, partner in BASES
    )
    Mentor.objects.bulk_create(
        Mentor(name=name, field=field, firm=firm, appointed_on=date(2020, 8, 1), **mine)
        for name, field, firm in MENTORS
    )
    ContestEntry.objects.bulk_create(
        ContestEntry(
            contest="湖北省退役军人创业创新大赛", level="province", held_on=date(year, 9, 18), project=project, **mine
        )
        for year, project in ((2020, "青砖茶电商"), (2021, "生态猕猴桃"), (2021, "老兵食堂"))
    )
    document = PolicyDocument.objects.create(title=OPINION, level="province", issued_on=date(2019, 9, 1), **mine)
    law = PolicyDocument.objects.create(
        title="中华人民共和国退役军人保障法", level="nation", issued_on=date(2020, 11, 11), **mine
    )
    issuers = [(document, name) for name in BODIES] + [(law, "全国人民代表大会常务委员会")]
    PolicyIssuer.objects.bulk_create(
        PolicyIssuer(document=paper, name=name, order=order) for order, (paper, name) in enumerate(issuers, start=1)
    )
