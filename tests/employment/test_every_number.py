"""Every figure of employment stands on a page of numbers and opens the rows it counts."""

import pytest
from django.urls import reverse

from core.figures import FIGURES
from employment.figures import market, placement
from tests.builders import build_person
from tests.employment import made_market as made
from tests.employment import made_placement

PAGES = {"numbers": market, "placement_numbers": placement}
OURS = [key for key, figure in FIGURES.items() if figure.model._meta.app_label == "employment"]


def on_pages():
    return {figure.key for each in PAGES.values() for figure in (*each.STRIP, *each.BESIDE)}


def test_every_declared_figure_stands_on_one_of_the_pages():
    assert set(OURS) <= on_pages() and {"market.at_work", "market.seeking"} <= on_pages()


@pytest.fixture
def something(officer, clerk):
    person = build_person(clerk, employment="SEEKING")
    made.build_wish(clerk, person)
    post = made.build_post(officer)
    fair = made.build_fair(officer, posts=[post])
    made.hired(officer, made.build_intent(officer, fair, person, post))
    made_placement.build_base(officer)
    made_placement.build_enrolment(clerk, made_placement.build_course(officer))


@pytest.mark.parametrize("key", [*OURS, "market.at_work", "market.seeking"])
def test_every_figure_opens_its_rows(enter, officer, something, key, django_assert_max_num_queries):
    client, address = enter(officer), reverse("employment:placement_figure", args=[key])
    client.get(address)
    with django_assert_max_num_queries(12):
        answer = client.get(address)
    figure = FIGURES[key]
    page = answer.context["look"]
    assert (
        answer.status_code == 200 and page.total == figure.rows(officer, answer.context["page"].question.period).count()
    )
    assert client.post(address, {"export": "1"}).status_code == 200


def test_the_page_of_the_market_names_all_its_numbers(enter, officer, something, django_assert_max_num_queries):
    client, address = enter(officer), reverse("employment:numbers")
    client.get(address)
    with django_assert_max_num_queries(32):
        page = client.get(address).content.decode()
    for figure in (*market.STRIP, *market.BESIDE):
        assert reverse("employment:placement_figure", args=[figure.key]) in page
