"""Employers, posts, public-welfare posts, wishes and talks: what the verbs do, refuse and write down."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from core import audit
from core.actions import NotAllowed, Refused
from core.figures import FIGURES, Period
from core.models import Event
from employment.actions import candidacies, employers, posts, seekers
from employment.choices.employers import CREDIT_SIGNS, credit_check_sign, credit_code, credit_problem
from employment.desk import market as desk
from employment.models import Employer, Post
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403
from tests.employment import made_market as made
from veterans.models import Person

QUERIES = 12


def last_verb():
    return Event.objects.order_by("-id").first().verb


# ——— the credit code ———


@pytest.mark.parametrize("code", ["91350100M000100Y43", "914403001922038216", "9144030071526726XG"])
def test_codes_on_real_licences_pass(code):
    assert credit_problem(code) is None


@given(st.text(CREDIT_SIGNS, min_size=17, max_size=17), st.integers(0, 17), st.sampled_from(CREDIT_SIGNS))
def test_one_wrong_sign_is_always_found(body, place, sign):
    code = body + credit_check_sign(body)
    assert credit_problem(code) is None
    changed = code[:place] + sign + code[place + 1 :]
    assert (credit_problem(changed) is None) == (changed == code)


@given(st.text(max_size=30))
def test_whatever_is_typed_is_read_or_refused(text):
    assert credit_problem(credit_code(text)) is None or len(credit_problem(credit_code(text))) == 2


def test_a_code_is_read_as_people_write_it():
    assert credit_code(" 91350100-m000100y43 ") == "91350100M000100Y43"


# ——— employers ———


def test_an_employer_is_registered_vetted_and_offers_posts(officer):
    employer = employers.add_employer(by=officer, values=made.employer_values(), today=TODAY)
    post = made.build_post(officer, employer)
    assert not Post.objects.offered().filter(pk=post.pk).exists()
    employers.vet_employer(by=officer, employer=employer, today=TODAY)
    assert Post.objects.offered().filter(pk=post.pk).exists()
    assert (employer.vetted_by, employer.vetted_on, last_verb()) == (officer, TODAY, "employer.vet")


def test_a_black_list_has_a_reason_and_takes_the_posts_away(officer):
    post = made.build_post(officer)
    employers.blacklist_employer(by=officer, employer=post.employer, reason="拖欠工资", today=TODAY)
    assert not Post.objects.offered().exists()
    with pytest.raises(Refused) as refusal:
        made.build_post(officer, post.employer)
    assert "拖欠工资" in refusal.value.message
    employers.clear_employer(by=officer, employer=post.employer, reason="已补发", today=TODAY)
    assert Post.objects.offered().get() == post


def test_one_record_for_one_code(officer, clerk):
    employer = made.build_employer(officer)
    with pytest.raises(ValidationError):
        made.build_employer(clerk, credit_code=employer.credit_code)
    assert Employer.objects.count() == 1


def test_a_station_clerk_does_not_vet(clerk):
    employer = made.build_employer(clerk, is_vetted=False)
    with pytest.raises(NotAllowed):
        employers.vet_employer(by=clerk, employer=employer, today=TODAY)
    assert Employer.objects.get().vetted_on is None


# ——— posts and public-welfare posts ———


def test_a_public_welfare_post_says_who_pays(officer):
    with pytest.raises(ValidationError) as refusal:
        made.build_post(officer, is_welfare=True)
    assert "funder" in refusal.value.message_dict


def test_provided_and_filled_are_counted_apart(officer, clerk):
    post = made.build_post(officer, is_welfare=True, funder="市财政", openings=2)
    person, other = build_person(clerk), build_person(clerk)
    term = {"started_on": TODAY, "until_on": TODAY + timedelta(days=365)}
    posts.begin_holding(by=officer, post=post, person=person, today=TODAY, **term)
    post.refresh_from_db()
    assert (post.filled, post.left, post.state) == (1, 1, "open")
    period = Period.year(TODAY)
    assert FIGURES["market.welfare_posts"].evaluate(officer, period).number == 2
    assert FIGURES["market.welfare_filled"].evaluate(officer, period).number == 1
    second = posts.begin_holding(by=officer, post=post, person=other, today=TODAY, **term)
    post.refresh_from_db()
    assert post.state == "filled"
    with pytest.raises(Refused):
        posts.begin_holding(by=officer, post=post, person=build_person(clerk), today=TODAY, **term)
    posts.end_holding(by=officer, holding=second, on=TODAY, reason="另有工作")
    post.refresh_from_db()
    assert (post.filled, post.state) == (1, "open")
    assert Person.objects.get(pk=other.pk).employment == "SEEKING"


def test_nobody_holds_two_public_welfare_posts(officer, clerk):
    person = build_person(clerk)
    term = {"started_on": TODAY, "until_on": TODAY + timedelta(days=365)}
    first, second = (made.build_post(officer, is_welfare=True, funder="市财政") for _time in range(2))
    posts.begin_holding(by=officer, post=first, person=person, today=TODAY, **term)
    with pytest.raises(ValidationError):
        posts.begin_holding(by=officer, post=second, person=person, today=TODAY, **term)
    assert Post.objects.get(pk=second.pk).filled == 0


# ——— who looks for work ———


def test_the_silent_list_is_of_willing_people_nobody_has_asked_for_ninety_days(officer, clerk):
    people = [build_person(clerk, name=name, employment="SEEKING") for name in ("甲一", "乙二", "丙三")]
    build_person(clerk, name="丁四", employment="FARMING")
    for person, days in ((people[0], 89), (people[1], 90)):
        seekers.note_contact(by=clerk, person=person, on=TODAY - timedelta(days=days), how="phone", note="")
    silent = desk.silent(Person.objects.all(), TODAY).order_by("name")
    assert {person.name for person in silent} == {"乙二", "丙三"}


def test_who_calls_down_the_list_stays_on_the_list(enter, clerk):
    person = build_person(clerk, employment="SEEKING")
    typed, here = {"on": f"{TODAY}", "how": "phone"}, reverse("employment:silent") + "?o=name"
    address, client = reverse("employment:note_contact", args=[person.pk]), enter(clerk)
    assert client.post(address, typed, headers={"Referer": f"http://testserver{here}"}).url.endswith(here)
    assert (
        client.post(address, typed, headers={"Referer": f"http://elsewhere.cn{here}"}).url
        == f"/veterans/{person.pk}/?tab=jobs"
    )


def test_all_that_is_wrong_with_a_post_is_said_at_once_and_in_words(enter, officer):
    employer = made.build_employer(officer)
    typed = {
        "title": "巡逻员",
        "trade": "SECURITY",
        "openings": "2",
        "pay_from": "2100",
        "pay_to": "2000",
        "is_welfare": "on",
    }
    page = enter(officer).post(reverse("employment:add_post", args=[employer.pk]), typed).content.decode()
    assert "不能低于下限" in page and "请填写公益性岗位由谁出资" in page
    assert "welfare_post_has_funder" not in page


def test_the_silent_list_says_what_somebody_can_do(enter, officer, clerk):
    """Whoever calls has a post in mind: the licences of the wish stand beside the number."""
    made.build_wish(officer, build_person(clerk, employment="SEEKING"), skills=" C1 FORKLIFT ")
    build_person(clerk, employment="SEEKING", skills="会做木工")
    page = enter(officer).get(reverse("employment:silent")).content.decode()
    assert "驾驶证 C1，叉车证" in page and "会做木工" in page


def test_past_reports_can_be_computed_again(officer, clerk):
    """Who was in work on a day is told by the latest entry up to that day."""
    from veterans.actions import note_employment

    person = build_person(clerk)
    for month, code in ((1, "SEEKING"), (3, "PRIVATE_FIRM"), (9, "SEEKING")):
        note_employment(by=clerk, person=person, values={"on": TODAY.replace(month=month, day=1), "employment": code})
    assert [change.label for change in audit.history(person)[0].differences] == ["日期", "就业状况"]
    figure = FIGURES["market.at_work"]
    at_work = [
        figure.evaluate(officer, Period.month(TODAY.replace(month=month, day=1))).number for month in (1, 2, 3, 8, 9)
    ]
    assert at_work == [0, 0, 1, 1, 0]
    assert Person.objects.get(pk=person.pk).employment == "SEEKING"


def test_a_wish_is_kept_changed_and_closed(clerk):
    person = build_person(clerk)
    seeker = made.build_wish(clerk, person)
    made.build_wish(clerk, person, pay_min=Decimal(5000))
    seeker.refresh_from_db()
    assert (seeker.pay_min, seeker.version) == (5000, 2)
    seekers.close_wish(by=clerk, seeker=seeker, reason="已就业", today=TODAY)
    assert made.build_wish(clerk, person).closed_on is None


# ——— referrals ———


def test_the_eight_and_three_of_the_report(officer, clerk):
    """Rows 47 and 48: eight recommended, three of them hired."""
    employer = made.build_employer(officer, name="赤壁市融媒体中心", kind="INSTITUTION")
    post = made.build_post(officer, employer, title="实习记者", trade="MEDIA", openings=8)
    referred = [made.build_referral(officer, build_person(clerk), post) for _person in range(8)]
    for candidacy in referred[:5]:
        candidacies.try_out(by=officer, candidacy=candidacy, values={"on": TODAY}, today=TODAY)
    for candidacy in referred[:3]:
        made.hired(officer, candidacy, on=TODAY)
    candidacies.leave(by=officer, candidacy=referred[0], values={"on": TODAY, "note": "回乡"}, today=TODAY)
    period = Period.year(TODAY)
    numbers = [FIGURES[f"market.{key}"].evaluate(officer, period).number for key in ("referred", "referred_hired")]
    assert numbers == [8, 3]
    assert FIGURES["market.referred"].rows(officer, period).count() == 8
    post.refresh_from_db()
    assert post.filled == 2


def test_being_hired_stands_on_the_record_and_is_asked_after(officer, clerk):
    person = build_person(clerk)
    made.build_wish(clerk, person)
    post = made.build_post(officer)
    candidacy = made.hired(officer, made.build_referral(officer, person, post))
    person.refresh_from_db()
    assert (person.employment, person.employer) == ("PRIVATE_FIRM", post.employer.name)
    assert person.seekers.get().closed_on == TODAY
    assert [check.days for check in candidacy.checks.all()] == [30, 90, 180]
    work = [item for item in desk.work(officer, TODAY) if item.about == person.name]
    assert [item.due_on for item in work] == [TODAY - timedelta(days=10)]
    check = candidacy.checks.get(days=30)
    candidacies.answer_check(by=officer, check=check, is_in_work=True, note="", today=TODAY)
    with pytest.raises(Refused):
        candidacies.answer_check(by=officer, check=check, is_in_work=False, note="", today=TODAY)
    with pytest.raises(Refused):
        candidacies.answer_check(
            by=officer, check=candidacy.checks.get(days=180), is_in_work=True, note="", today=TODAY
        )


def test_the_last_opening_is_filled_once(officer, clerk):
    post = made.build_post(officer, openings=1)
    first, second = (made.build_referral(officer, build_person(clerk), post) for _person in range(2))
    made.hired(officer, first)
    with pytest.raises(Refused) as refusal:
        made.hired(officer, second)
    assert refusal.value.code == "post_filled"
    second.refresh_from_db()
    assert second.state == "recommended" and not second.checks.exists()


def test_nobody_is_recommended_twice_for_a_post(officer, clerk):
    person, post = build_person(clerk), made.build_post(officer)
    made.build_referral(clerk, person, post)
    with pytest.raises(Refused) as refusal:
        made.build_referral(officer, person, post)
    assert person.name in refusal.value.message and clerk.full_name in refusal.value.message


def test_steps_out_of_turn_are_refused_with_the_reason(officer, clerk):
    candidacy = made.hired(officer, made.build_referral(officer, build_person(clerk), made.build_post(officer)))
    with pytest.raises(Refused) as refusal:
        candidacies.offer(by=officer, candidacy=candidacy, values={"on": TODAY}, today=TODAY)
    assert refusal.value.code == "wrong_state"


# ——— scope through the doors ———


def test_a_stranger_sees_neither_person_nor_candidacy(enter, officer, clerk, outsider):
    candidacy = made.build_referral(officer, build_person(clerk), made.build_post(officer))
    client = enter(outsider)
    assert client.get(candidacy.get_absolute_url()).status_code == 404
    assert candidacy.name not in client.get(reverse("employment:candidacies")).content.decode()
    assert candidacy.name not in client.get(candidacy.post.get_absolute_url()).content.decode()
    assert FIGURES["market.referred"].evaluate(outsider, Period.year(TODAY)).number == 0


def test_nobody_elses_person_is_put_into_a_post(enter, clerk, outsider):
    """A town's officer knows the post, not the person: the name finds nobody."""
    person = build_person(outsider, name="但家旺")
    post = made.build_post(clerk, is_welfare=True, funder="市财政")
    typed = {"who": person.name, "started_on": "2026-11-23", "until_on": "2027-11-22"}
    answer = enter(clerk).post(reverse("employment:begin_holding", args=[post.pk]), typed)
    assert answer.status_code == 422
    assert not post.holdings.exists()


