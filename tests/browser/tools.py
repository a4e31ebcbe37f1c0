"""What browser tests do with a page."""

import json
import os
import shutil
from importlib.resources import files

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PASSWORD = "Chibi-2024-portal"
DESKTOP, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
AXE = (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
REPORT_REFUSALS = (
    "document.addEventListener('securitypolicyviolation', e => console.error('CSP', e.violatedDirective, e.blockedURI))"
)
# How far each table with a scrollbar of its own reaches beyond the screen
OVERHANG = "[...document.querySelectorAll('.wrap')].map(box => box.scrollWidth - box.clientWidth)"
# What has the focus, whether its ring is seen and whether it stands on the screen
WHERE = """(() => { const here = document.activeElement, look = getComputedStyle(here), box = here.getBoundingClientRect();
return {id: here.id || here.name || here.className, text: (here.innerText || "").trim(), tag: here.tagName,
        isSeen: look.outlineStyle !== "none" && parseFloat(look.outlineWidth) > 0,
        isInside: box.bottom > 0 && box.top < innerHeight}; })()"""


def watch(page):
    """Collect in `page.complaints` what the console says is wrong: errors, refused content, scripts that fail."""
    page.complaints = []
    page.on("console", lambda message: page.complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda problem: page.complaints.append(str(problem)))
    page.add_init_script(REPORT_REFUSALS)


def forgive(page, *words):
    """Take complaints that contain one of the words off the page's list."""
    page.complaints[:] = [line for line in page.complaints if not any(word in line for word in words)]


def login(page, username, password=PASSWORD):
    """Through the form, as a person does."""
    page.goto("/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login/" not in address)


def violations(page):
    """What axe finds on the page, one line a place. Evaluated by the debugger's protocol, so the page's CSP stays."""
    page.evaluate(AXE)
    options = {"runOnly": {"type": "tag", "values": AXE_RULES}, "resultTypes": ["violations"]}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")["violations"]
    return [f"{rule['id']}: {node['html'][:120]} {node['failureSummary']}" for rule in found for node in rule["nodes"]]


def assert_accessible(page):
    found = violations(page)
    assert not found, "axe found:\n" + "\n".join(found)


def scrolls_sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def here(page):
    return page.evaluate(WHERE)


def tab_to(page, name, most=80):
    """Tab until what is named has the focus; every stop on the way is to be seen. Returns the stops."""
    stops = []
    for _turn in range(most):
        page.keyboard.press("Tab")
        stop = here(page)
        if stop["tag"] == "BODY":
            continue
        assert stop["isSeen"] and stop["isInside"], f"the focus is not seen on {stop}"
        stops.append(stop["id"])
        if name in (stop["id"], stop["text"]):
            return stops
    raise AssertionError(f"{name} was not reached, only {stops}")
