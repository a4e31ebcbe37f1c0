"""The “?” of every page, and the manual made of the same texts."""

import pytest

from core import help
from core.pages import ActionPage, PortalView
from tests.cast import *  # noqa: F403
from tests.probes import all_addresses, all_probes

# what is no page to look at, though its class has a template: why
NO_PAGE = {
    "appeals:results_paper": "a Word file",
    "appeals:results_workbook": "a workbook",
    "bureau:returned": "a workbook",
    "core:help": "the help itself",
}
SHORTEST, LONGEST = 12, 600


def pages():
    """The addresses that show a page of their own: no dialog of a button, no file, nothing for the public."""
    for name, probe in all_probes().items():
        view = getattr(all_addresses()[name], "view_class", None)
        is_page = view and issubclass(view, PortalView) and not issubclass(view, ActionPage) and view.template
        if is_page and probe.method == "get" and not probe.public and name not in NO_PAGE:
            yield name


def test_every_page_has_a_text_of_its_own():
    missing = sorted(name for name in pages() if help.text_of(name.replace(":", ".")) is None)
    files = [f"docs/help/{name.replace(':', '.')}.md" for name in missing]
    assert not missing, "a help text is missing, please write:\n" + "\n".join(files)


def test_no_text_is_left_over():
    """A text whose page is gone or has another name would never be read again."""
    names = {name.replace(":", ".") for name in all_addresses()} | {help.EVERYWHERE}
    left = sorted(path.name for path in help.FOLDER.glob("*.md") if path.stem not in names)
    assert not left, left


def test_texts_have_a_title_and_a_few_sentences():
    wrong = []
    for path in help.FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        title, _newline, body = text.partition("\n")
        if not title.startswith("# ") or not SHORTEST <= len(body.strip()) <= LONGEST:
            wrong.append(f"{path.name}: {len(body.strip())} characters")
    assert not wrong, "\n".join(wrong)


def test_exemptions_are_addresses():
    assert set(NO_PAGE) <= set(all_addresses())


def test_the_question_mark_leads_to_the_text_of_the_page(clerk, enter):
    html = enter(clerk).get("/veterans/").content.decode()
    assert 'href="/help/veterans:people/"' in html
    assert "人员名单" in enter(clerk).get("/help/veterans:people/").content.decode()


def test_a_form_that_amends_shares_the_text_of_the_one_that_enters():
    assert help.help_for("employment:amend_loan") == help.help_for("employment:add_loan")
    assert help.help_for("veterans:amend") != help.help_for("veterans:add")


def titles(response):
    return {text.title for chapter in response.context["chapters"] for text in chapter.texts}


def test_the_manual_holds_what_the_role_may_open_and_all_on_demand(clerk, auditor, enter):
    own = titles(enter(clerk).get("/manual/"))
    assert {"人员名单", "一件诉求", "交给本站的任务"} <= own and "建账号" not in own
    few = titles(enter(auditor).get("/manual/"))
    assert "人员名单" not in few and "这个系统怎么用" in few
    whole = titles(enter(auditor).get("/manual/?all=1"))
    assert own | few < whole
    assert {help.read(path.stem, path.read_text(encoding="utf-8")).title for path in help.FOLDER.glob("*.md")} == whole


@pytest.mark.parametrize("address", ["/manual/", "/manual/?all=1"])
def test_every_entry_of_the_contents_has_its_place(clerk, enter, address):
    import re

    html = enter(clerk).get(address).content.decode()
    wanted = re.findall(r'href="#([^"]+)"', html)
    assert len(wanted) > 20 and set(wanted) - {"main"} <= set(re.findall(r'id="([^"]+)"', html))
