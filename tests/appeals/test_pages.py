"""The pages inside: who gets in, what they say, what they keep."""

import pytest
from django.urls import reverse

from appeals.actions import opinions, steps
from appeals.models import Appeal
from appeals.pages.steps import PAGES
from core.models import Event
from tests.appeals.made import OPINION, Way, build_accusation, build_appeal, build_petition, fresh
from tests.builders import TODAY, build_person
from tests.cast import *  # noqa: F403

QUERIES = 12


def typed(**changes):
    from appeals.models import Category

    values = {
        "name": "廖国清",
        "phone": "12600000914",
        "title": "抚恤金差额未补发",
        "category": Category.objects.get(code="BENEFIT").pk,
        "facts": "调标后仍按旧标准发放。",
        "kind": "claim",
        "channel": "visit",
        "received_on": TODAY.isoformat(),
        "head_count": "1",
    }
    return values | changes


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    """Pages work on the tests' day."""
    import appeals.pages.queue
    import appeals.pages.steps
    import core.pages.base
    import core.pages.entry
    import core.pages.runs

    for module in (core.pages.base, core.pages.entry, core.pages.runs, appeals.pages.queue, appeals.pages.steps):
        monkeypatch.setattr(module, "today", lambda: TODAY)


def test_a_clerk_registers_and_the_code_is_said(enter, clerk):
    answer = enter(clerk).post(reverse("appeals:register"), typed())
    appeal = Appeal.objects.get()
    assert answer["Location"] == appeal.get_absolute_url()
    page = enter(clerk).get(appeal.get_absolute_url()).content.decode()
    assert appeal.query_code in page and "12600000914" not in page
    assert appeal.papers.get().kind == "registration"


def test_a_person_on_file_must_be_chosen_or_denied(enter, clerk):
    person = build_person(clerk, name="廖国清")
    answer = enter(clerk).post(reverse("appeals:register"), typed())
    assert answer.status_code == 422
    assert f'value="{person.pk}"' in answer.content.decode()
    assert not Appeal.objects.exists()
    enter(clerk).post(reverse("appeals:register"), typed(chosen=str(person.pk)))
    assert Appeal.objects.get().person == person
    enter(clerk).post(reverse("appeals:register"), typed(chosen="none", title="另一件事"))
    assert Appeal.objects.get(title="另一件事").person is None


def test_nobody_elses_person_can_be_chosen(enter, clerk, outsider):
    theirs = build_person(outsider, name="廖国清")
    answer = enter(clerk).post(reverse("appeals:register"), typed(chosen=str(theirs.pk)))
    assert answer.status_code == 422
    assert not Appeal.objects.exists()


def test_earlier_cases_and_doubles_show_while_typing(enter, clerk):
    person = build_person(clerk, name="廖国清")
    build_appeal(clerk, person=person)
    client = enter(clerk)
    said = client.post(reverse("appeals:register"), {"name": "廖国清"}, headers={"X-Check": "name"}).json()
    assert "残疾抚恤金差额未补发" in said["notice"]
    said = client.post(
        reverse("appeals:register"), {"title": "残疾抚恤金差额未补发"}, headers={"X-Check": "title"}
    ).json()
    assert "残疾抚恤金差额未补发" in said["notice"]


def test_what_is_out_of_sight_does_not_show_while_typing(enter, clerk, outsider):
    build_appeal(outsider, person=build_person(outsider, name="廖国清"))
    data = {"name": "廖国清", "title": "残疾抚恤金差额未补发"}
    said = enter(clerk).post(reverse("appeals:register"), data, headers={"X-Check": "name"}).json()
    assert said["notice"] == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("facts", ""),
        ("id_no", "123"),
        ("received_on", "2031-01-01"),
        ("category", "999"),
        ("head_count", "0"),
    ],
)
def test_bad_input_is_told_beside_the_field_and_kept(enter, clerk, field, value):
    answer = enter(clerk).post(reverse("appeals:register"), typed(**{field: value}))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field]
    assert "调标后仍按旧标准发放。" in answer.content.decode() or field == "facts"


