"""Employers, posts, wishes and fairs for tests, made through the actions."""

import itertools
from datetime import timedelta
from decimal import Decimal

from employment.actions import candidacies, employers, fair_day, fairs, posts, seekers
from employment.choices.employers import credit_check_sign
from stations.actions import system_account
from tests.builders import TODAY

SERIAL = itertools.count(1)


def credit_code(serial=None):
    """A valid code of nobody: the division 990000 does not exist."""
    body = f"91990000{next(SERIAL) if serial is None else serial:09d}"
    return body + credit_check_sign(body)


def employer_values(**changes):
    values = {
        "name": f"赤壁市试验纺织{next(SERIAL)}有限公司",
        "credit_code": credit_code(),
        "kind": "PRIVATE_FIRM",
        "contact_name": "孟经理",
        "contact_phone": f"12{next(SERIAL):09d}",
    }
    return values | changes


def build_employer(by, *, is_vetted=True, **changes):
    employer = employers.add_employer(by=by, values=employer_values(**changes), today=TODAY)
    return employers.vet_employer(by=system_account(), employer=employer, today=TODAY) if is_vetted else employer


def post_values(**changes):
    values = {"title": "装配工", "trade": "ASSEMBLY", "openings": 3, "pay_from": Decimal(4000), "pay_to": Decimal(5000)}
    return values | changes


def build_post(by, employer=None, **changes):
    employer = employer or build_employer(by)
    return posts.add_post(by=by, employer=employer, values=post_values(**changes), today=TODAY)


def build_wish(by, person, **changes):
    values = {"trades": " ASSEMBLY DRIVER ", "reach": "city", "pay_min": Decimal(4500), "skills": " C1 "}
    return seekers.keep_wish(by=by, person=person, values=values | changes, today=TODAY)


def build_fair(by, *, posts=(), is_open=True, held_on=TODAY, **changes):
    """A fair of today with a stand for the employer of each post."""
    values = {"title": "退役军人专场招聘会", "held_on": held_on, "place": "黄龙中小学生实践基地"} | changes
    fair = fairs.plan_fair(by=by, values=values, today=TODAY)
    for employer in {post.employer for post in posts}:
        chosen = [post for post in posts if post.employer == employer]
        fairs.seat_employer(by=by, fair=fair, employer=employer, posts=chosen)
    return fairs.publish_fair(by=by, fair=fair, today=TODAY) if is_open else fair


def build_intent(by, fair, person, post, result="intent"):
    attendee = fair_day.check_in(by=by, fair=fair, person=person)
    return fair_day.record_intent(by=by, fair=fair, attendee=attendee, post=post, result=result, today=TODAY)


def build_referral(by, person, post):
    return candidacies.recommend(by=by, person=person, values={"post": post}, today=TODAY)


def hired(by, candidacy, on=TODAY - timedelta(days=40)):
    return candidacies.hire(by=by, candidacy=candidacy, values={"on": on}, today=TODAY)
