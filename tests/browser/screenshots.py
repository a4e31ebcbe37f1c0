"""Draws the portal for docs/screenshots (`make screenshots`): every main page on a laptop and on a phone.

python -m tests.browser.screenshots                          on a portal of its own, with synthetic people
python -m tests.browser.screenshots http://127.0.0.1:8000    on a running portal with demonstration data
"""

import io
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from PIL import Image
from playwright.sync_api import TimeoutError as NotSeen
from playwright.sync_api import sync_playwright

from tests.browser.tools import CHROMIUM, DESKTOP, FLAGS, PHONE, login
from tests.rosters.make import identity, xlsx

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "screenshots"
SIZES = {1366: DESKTOP, 390: PHONE}
LARGEST = 200 * 1024
COLOURS = 256  # the pages have a dozen and the shades at the edges of letters
PASSWORD = "Chibi-Demo-2026"
PEOPLE = "1600"
PREPARED_WITHIN = 600

VILLAGES = ("羊楼洞村", "蓼坪村", "羊楼洞社区", "石桥新村")  # the last is no village of the town
SURNAMES = "雷宋田邓骆贺葛解查涂但饶舒单仇区毕"
GIVEN = ("家喜", "全保", "福来", "厚朴", "远志", "明礼", "新民", "东升", "立群", "光辉", "春生", "志远", "四海")
GROUPS = ["序号", "基本情况", "", "", "", "", "服役情况", "", "备注"]
HEADINGS = ["", "姓名", "身份证号", "村（社区）", "联系电话", "人员类别", "入伍时间", "退役时间", ""]


def roster(first, last, changed=0):
    """A town's roster with title, two-row header and footer; the first `changed` rows bring another phone."""
    rows = [roster_row(number, changed) for number in range(first, last)]
    title = [["赵李桥镇退役军人花名册"], ["填报单位：赵李桥镇退役军人服务站"], GROUPS, HEADINGS]
    return xlsx({"花名册": [*title, *rows, ["合计", "", f"{len(rows)}人"]]}, merges=("A1:I1", "B3:F3", "G3:H3"))


def roster_row(number, changed):
    name = SURNAMES[number % len(SURNAMES)] + GIVEN[number % len(GIVEN)]
    id_no, phone = identity(number, 1950 + number // 336 % 40), f"121{number + (7 if number < changed else 0):08}"
    village = VILLAGES[3] if number % 61 == 0 else VILLAGES[number % 3]
    enlisted = "197613" if number % 97 == 0 else 1981.1 if number % 89 == 0 else "1981-11"
    if number % 83 == 0:
        id_no = id_no[:-1] + ("1" if id_no[-1] != "1" else "2")
    return [number, name, id_no, village, phone, "退役士兵", enlisted, "1985-01", ""]


@contextmanager
def own_portal():
    """A portal on a data directory of its own, gone afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory(prefix="portal-screenshots-") as folder:
        left_out = ("DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE")
        environment = {name: value for name, value in os.environ.items() if name not in left_out}
        environment |= {"PORTAL_DATA_DIR": folder, "HOST": "127.0.0.1", "PORT": str(port)}
        command = [sys.executable, "manage.py", "portal_start", "--people", PEOPLE, "--with-parent"]
        portal = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=sys.stderr)
        try:
            wait_for(f"{address}/healthz", portal)
            yield address
        finally:
            portal.terminate()
            portal.wait()


def wait_for(address, portal):
    deadline = time.monotonic() + PREPARED_WITHIN
    while True:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            if portal.poll() is not None or time.monotonic() > deadline:
                raise SystemExit("The portal did not start.") from None
            time.sleep(0.5)


class Artist:
    """Logs in as somebody at one size, goes about and draws what stands on the screen."""

    def __init__(self, chromium, address, width):
        self.chromium, self.address, self.width, self.context = chromium, address, width, None

    def enter(self, username=""):
        if self.context:
            self.context.close()
        options = {"viewport": SIZES[self.width], "locale": "zh-CN", "reduced_motion": "reduce"}
        self.context = self.chromium.new_context(base_url=self.address, **options)
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        if username:
            login(self.page, username, PASSWORD)
        return self.page

    def draw(self, name, address=None):
        if address:
            self.page.goto(address)
            self.page.wait_for_load_state("networkidle")
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        file = FOLDER / f"{name}-{self.width}.png"
        picture.quantize(COLOURS, dither=Image.Dither.NONE).save(file, optimize=True)
        if file.stat().st_size > LARGEST:
            raise SystemExit(f"{file.name}: {file.stat().st_size // 1024} KB is more than a picture may have")

    def first(self, selector):
        """Open the first link that the selector finds."""
        self.page.goto(self.page.locator(selector).first.get_attribute("href"))
        self.page.wait_for_load_state("networkidle")


def draw_desks(artist):
    artist.enter()
    artist.draw("login", "/login/")
    artist.enter("zhenzhan")
    artist.draw("home-clerk", "/")
    artist.draw("people", "/veterans/")
    artist.first("tbody[data-rows] a[href^='/veterans/']")
    artist.draw("person")
    artist.enter("yewu")
    artist.draw("home-officer", "/")
    artist.draw("network", "/stations/")
    artist.first("tbody th a[href^='/stations/']")
    artist.draw("station")
    artist.draw("appeals", "/appeals/")
    artist.first("tbody[data-rows] a[href^='/appeals/']")
    artist.draw("appeal")
    artist.enter("lingdao")
    artist.draw("dashboard", "/appeals/dashboard/")
    artist.enter("shenji")
    artist.draw("ledger", "/ledger/")


def draw_form(artist):
    """An entry with mistakes: all of them said at once, each beside its field."""
    page = artist.enter("cunzhan")
    page.goto("/veterans/add/")
    values = {"name": "骆远志", "id_no": "990101195803120", "mobile": "1220000", "enlist_date": "197613"}
    for field, value in values.items():
        page.fill(f"#id_{field}", value)
    with page.expect_navigation():
        page.keyboard.press("Control+s")
    page.wait_for_load_state("networkidle")
    artist.draw("form")


def upload(page, content):
    page.goto("/imports/upload/")
    file = {"name": "赵李桥镇花名册.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": content}
    page.set_input_files("input[type=file]", file)
    page.click("[data-save]")
    page.wait_for_selector("#confirm", timeout=120_000)


def draw_import(artist, first):
    """A town's second roster: most of it new, some changed, some unchanged, a few rows to answer."""
    page = artist.enter("zhenzhan")
    upload(page, roster(first, first + 300))
    page.click("#confirm button")
    page.wait_for_url(re.compile(r"/imports/\d+/$"))
    page.wait_for_selector("a[href$='/returned/']", timeout=120_000)
    upload(page, roster(first + 100, first + 3_000, changed=first + 160))
    artist.draw("import-plan")
    page.click("#confirm button")
    try:
        page.wait_for_selector("#progress progress[value]:not([value='0'])", timeout=10_000)
        artist.draw("import-running")
    except NotSeen:
        print("the writing was over before it could be drawn", file=sys.stderr)
    page.wait_for_selector("a[href$='/returned/']", timeout=120_000)
    artist.draw("import-result")


def draw(address):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for number, width in enumerate(SIZES):
            artist = Artist(chromium, address, width)
            draw_desks(artist)
            draw_form(artist)
            draw_import(artist, first=10_000 + 4_000 * number)
        chromium.close()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        draw(sys.argv[1])
    else:
        with own_portal() as portal_address:
            draw(portal_address)