@pytest.mark.parametrize("name", ["employers", "posts", "seekers", "silent", "fairs", "candidacies", "checks"])
def test_lists_stay_within_their_queries(name, enter, officer, clerk, django_assert_max_num_queries):
    for _time in range(3):
        person = build_person(clerk, employment="SEEKING")
        made.build_wish(clerk, person)
        post = made.build_post(officer)
        fair = made.build_fair(officer, posts=[post])
        made.hired(officer, made.build_intent(officer, fair, person, post))
    client = enter(officer)
    client.get(reverse(f"employment:{name}"))
    with django_assert_max_num_queries(QUERIES):
        answer = client.get(reverse(f"employment:{name}"))
    assert answer.status_code == 200
    workbook = client.post(reverse(f"employment:{name}"), {"export": "1"})
    assert workbook.status_code == 200 and workbook["Content-Type"].endswith("sheet")


def test_forms_keep_what_was_typed_and_say_what_is_wrong(enter, officer):
    typed = made.employer_values(credit_code="91350100M000100Y44", contact_phone="12600000914")
    answer = enter(officer).post(reverse("employment:add_employer"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422 and typed["name"] in page and "91350100M000100Y44" in page
    assert not Employer.objects.exists()
    answer = enter(officer).post(reverse("employment:add_employer"), typed | {"credit_code": "91350100-M000100Y43"})
    employer = Employer.objects.get()
    assert answer["Location"] == employer.get_absolute_url()
    assert "12600000914" in enter(officer).get(employer.get_absolute_url()).content.decode()


def test_another_station_reads_an_employers_phone_masked(enter, officer, clerk):
    employer = made.build_employer(officer, contact_phone="12600000914")
    page = enter(clerk).get(employer.get_absolute_url()).content.decode()
    assert "12600000914" not in page and "126****0914" in page


def test_the_persons_tab_and_the_stations_panel_tell_of_work(enter, officer, clerk):
    person = build_person(clerk)
    made.build_wish(clerk, person)
    candidacy = made.build_referral(clerk, person, made.build_post(officer))
    page = enter(clerk).get(f"{person.get_absolute_url()}?tab=jobs").content.decode()
    assert candidacy.get_absolute_url() in page
    assert reverse("employment:posts_for", args=[person.pk]) in page
    assert reverse("employment:seekers") in enter(clerk).get(clerk.station.get_absolute_url()).content.decode()