def test_more_than_five_representatives_are_refused(enter, clerk):
    answer = enter(clerk).post(
        reverse("appeals:register"), typed(head_count="9", representatives="\n".join("甲乙丙丁戊己"))
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["representatives"]


def test_an_anonymous_appeal_has_no_name_and_no_code(enter, clerk):
    enter(clerk).post(reverse("appeals:register"), typed(is_anonymous="on"))
    appeal = Appeal.objects.get()
    assert (appeal.name, appeal.phone, appeal.query_code) == ("", None, None)


def test_an_accusation_leaves_the_village_at_once(enter, clerk, town_clerk, city_clerk, officer, leader):
    answer = enter(clerk).post(reverse("appeals:register"), typed(kind="accusation"))
    assert "/receipts/" in answer["Location"]
    appeal = Appeal.objects.get()
    assert appeal.is_restricted and appeal.handler.tier == "city"
    for user, status in ((clerk, 404), (town_clerk, 404), (city_clerk, 404), (officer, 200), (leader, 200)):
        assert enter(user).get(appeal.get_absolute_url()).status_code == status
        assert (appeal.title in enter(user).get(reverse("appeals:appeals")).content.decode()) == (status == 200)


def test_papers_files_and_steps_of_an_accusation_are_hidden_too(enter, clerk, town_clerk):
    appeal = build_accusation(clerk)
    paper = appeal.papers.get()
    for address in (paper.get_absolute_url(), reverse("appeals:transfer", args=[appeal.pk])):
        assert enter(town_clerk).get(address).status_code in (403, 404)
    assert enter(clerk).get(paper.get_absolute_url()).status_code == 404


def test_outsiders_get_404_everywhere(enter, clerk, outsider):
    appeal = build_appeal(clerk)
    client = enter(outsider)
    assert client.get(appeal.get_absolute_url()).status_code == 404
    assert client.get(appeal.papers.get().get_absolute_url()).status_code == 404
    for action in PAGES:
        answer = client.post(reverse(f"appeals:{action}", args=[appeal.pk]))
        assert answer.status_code in (403, 404), action
    assert fresh(appeal).version == 1


@pytest.mark.parametrize("name", ["appeals", "register", "to_sign", "dashboard", "calendar", "limits"])
def test_roles_without_records_get_in_nowhere(name, enter, auditor, system_admin):
    for user in (auditor, system_admin):
        assert enter(user).get(reverse(f"appeals:{name}")).status_code == 403


@pytest.mark.parametrize("action", sorted(PAGES))
def test_a_step_that_writes_cannot_be_taken_by_looking(action, enter, officer, city_clerk):
    appeal = build_petition(city_clerk)
    enter(officer).get(reverse(f"appeals:{action}", args=[appeal.pk]))
    assert fresh(appeal).version == 1


def test_a_step_not_possible_yet_says_why(enter, city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to("in_progress", appeal)
    page = enter(leader).get(appeal.get_absolute_url()).content.decode()
    assert 'aria-disabled="true"' in page
    assert "why-appeals-sign_opinion" in page


def test_a_step_over_the_page_keeps_what_was_typed(enter, city_clerk, officer):
    appeal = build_petition(city_clerk)
    answer = enter(officer).post(reverse("appeals:reject", args=[appeal.pk]), {"note": "理由很长"})
    assert answer.status_code == 422
    assert "理由很长" in answer.content.decode()
    assert fresh(appeal).state == "registered"


def test_the_draft_begins_with_the_reply_template_of_its_outcome(enter, city_clerk, officer, leader):
    appeal = build_petition(city_clerk)
    Way(officer, leader, city_clerk).to("in_progress", appeal)
    page = (
        enter(officer)
        .get(reverse("appeals:draft_opinion", args=[appeal.pk]) + "?outcome=not_supported")
        .content.decode()
    )
    assert "不予支持，理由如下" in page


def test_the_leader_signs_several_at_once(enter, city_clerk, officer, leader):
    cases = [build_petition(city_clerk, title=f"事项{number}") for number in range(3)]
    for case in cases:
        Way(officer, leader, city_clerk).to("in_progress", case)
        opinions.draft_opinion(by=officer, appeal=case, today=TODAY, values=OPINION)
    papers = [case.papers.get(kind="opinion") for case in cases]
    client = enter(leader)
    assert client.get(reverse("appeals:to_sign")).content.decode().count('name="paper"') == 3
    client.post(reverse("appeals:to_sign"), {"paper": [papers[0].pk, papers[2].pk]})
    assert [fresh(case).state for case in cases] == ["replied", "in_progress", "replied"]
    numbers = [case.papers.get(kind="opinion").number for case in (cases[0], cases[2])]
    assert sorted(numbers) == ["赤退信复〔2026〕1号", "赤退信复〔2026〕2号"]


def test_only_the_leader_signs(enter, officer, city_clerk):
    for user in (officer, city_clerk):
        assert enter(user).post(reverse("appeals:to_sign"), {"paper": ["1"]}).status_code == 403


def test_a_case_that_left_the_sight_of_its_author_gives_a_receipt(enter, city_clerk, officer, town_clerk, network):
    appeal = build_petition(city_clerk)
    values = {"station": network["赵李桥镇"], "feedback_on": TODAY.replace(day=30)}
    steps.assign(by=officer, appeal=appeal, today=TODAY, values=values)
    answer = enter(town_clerk).post(reverse("appeals:object", args=[appeal.pk]), {"note": "不属我镇。"})
    assert "/receipts/" in answer["Location"]
    assert enter(town_clerk).get(appeal.get_absolute_url()).status_code == 404


def test_the_queue_asks_few_queries(enter, officer, clerk, django_assert_max_num_queries):
    for number in range(25):
        build_appeal(clerk, title=f"事项{number}")
    client = enter(officer)
    appeal = Appeal.objects.first()
    address = f"{reverse('appeals:appeals')}?view=all&category={appeal.category_id}"
    client.get(address)
    with django_assert_max_num_queries(QUERIES):
        assert client.get(address).context["look"].total == 25


@pytest.mark.parametrize(
    "view", ["mine", "station", "overdue", "soon", "to_sign", "unassigned", "urged", "petitions", "all"]
)
def test_every_view_of_the_queue_opens_and_exports(view, enter, officer, clerk):
    build_appeal(clerk)
    client, address = enter(officer), f"{reverse('appeals:appeals')}?view={view}"
    assert client.get(address).status_code == 200
    answer = client.post(address, {"export": "1"})
    assert answer["Content-Type"].endswith("sheet")
    assert Event.objects.filter(verb="appeal.export").count() == 1


def test_a_search_finds_finished_cases_by_number_and_name(enter, clerk):
    appeal = build_appeal(clerk)
    steps.withdraw(by=clerk, appeal=appeal, today=TODAY, values={"note": "本人撤回。"})
    client = enter(clerk)
    assert appeal.title not in client.get(reverse("appeals:appeals")).content.decode()
    for text in (appeal.number[-4:], "廖国清", "差额"):
        answer = client.post(reverse("appeals:appeals"), {"q": text}, follow=True)
        assert appeal.title in answer.content.decode()


def test_opening_a_case_leaves_a_line(enter, clerk):
    appeal = build_appeal(clerk)
    enter(clerk).get(appeal.get_absolute_url())
    assert Event.objects.filter(verb="appeal.view", subject_id=appeal.pk).count() == 1


def test_home_lists_the_case_by_its_deadline_and_the_menu_counts_what_is_overdue(clerk):
    from datetime import timedelta

    from appeals import desk

    appeal = build_appeal(clerk)
    assert [(work.about, work.due_on) for work in desk.work(clerk, TODAY)] == [(appeal.title, appeal.due_on)]
    late = list(desk.work(clerk, appeal.due_on + timedelta(days=1)))
    assert late[0].act_url == reverse("appeals:escalate", args=[appeal.pk])


def test_the_persons_page_has_a_tab_with_the_open_cases(clerk, town_clerk):
    from appeals import panels

    person = build_person(clerk)
    build_appeal(clerk, person=person)
    assert panels.open_of_person(person, clerk) == 1
    assert len(panels.of_person(person, town_clerk)["appeals"]) == 1
