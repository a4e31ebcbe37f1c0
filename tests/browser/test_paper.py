"""Every kind of page in large print on a laptop and on A4 paper: nothing scrolls sideways, nothing is cut, no button is
printed. One page stands for its kind; what a kind shares (list, record, form …) is drawn by the same templates and styles.
"""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.browser.test_every_page import SETTLED
from tests.browser.tools import DESKTOP, login, scrolls_sideways
from tests.builders import TODAY, person_values

TOWN = "421281103"
A4 = {"width": 673, "height": 986}  # 178 × 261 mm, what the margins leave, in the pixels of a style sheet
NOT_ON_PAPER = ".top, .menu, .btn, button, .savebar, .filters, .tick, .chosen, .tabs, .skip, dialog, #toasts > *"
SEEN = (
    "places => places.filter(p => p.checkVisibility() && p.getClientRects().length).map(p => p.outerHTML.slice(0, 80))"
)
# what somebody types may be longer than its box: the paper form prints it whole
CUT = """() => [...document.querySelectorAll('main *')].filter(p => p.checkVisibility()
    && getComputedStyle(p).overflowX !== 'visible' && p.scrollWidth > p.clientWidth + 1
    && !p.matches('.vh, input, select, textarea')).map(p => `${p.tagName}.${p.className}`)"""
OVER = """() => [...document.querySelectorAll('main *')].filter(p => p.checkVisibility() && !p.closest('.vh, svg')
    && p.getBoundingClientRect().right > innerWidth + 1).slice(0, 3).map(p => p.outerHTML.slice(0, 90))"""


@pytest.fixture(scope="module")
def officer(account):
    """Somebody who reads in large print."""
    from stations.models import Account

    user = account("bureau_officer", "421281107")
    Account.objects.filter(pk=user.pk).update(has_large_print=True)
    return user


def received_task(by, station, person):
    """A station's part of a task with long words."""
    from bureau.actions.errands import issue_errand

    values = {
        "title": "入冬前走访困难退役军人，看取暖、看病、住房三件事",
        "body": "逐户走访。" * 40,
        "due_on": date(2099, 12, 1),
        "asks": "本月走访户数",
        "stations": [station],
        "people": [person],
    }
    return issue_errand(by=by, values=values, today=TODAY).parts.get()


@pytest.fixture(scope="module")
def kinds(account, officer):
    """{kind of page: an address of it}, with rows whose names are long."""
    from bureau.actions import reports
    from stations.models import Station
    from veterans.actions import add_person

    home = reverse("bureau:home")  # the addresses bring every department's figures along
    city, place = (
        account("bureau_officer"),
        Station.objects.get(division__code=f"{officer.station.division.code[:9]}000"),
    )
    clerk = account("station_clerk", place.division.code[:9])
    values = person_values(name="阿依古丽·买买提江", hukou_addr="赤壁市" + "很长的地址" * 12, categories=["51", "81"])
    person = add_person(by=clerk, station=clerk.station, values=values, today=TODAY)
    report = reports.begin_report(
        by=officer, title="2026 年工作报告", first_on=date(2026, 1, 1), last_on=TODAY, has_job=False
    )
    reports.fill_in(by=officer, report=report)
    part = received_task(city, place, person)
    return {
        "home": home,
        "list": reverse("veterans:people"),
        "record": person.get_absolute_url(),
        "paper form": reverse("veterans:filled_form", args=[person.pk]),
        "entry form": reverse("veterans:amend", args=[person.pk]),
        "dashboard": reverse("appeals:dashboard"),
        "board": reverse("bureau:board"),
        "table of places": reverse("stations:network"),
        "report": report.get_absolute_url(),
        "board by days": reverse("outreach:calendar"),
        "doors": reverse("outreach:home"),
        "task received": part.get_absolute_url(),
        "task answered": reverse("bureau:errand_answer", args=[part.pk]),
        "manual": reverse("core:manual"),
    }


def problems(page, kind):
    """In words: what is wrong in large print, then on paper."""
    page.set_viewport_size(DESKTOP)
    page.emulate_media(media="screen")
    page.wait_for_function(SETTLED)
    found = [f"{kind}: scrolls sideways in large print"] if scrolls_sideways(page) else []
    page.set_viewport_size(A4)
    page.emulate_media(media="print")
    if scrolls_sideways(page) or page.evaluate(OVER):
        found.append(f"{kind}: wider than A4: {page.evaluate(OVER)}")
    if cut := page.evaluate(CUT):
        found.append(f"{kind}: cut off on paper: {cut[:3]}")
    printed = page.locator(NOT_ON_PAPER).evaluate_all(SEEN)
    return found + [f"{kind}: printed: {place}" for place in printed[:3]]


def test_every_kind_of_page_in_large_print_and_on_paper(officer, kinds, new_page):
    page = new_page()
    login(page, officer.username)
    found = []
    for kind, address in kinds.items():
        assert page.goto(address).status == 200, kind
        found += problems(page, kind)
        assert page.locator("html[data-text=large]").count() == 1
    assert not found, "\n".join(found)


def test_the_public_page_too(new_page):
    page = new_page()
    page.goto(reverse("appeals:public"))
    assert not (found := problems(page, "public")), "\n".join(found)


def test_a_long_manual_begins_its_chapters_on_pages_of_their_own(officer, new_page):
    page = new_page()
    login(page, officer.username)
    page.goto("/manual/?all=1")
    page.emulate_media(media="print")
    chapters = page.locator(".chapter").count()
    sheets = len(re.findall(rb"/Type /Page\b", page.pdf(format="A4")))
    assert chapters >= 6 and chapters < sheets < 60
