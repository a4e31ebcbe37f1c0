"""Nothing of this department is left out: every list leaves as a workbook, everything about a person stands on their page,
everything that is recorded is counted by a declared figure."""

from datetime import date

import pytest
from django.apps import apps

from core.figures import FIGURES, Period
from core.pages import ListPage
from core.roles import BureauOfficer
from employment import urls
from employment.actions import enterprise, posts, seekers
from employment.desk import market as market_desk
from employment.panels import placement as placement_panel
from tests.builders import TODAY, build_person
from tests.employment import made_market as market
from tests.employment import made_placement as made
from veterans.models import Person

LISTS = [(name, page) for _address, page, name in urls.inside if issubclass(page, ListPage)]
MODELS = list(apps.get_app_config("employment").get_models())
ABOUT_PEOPLE = {
    model.__name__ for model in MODELS
    if any(field.concrete and field.is_relation and field.related_model is Person for field in model._meta.get_fields())
}  # fmt: skip
# Why a table is counted by no figure of its own
UNCOUNTED = {
    "SignUp": "who signed up is a line of the fair's own funnel",
    "Provider": "counted by its courses",
    "Attendance": "the condition of taking part, in training.education and training.skills",
    "CandidacyMove": "the history of a candidacy", "PlacementMove": "the history of a case",
    "PlacementNumbers": "machinery", "PlacementPaper": "the papers of a case", "MinimumWage": "a rate, not a count",
    "PlacementBatch": "its cases are counted", "PlacementPost": "its cases are counted",
    "Turn": "the session's own record", "Call": "the session's own record",
    "SessionEvidence": "files", "BaseEvidence": "files", "EntryEvidence": "files", "LoanEvidence": "files",
}  # fmt: skip


@pytest.mark.parametrize(("name", "page"), LISTS)
def test_every_list_can_be_taken_away_and_names_its_columns(name, page):
    assert page.export and page.export in BureauOfficer.may, name
    if not isinstance(page.listing, property):  # the list behind a number is that of its rows
        columns = [column for column in page.listing.columns if column.exported]
        assert len(columns) >= 3 and len({column.key for column in columns}) == len(columns)
        assert all(str(column.title) for column in columns) and page.listing.empty_text


def held(by, person):
    post = market.build_post(by, is_welfare=True, funder="就业补助资金")
    return posts.begin_holding(
        by=by, post=post, person=person, started_on=TODAY, until_on=date(2027, 11, 1), today=TODAY
    )


def came(by, person):
    post = market.build_post(by)
    return market.build_intent(by, market.build_fair(by, posts=[post]), person, post).attendee


def stays(by, person):
    values = {"person": person, "from_on": TODAY}
    return enterprise.move_in(by=by, base=made.build_base(by), station=by.station, values=values, today=TODAY)


def talked(by, person):
    return seekers.note_contact(by=by, person=person, on=TODAY, how="phone", note="已通知")


BUILD = {
    "Holding": held,
    "Attendee": came,
    "Candidacy": lambda by, person: market.build_referral(by, person, market.build_post(by)),
    "PlacementCase": made.build_case,
    "SpousePlacement": lambda by, person: made.build_spouse(by, person=person),
    "SchoolEnrolmentCase": lambda by, person: made.build_school(by, person=person),
    "BaseStay": stays,
    "ContestEntry": lambda by, person: made.build_entry(by, person=person),
    "LoanSupport": lambda by, person: made.build_loan(by, person=person),
    "Seeker": market.build_wish,
    "Contact": talked,
    "Enrolment": lambda by, person: made.build_enrolment(by, made.build_course(by), person),
}


def test_everything_about_a_person_is_built_here():
    assert set(BUILD) == ABOUT_PEOPLE


@pytest.mark.parametrize("name", BUILD)
def test_everything_about_a_person_stands_on_their_page(officer, outsider, name):
    person = build_person(officer)
    row = BUILD[name](officer, person)
    model = apps.get_model("employment", name)
    row = row if isinstance(row, model) else model.objects.get(person=person)

    def shown(user):
        found = [*market_desk.of_person(person, user).values(), *placement_panel.of_person(person, user).values()]
        return [one for part in found for one in (part if isinstance(part, list) else [part])]

    assert row in shown(officer) and row not in shown(outsider)


def test_everything_recorded_is_counted_by_a_figure_or_says_why_not():
    counted = {figure.model.__name__ for figure in FIGURES.values()}
    names = {model.__name__ for model in MODELS}
    assert names - counted == set(UNCOUNTED)


@pytest.mark.parametrize(
    ("key", "build"),
    [
        ("market.wishes", market.build_wish),
        ("market.talks", talked),
        ("bases.inside", stays),
        ("training.courses", lambda by, person: made.build_course(by)),
    ],
)
def test_the_new_figures_count_once_and_only_what_is_seen(officer, outsider, key, build):
    build(officer, build_person(officer))
    year = Period.year(TODAY)
    assert FIGURES[key].evaluate(officer, year).number == 1
    assert FIGURES[key].evaluate(outsider, year).number == (1 if key == "training.courses" else 0)
