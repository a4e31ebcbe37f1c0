"""What somebody types finds whom they mean, on both databases alike."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import build_person
from veterans.models import Person

pytestmark = pytest.mark.django_db


def found(text):
    return {person.name for person in Person.objects.live().matching(text)}


@pytest.fixture
def people(clerk):
    for name in ("单雄信", "曾国藩", "阿依古丽·买买提", "涂德林", "王国", "国王山", "𬭎涛"):
        build_person(clerk, name=name)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("单", {"单雄信"}),
        ("国", {"曾国藩", "王国", "国王山"}),
        ("王国", {"王国"}),
        ("王 国", {"王国", "国王山"}),
        ("依古丽买", {"阿依古丽·买买提"}),
        ("阿依古丽·买买提", {"阿依古丽·买买提"}),
        ("𬭎", {"𬭎涛"}),
        ("sxx", {"单雄信"}),
        ("dxx", {"单雄信"}),
        ("ZGF", {"曾国藩"}),
        ("cgf", {"曾国藩"}),
        ("td", {"涂德林"}),
        ("%", set()),
        ("_", set()),
        ("无此人", set()),
        ("", set()),
    ],
)
def test_names_and_initials(people, text, names):
    assert found(text) == names


def test_numbers_and_phones(clerk):
    person = build_person(clerk, mobile="12233334444", phone_other="0715-5350000")
    number = person.id_no.plain()
    for text in (number, number.lower(), number[-4:], number[-6:], "12233334444", "122 3333 4444", "0715-5350000"):
        wanted = text if " " not in text else text.replace(" ", "")
        assert found(wanted) == {person.name}, text
    assert found(number[:6]) == set() or number[:6] == number[-6:]


@given(st.text(max_size=30))
@example("王\x00")
def test_no_text_breaks_the_search(people, text):
    list(Person.objects.live().matching(text)[:5])
