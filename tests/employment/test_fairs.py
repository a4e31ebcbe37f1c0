"""A job fair from the plan to the check after 180 days; its funnel against the named lists; the doors to the outside."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse

from core.actions import Refused
from core.figures import FIGURES, Period
from core.models import Event
from employment.actions import candidacies, fair_day, fairs
from employment.desk import fairs as desk
from employment.models import Attendee, Candidacy, Fair, SignUp
from stations.actions import system_account
from tests.builders import TODAY, build_account, build_person
from tests.employment import made_market as made
from tests.employment.the_day import *  # noqa: F403

QUERIES = 12
PERIOD = Period.year(TODAY)


def people(clerk, count):
    return [build_person(clerk, name=f"韩{number}") for number in range(count)]


def numbers(fair, user):
    return {step.key: step.number for step in desk.funnel(fair, user)}


# ——— the funnel ———


def test_the_funnel_is_the_named_people_each_once(officer, clerk, post):
    """Numbers are compared with lists of names that the test itself keeps."""
    other = made.build_post(officer, title="安全员")
    fair = made.build_fair(officer, posts=[post, other])
    came = people(clerk, 9)
    agreed, invited = came[:5], came[3:7]
    for person in came:
        fair_day.check_in(by=officer, fair=fair, person=person)
        fair_day.check_in(by=officer, fair=fair, person=person)
    rows = {person.pk: made.build_intent(officer, fair, person, post) for person in agreed}
    for person in invited:
        made.build_intent(officer, fair, person, other, "interview")
    taken = agreed[:3]
    for person in taken:
        made.hired(officer, rows[person.pk], on=TODAY - timedelta(days=100))
    stayed = taken[:2]
    for person in stayed:
        for days in (30, 90):
            check = rows[person.pk].checks.get(days=days)
            candidacies.answer_check(by=officer, check=check, is_in_work=True, note="", today=TODAY)
    found = numbers(fair, officer)
    assert found == {"signed": 0, "came": 9, "intent": 5, "interview": 4, "offer": 0, "hired": 3,
                     "work_30": 2, "work_90": 2, "work_180": 0}  # fmt: skip
    named = {"intent": agreed, "interview": invited, "hired": taken, "work_30": stayed, "work_90": stayed}
    for key, wanted in named.items():
        listed = Candidacy.objects.filter(desk.CONDITIONS[key], fair=fair).values_list("name", flat=True)
        assert sorted(listed) == sorted(person.name for person in wanted), key


def test_two_intents_of_one_person_are_one_person(officer, clerk, post):
    second = made.build_post(officer, title="安全员")
    fair = made.build_fair(officer, posts=[post, second])
    person = build_person(clerk)
    for offered in (post, second):
        made.build_intent(officer, fair, person, offered)
    assert numbers(fair, officer)["intent"] == 1
    assert Candidacy.objects.count() == 2


def test_nobody_counts_twice_across_fairs(officer, clerk, post):
    """Row 46 counts people: who agrees at two fairs is one; a guest is told by the telephone number."""
    both, once = build_person(clerk), build_person(clerk)
    for number in range(2):
        fair = made.build_fair(officer, posts=[post], title=f"第{number}场")
        made.build_intent(officer, fair, both, post)
        guest = fair_day.check_in(by=officer, fair=fair, name="外地来的", phone="12600000914")
        fair_day.record_intent(by=officer, fair=fair, attendee=guest, post=post, result="intent", today=TODAY)
    made.build_intent(officer, fair, once, post)
    assert FIGURES["market.fair_intents"].evaluate(officer, PERIOD).number == 3
    assert FIGURES["market.fair_attendance"].evaluate(officer, PERIOD).number == 3
    by_fair = FIGURES["market.fair_intents"].evaluate(officer, PERIOD, breakdown="fair")
    assert by_fair.number == 3 and sorted(part.number for part in by_fair.parts.values()) == [2, 3]


def test_the_fifteen_of_the_report(officer, clerk):
    post = made.build_post(officer, openings=40)
    fair = made.build_fair(officer, posts=[post], title="黄龙基地专场招聘会")
    for person in people(clerk, 15):
        made.build_intent(officer, fair, person, post)
    made.build_intent(officer, fair, build_person(clerk), post, "considering")
    figure = FIGURES["market.fair_intents"]
    assert figure.evaluate(officer, PERIOD, fair=fair.pk).number == 15
    assert figure.rows(officer, PERIOD, fair=fair.pk).count() == 15


def test_a_village_counts_only_its_own_people(officer, clerk, outsider, fair, post):
    made.build_intent(officer, fair, build_person(clerk), post)
    made.build_intent(officer, fair, build_person(outsider), post)
    assert numbers(fair, officer)["intent"] == 2
    assert numbers(fair, clerk)["intent"] == 1
    assert desk.stands_of(fair, clerk)[0].intents == 1


# ——— the day ———


def test_entered_twice_is_entered_once_and_said_by_whom(officer, clerk, fair, post):
    person = build_person(clerk)
    made.build_intent(officer, fair, person, post)
    colleague = build_account("second", officer.station, "station_clerk", full_name="周敏")
    with pytest.raises(Refused) as refusal:
        made.build_intent(colleague, fair, person, post, "interview")
    assert refusal.value.code == "double" and officer.full_name in refusal.value.message
    assert Candidacy.objects.get().state == "intent"
    assert Attendee.objects.count() == 1


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_six_desks_at_the_same_moment_write_one_intent_each_person(officer, clerk, fair, post):
    """Every desk enters every person: one attendee, one intent each; the others are told, none is lost."""
    crowd = people(clerk, 4)

    def enter_all(_desk):
        said = []
        try:
            for person in crowd:
                try:
                    made.build_intent(officer, fair, person, post)
                    said.append("done")
                except Refused as refusal:
                    said.append(refusal.code)
        finally:
            connection.close()
        return said

    with ThreadPoolExecutor(6) as desks:
        said = [word for answers in desks.map(enter_all, range(6)) for word in answers]
    assert said.count("done") == 4 and said.count("double") == 20
    assert fair.attendees.count() == 4 and fair.candidacies.count() == 4
    assert Event.objects.filter(verb="candidacy.intend").count() == 4


def test_a_guest_needs_a_number_and_is_one_guest(officer, fair):
    first = fair_day.check_in(by=officer, fair=fair, name="外地来的", phone="12600000914")
    assert fair_day.check_in(by=officer, fair=fair, name="外地来的", phone="12600000914") == first
    assert str(first.phone) == "126****0914"


def test_a_post_of_no_stand_is_refused(officer, clerk, fair):
    with pytest.raises(Refused) as refusal:
        made.build_intent(officer, fair, build_person(clerk), made.build_post(officer))
    assert refusal.value.code == "not_offered"


def test_a_fair_in_preparation_shows_what_is_to_be_prepared(enter, officer, post):
    fair = made.build_fair(officer, posts=[post], is_open=False)
    client = enter(officer)
    assert "从报名到在岗" not in client.get(fair.get_absolute_url()).content.decode()
    fairs.publish_fair(by=officer, fair=fair, today=TODAY)
    assert "从报名到在岗" in client.get(fair.get_absolute_url()).content.decode()


def test_the_desk_finds_by_code_number_and_name(enter, officer, clerk, fair, post):
    person = build_person(clerk, name="贺小川", mobile="12600000914")
    entry = fairs.sign_up(by=system_account(), fair=fair, name="贺小川", phone="12600000914", trade="")
    client, address = enter(officer), reverse("employment:desk", args=[fair.pk])
    for text in (
        entry.code,
        entry.code.lower(),
        "贺小川",
        person.id_no.plain()[-4:],
        person.id_no.plain(),
        "12600000914",
    ):
        page = client.post(address, {"do": "find", "who": text}).content.decode()
        assert "贺小川" in page and f'value="p{person.pk}' in page, text
        assert person.id_no.plain() not in page.replace(f'value="{text}"', "")


def test_the_desk_writes_in_one_go_and_keeps_the_post(enter, officer, clerk, fair, post, django_assert_max_num_queries):
    person = build_person(clerk, name="贺小川")
    client, address = enter(officer), reverse("employment:desk", args=[fair.pk])
    typed = {"do": "agree", "who": "贺小川", "post": post.pk, "result": "intent"}
    page = client.post(address, typed).content.decode()
    candidacy = Candidacy.objects.get()
    assert (candidacy.person, candidacy.post, candidacy.state) == (person, post, "intent")
    assert "贺小川" in page and re.search(rf'<option value="{post.pk}" selected', page)
    answer = client.post(address, typed, headers={"HX-Request": "true"})
    assert answer.status_code == 409 and officer.full_name in answer.content.decode()
    assert Candidacy.objects.count() == 1
    with django_assert_max_num_queries(QUERIES):
        client.get(address)


def test_the_desk_takes_a_guest_in_and_says_what_is_missing(enter, officer, fair, post):
    client, address = enter(officer), reverse("employment:desk", args=[fair.pk])
    typed = {"do": "agree", "who": "没有这个人", "post": post.pk, "result": "interview", "name": "外地来的"}
    answer = client.post(address, typed)
    assert answer.status_code == 409 and "外地来的" in answer.content.decode()
    assert client.post(address, typed | {"phone": "12600000914"}).status_code == 200
    assert Candidacy.objects.get().attendee.name == "外地来的"


def test_enter_asks_for_the_desk_and_typing_for_the_hits(enter, officer, clerk, fair, post):
    """Enter, the button and a scanner must not leave the hits alone on the page."""
    person = build_person(clerk, name="贺小川")
    client, address, typed = enter(officer), reverse("employment:desk", args=[fair.pk]), {"do": "find", "who": "贺小川"}

    def ask(target, **more):
        headers = {"HX-Request": "true", "HX-Target": target}
        return client.post(address, typed | more, headers=headers).content.decode()

    assert f'value="p{person.pk}"' in ask("hits") and 'id="who"' not in ask("hits")
    assert 'id="who"' in ask("main")
    assert re.search(r'id="come"[^>]* autofocus', ask("main"))
    assert re.search(r'value="intent" checked autofocus', ask("main", post=post.pk))
    fair_day.check_in(by=officer, fair=fair, person=person)
    assert re.search(r'id="post"[^>]* autofocus', ask("main"))


def test_a_guest_may_bear_the_name_of_somebody_on_file(enter, officer, clerk, fair, post):
    person = build_person(clerk, name="贺小川")
    client, address = enter(officer), reverse("employment:desk", args=[fair.pk])
    typed = {"do": "agree", "who": "贺小川", "hit": f"p{person.pk}", "post": post.pk, "result": "intent"}
    assert "g-name" in client.post(address, typed | {"do": "find"}).content.decode()
    assert client.post(address, typed | {"name": "贺小川", "phone": "12600000914"}).status_code == 200
    assert Attendee.objects.get().person is None


def test_a_desk_that_shows_a_few_says_that_there_are_more(enter, officer, clerk, fair):
    for _turn in range(desk.MOST_HITS):
        build_person(clerk, name="贺小川")
    answer = enter(officer).post(reverse("employment:desk", args=[fair.pk]), {"do": "find", "who": "贺小川"})
    assert "只列出前几位" in answer.content.decode()


def test_nobody_out_of_sight_is_taken_in_by_a_forged_hit(enter, clerk, outsider, post):
    fair = made.build_fair(clerk, posts=[made.build_post(clerk)])
    stranger = build_person(outsider)
    address = reverse("employment:desk", args=[fair.pk])
    answer = enter(clerk).post(address, {"do": "come", "hit": f"p{stranger.pk}"})
    assert answer.status_code == 409 and not Attendee.objects.exists()


def test_a_tick_left_over_from_somebody_else_enters_nobody(enter, officer, clerk, fair, post):
    """Who types the next name and is faster than the search must not enter the one before."""
    earlier, _next = build_person(clerk, name="贺小川"), build_person(clerk, name="但家旺")
    typed = {"do": "agree", "who": "但家旺", "hit": f"p{earlier.pk}", "post": post.pk, "result": "intent"}
    assert enter(officer).post(reverse("employment:desk", args=[fair.pk]), typed).status_code == 409
    assert not Attendee.objects.exists()


def test_the_day_needs_an_open_fair(enter, officer, post):
    fair = made.build_fair(officer, posts=[post], is_open=False)
    with pytest.raises(Refused):
        fair_day.check_in(by=officer, fair=fair, name="甲", phone="12600000914")
    assert enter(officer).get(reverse("employment:desk", args=[fair.pk])).status_code == 302
    fairs.publish_fair(by=officer, fair=fair, today=TODAY)
    fairs.conclude_fair(by=officer, fair=fair, values={"leaflets": 300, "consultations": 42}, today=TODAY)
    with pytest.raises(Refused):
        fair_day.check_in(by=officer, fair=fair, name="甲", phone="12600000914")
    assert FIGURES["market.fairs"].evaluate(officer, PERIOD).number == 1


def test_an_employer_that_is_not_trusted_gets_no_stand(officer):
    employer = made.build_employer(officer, is_vetted=False)
    with pytest.raises(Refused) as refusal:
        fairs.seat_employer(by=officer, fair=made.build_fair(officer), employer=employer, posts=[])
    assert refusal.value.code == "not_vetted"


def test_the_pages_of_a_fair_stay_within_their_queries(
    enter, officer, clerk, fair, post, django_assert_max_num_queries
):
    for person in people(clerk, 3):
        made.build_intent(officer, fair, person, post)
    client = enter(officer)
    for name in ("sign_ups", "attendees", "results", "fair"):
        client.get(reverse(f"employment:{name}", args=[fair.pk]))
        with django_assert_max_num_queries(QUERIES + (4 if name == "fair" else 0)):
            assert client.get(reverse(f"employment:{name}", args=[fair.pk])).status_code == 200


# ——— outside ———


def test_signing_up_tells_nothing_of_anybody(client, clerk, fair):
    build_person(clerk, name="贺小川", mobile="12600000914")
    address = reverse("employment:sign_up", args=[fair.code])
    pages = []
    for phone in ("12600000914", "12600000915", "12600000914"):
        answer = client.post(address, {"name": "贺小川", "phone": phone})
        code = SignUp.objects.order_by("-at").first().code
        pages.append(answer.content.decode().replace(code, "CODE"))
        assert answer.status_code == 200 and code in answer.content.decode()
    assert len({re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in pages}) == 1
    assert SignUp.objects.count() == 2


def test_signing_up_reads_every_way_of_writing_and_refuses_the_rest(client, fair):
    address = reverse("employment:sign_up", args=[fair.code])
    for phone, status in (
        ("126 0000 0914", 200),
        ("１２６０００００９１４", 200),
        ("²", 422),
        ("", 422),
        ("12345", 422),
    ):
        assert client.post(address, {"name": "甲", "phone": phone}).status_code == status, phone
    assert SignUp.objects.count() == 1
    assert SignUp.objects.get().phone.plain() == "12600000914"


def test_signing_up_is_rate_limited_and_ends_with_the_fair(client, officer, fair):
    address = reverse("employment:sign_up", args=[fair.code])
    for _time in range(60):
        client.post(address, {"name": "甲", "phone": ""})
    assert client.post(address, {"name": "甲", "phone": "12600000914"}).status_code == 429
    Fair.objects.update(held_on=TODAY - timedelta(days=1))
    assert client.post(address, {"name": "甲", "phone": "12600000914"}).status_code == 409
    assert not SignUp.objects.exists()
    assert client.get(reverse("employment:sign_up", args=["ABCDEFGH"])).status_code == 404


def test_the_board_shows_numbers_and_nobody(client, officer, clerk, fair, post):
    made.build_intent(officer, fair, build_person(clerk, name="贺小川"), post)
    page = client.get(reverse("employment:board", args=[fair.code])).content.decode()
    assert "贺小川" not in page and post.employer.name in page
    assert client.get(reverse("employment:board", args=["ABCDEFGH"])).status_code == 404


def test_many_employers_stand_in_two_columns_on_the_screen(client, officer):
    posts = [made.build_post(officer) for _employer in range(13)]
    fair = made.build_fair(officer, posts=posts)
    page = client.get(reverse("employment:board", args=[fair.code])).content.decode()
    assert page.count("<tbody>") == 2
    assert page.count('<th scope="row">') == 13


def test_the_notice_and_the_link_have_their_pictures(enter, officer, fair):
    client = enter(officer)
    notice = client.get(reverse("employment:notice", args=[fair.pk])).content.decode()
    assert "data:image/svg+xml" in notice and f"/p/fair/{fair.code}/" in notice
    shown = client.post(reverse("employment:issue_link", args=[fair.stands.get().pk]))
    assert shown.status_code == 200 and "/p/employer/" in shown.content.decode()
    assert shown["Cache-Control"] == "no-store"
