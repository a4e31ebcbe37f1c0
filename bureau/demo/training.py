"""Synthetic courses: who reported in this year, and nearly all of them trained."""

from datetime import timedelta
from decimal import Decimal

from employment.actions import training
from employment.models import Attendance, Course, Enrolment, Provider

PROVIDERS = (
    ("赤壁机电信息技术学校", "school", "电工、焊工、汽修"),
    ("咸宁职业技术学院", "college", "大专学历教育"),
    ("鄂南叉车培训中心", "agency", "叉车、挖掘机"),
)
# title, kind, provider, began so many days ago, length, subsidy
COURSES = (
    ("退役军人适应性培训（春季）", "adaptive", 0, 200, 4, "0"),
    ("退役军人适应性培训（秋季）", "adaptive", 0, 45, 4, "0"),
    ("叉车司机培训", "skill", 2, 60, 20, "1200"),
    ("退役军人大专学历教育", "academic", 1, 80, 300, "3000"),
    ("创业培训（SYB）", "business", 0, 12, 20, "800"),
)
REPORTED = 24
MADE = (Course, Provider)


def load(today, random, desk):
    """`desk` plays the officer who registers who has reported in (bureau.demo.placement)."""
    by, city = desk.officer, desk.city
    providers = [
        training.add_provider(by=by, station=city, values={"name": name, "kind": kind, "subjects": said}, today=today)
        for name, kind, said in PROVIDERS
    ]
    courses = []
    for title, kind, provider, back, length, subsidy in COURSES:
        first = today - timedelta(days=back)
        values = {"title": title, "kind": kind, "provider": providers[provider], "starts_on": first, "days": 5}
        values |= {"ends_on": first + timedelta(days=length), "subsidy": Decimal(subsidy)}
        courses.append(training.add_course(by=by, station=city, values=values, today=today))
    for place in range(REPORTED):
        exempt = {"training_exempt": "studies"} if place % 12 == 5 else {}
        case = desk.case("SELF_EMPLOYED_PATH", "SELF_EMPLOYED", 20 + 8 * place, **exempt)
        if not exempt and place % 12:
            _train(by, case.person, random.choice(courses), random)


def _train(by, person, course, random):
    """Enrolled on the first day, there for some days, finished when the course is over."""
    first = course.starts_on
    enrolment = training.enrol(by=by, course=course, person=person, enrolled_on=first, today=first)
    days = [first + timedelta(days=day) for day in range(random.randint(3, 5))]
    Attendance.objects.bulk_create(Attendance(enrolment=enrolment, on=day) for day in days)
    if course.kind in ("adaptive", "skill"):
        number = f"赤培{first.year}{enrolment.pk:04d}"
        training.finish(
            by=by, enrolment=enrolment, ended_on=course.ends_on, certificate_no=number, today=course.ends_on
        )


def remove():
    courses = Course.objects.filter(is_demo=True)
    Enrolment.objects.filter(course__in=courses).delete()
    courses.delete()
    Provider.objects.filter(is_demo=True).delete()
