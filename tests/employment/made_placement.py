"""Placements, batches, courses and the rest for tests, made by the actions themselves."""

from datetime import date
from decimal import Decimal

from django.core.files.uploadedfile import SimpleUploadedFile

from employment.actions import choosing, dependants, enterprise, evidence, subsidies, training
from employment.actions import placement as actions
from employment.choices.employers import credit_check_sign
from employment.models import Employer, Turn
from tests.builders import SERIAL, TODAY, build_person

ACCEPTED = date(2026, 8, 3)


def build_case(by, person=None, *, mode="ASSIGNED_WORK", today=TODAY, **changes):
    """Somebody of the author's station who was accepted in August."""
    person = person or build_person(by)
    values = {"person": person, "mode": mode, "batch_year": 2026, "accepted_on": ACCEPTED}
    if mode == "ASSIGNED_WORK":
        values |= {"score": Decimal("80"), "service_months": 144}
    if mode == "RELOCATION":
        values |= {"along_with": "李军，驻赤壁某部"}
    return actions.register(by=by, values=values | changes, today=today)


def build_batch(by, posts=(("市城市管理执法局", "执法队员", 1), ("市自来水公司", "抄表员", 2)), **changes):
    """A batch of the bureau with posts: (unit, post, places)."""
    values = {"title": f"2026年度选岗{next(SERIAL)}", "year": 2026, "session_on": TODAY, "place": "市政务中心三楼"}
    batch = choosing.add_batch(by=by, station=by.station, values=values | changes, today=TODAY)
    for unit, title, places in posts:
        values = {"unit_name": unit, "title": title, "places": places}
        choosing.add_post(by=by, batch=batch, values=values, today=TODAY)
    return batch


def build_session(by, scores=(90, 85, 80), posts=None, names=()):
    """An open session of a batch with people of these scores."""
    batch = build_batch(by, **({"posts": posts} if posts else {}))
    for place, score in enumerate(scores):
        person = build_person(by, name=names[place] if place < len(names) else f"选岗{'甲乙丙丁戊己'[place]}")
        build_case(by, person, score=Decimal(score), batch=batch)
    choosing.open_session(by=by, batch=batch, today=TODAY)
    return fresh(batch)


def fresh(row):
    return type(row).objects.get(pk=row.pk)


def called(batch):
    return Turn.objects.filter(batch=batch).still_to_choose().first()


def post_of(batch, title):
    return batch.posts.get(title=title)


def build_wage(by, amount="1950.00", valid_from=date(2024, 2, 1)):
    return subsidies.set_wage(by=by, valid_from=valid_from, amount=Decimal(amount), source="鄂政发", today=TODAY)


def build_employer(by, name="湖北维达力实业有限公司", **changes):
    """A vetted employer; the employers' own actions belong to the other half of the department."""
    first = f"91421281MA{next(SERIAL):07d}"
    return Employer.objects.create(
        station=by.station,
        name=name,
        credit_code=first + credit_check_sign(first),
        kind="PRIVATE_FIRM",
        contact_name="王主任",
        vetted_on=TODAY,
        created_by=by,
        **changes,
    )


def build_provider(by, **changes):
    values = {"name": f"赤壁机电信息技术学校{next(SERIAL)}", "kind": "school"}
    return training.add_provider(by=by, station=by.station, values=values | changes, today=TODAY)


def build_course(by, provider=None, **changes):
    """A course that is on now: pages know only the real day, so it lasts."""
    values = {
        "title": "退役军人适应性培训",
        "kind": "adaptive",
        "provider": provider or build_provider(by),
        "starts_on": date(2026, 11, 9),
        "ends_on": date(2099, 12, 31),
        "places": 3,
        "days": 5,
        "subsidy": Decimal("800"),
    }
    return training.add_course(by=by, station=by.station, values=values | changes, today=TODAY)


def build_enrolment(by, course, person=None, today=TODAY):
    person = person or build_person(by)
    return training.enrol(by=by, course=course, person=person, enrolled_on=today, today=today)


def build_spouse(by, **changes):
    values = {"name": "陈静", "soldier": "李军", "standing": "institution", "applied_on": date(2026, 11, 2)}
    return dependants.apply_for_work(by=by, station=by.station, values=values | changes, today=TODAY)


def build_school(by, **changes):
    values = {
        "name": "李小禾",
        "soldier": "李军",
        "stage": "primary",
        "ground": "garrison",
        "applied_on": date(2026, 11, 2),
        "term_on": date(2027, 2, 22),
    }
    return dependants.apply_for_school(by=by, station=by.station, values=values | changes, today=TODAY)


def build_mentor(by, **changes):
    values = {"name": "雷勇", "field": "现代农业", "appointed_on": date(2025, 3, 1)}
    return enterprise.add_mentor(by=by, station=by.station, values=values | changes, today=TODAY)


def build_base(by, **changes):
    values = {"name": "维达力实践基地", "kind": "practice", "partner": "维达力公司", "opened_on": date(2024, 5, 1)}
    return enterprise.add_base(by=by, station=by.station, values=values | changes, today=TODAY)


def build_stay(by, person):
    values = {"person": person, "from_on": TODAY}
    return enterprise.move_in(by=by, base=build_base(by), station=by.station, values=values, today=TODAY)


PAPER = b"%PDF-1.4 " + bytes(200)


def build_evidence(by, kind, owner, name="签到表.pdf", content=PAPER, title="签到表"):
    file = SimpleUploadedFile(name, content)
    return evidence.attach(by=by, owner=owner, kind=kind, file=file, title=title, today=TODAY)


def build_loan(by, **changes):
    values = {
        "enterprise": "神龙防腐保温工程集团有限公司",
        "amount": Decimal("15000000"),
        "purpose": "复产",
        "bank": "赤壁农商行",
        "applied_on": date(2026, 3, 1),
    }
    return enterprise.apply_for_loan(by=by, station=by.station, values=values | changes, today=TODAY)


def build_entry(by, **changes):
    values = {"contest": "湖北省军创大赛", "level": "province", "held_on": date(2026, 9, 1), "project": "青砖茶电商"}
    return enterprise.enter_contest(by=by, station=by.station, values=values | changes, today=TODAY)


def build_policy(by, issuers=("省退役军人事务厅", "省教育厅"), **changes):
    values = {
        "title": "关于促进就业创业的意见",
        "level": "province",
        "issued_on": date(2019, 9, 1),
        "number": "鄂退役军人发〔2019〕1号",
    }
    return enterprise.add_policy(by=by, station=by.station, values=values | changes, issuers=issuers, today=TODAY)
