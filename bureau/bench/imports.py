"""The roster of 10,000 rows and 25 columns, end to end, against what else could be done with the same file.

In one run, on one file: a plain django-import-export ModelResource with its defaults (dry run, then import), and parsing
+ COPY + one upsert alone: the 25 cells as text into a table with the people's own columns and indexes, without checks,
seals, plan or ledger (and, for information, into a bare table of 25 texts with one index). The same file again, every row
changed, undone. All but the slow plain resource take turns for three rounds, and the medians are compared. Then a large
file's memory, and twenty clerks who save while it runs.
"""

import contextlib
import io
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median, quantiles

import xlsxwriter
from django.conf import settings
from django.db import connection, transaction
from import_export import resources
from python_calamine import CalamineWorkbook
from tablib import Dataset

from bureau.bench import Row, measure
from core import vault
from core.bulk import quoted
from core.imports.command import import_file, undo_batch
from core.validators import identity_check_digit
from stations.models import Account, Station
from veterans.actions import amend_person
from veterans.models import Person

ROWS, LARGE = 10_000, 100_000
ROUNDS, APART = 3, 100_000
CLERKS, PAUSE = 20, 0.2
COLUMNS = {
    "姓名": "name", "身份证号": "id_no", "性别": "sex", "出生日期": "birth_date", "民族": "ethnic_group", "村（社区）": "village",
    "村民组": "group", "户籍地址": "hukou_addr", "现住址": "addr", "联系电话": "mobile", "政治面貌": "political_status",
    "文化程度": "education", "婚姻状况": "marriage", "军种": "branch", "军衔": "rank", "入伍时间": "enlist_date",
    "退役时间": "discharge_date", "原部队": "unit_name", "部队代号": "unit_code", "退役证号": "discharge_cert_no",
    "立功受奖": "awards", "健康状况": "health", "就业状况": "employment", "工作单位": "employer", "备注": "note",
}  # fmt: skip
CODES = {
    "sex": "1",
    "ethnic_group": "01",
    "political_status": "13",
    "education": "71",
    "marriage": "20",
    "health": "10",
}


@dataclass(frozen=True)
class Compared(Row):
    """A row with its share of another: `most` is the design's limit for `ratio`."""

    ratio: float = 0
    most: float = 0

    @property
    def excess(self):
        return [f"{self.name}: {self.ratio:.2f}, at most {self.most}"] if self.most and self.ratio > self.most else []


@measure("imports", "导入：1 万行 × 25 列，读取、计划、写入、密封、留痕", sizes=(30_000,), is_apart=True)
def imports(bench):
    """Every comparison on the same file; a ratio beyond its limit fails the run."""
    user = Account.objects.get(username="yewu")
    villages = list(Station.objects.filter(tier="village").values_list("division__name", "pk")[:40])
    folder = Path(tempfile.mkdtemp())
    rounds = [one_round(user, *rosters(folder, villages, turn)) for turn in range(ROUNDS)]
    ours, again, changed, undone, later, withdrawn, alone, bare = (median(times) for times in zip(*rounds, strict=True))
    plain, _count = timed(plain_resource, rosters(folder, villages, ROUNDS)[0], dict(villages))
    yield compared("整个导入，与 django-import-export 默认设置之比", ours, plain, 1 / 15)
    yield compared("整个导入，与只解析 + COPY + 一次 upsert（同样的人员表、同样的索引，明文）之比", ours, alone, 4)
    yield compared("（参考）与写进只有 25 个文本列、一个索引的空表之比", ours, bare, 0)
    yield compared("同一文件再导一次", again, ours, 0.5)
    yield compared("每一行都有改动", changed, ours, 1.5)
    yield compared("撤回改动", undone, changed, 1)
    yield compared("撤回新增", withdrawn, ours, 1)
    yield compared("撤回新增，其间另一次导入改过又撤回（逐人比对）", later, ours, 0)
    yield Row("django-import-export 默认设置（试导 + 导入）", plain * 1000, plain * 1000)
    yield Row("只解析 + COPY + upsert（人员表）", alone * 1000, alone * 1000)
    yield from busy(folder, villages, user)


def rosters(folder, villages, turn):
    """(a roster of people whom no other turn knows, the same with every row changed)"""
    paths = folder / f"first-{turn}.xlsx", folder / f"second-{turn}.xlsx"
    for path, mark in zip(paths, ("", "变"), strict=True):
        write_roster(path, villages, ROWS, mark=mark, offset=turn * APART)
    return paths


def one_round(user, first, second):
    """Seconds of: the import, the same file again, every row changed, that and the import taken back, the import taken back
    with nothing in between, parsing + COPY + upsert (people, bare). All are measured in every round, each after a checkpoint
    of the database, so that none pays for another's writes."""
    ours, whole = timed(import_file, by=user, kind="veterans.roster", path=first)
    if whole["created"] != ROWS:
        raise RuntimeError({name: whole[name] for name in ("created", "rejected", "questioned")})
    again, _same = timed(import_file, by=user, kind="veterans.roster", path=first)
    changed, batch = timed(import_file, by=user, kind="veterans.roster", path=second)
    undone, _told = timed(undo_batch, by=user, number=batch["batch"])
    later = withdraw(user, whole)
    withdrawn = withdraw(user, import_file(by=user, kind="veterans.roster", path=first))
    alone, _count = timed(copy_and_upsert, first, upsert_people)
    bare, _count = timed(copy_and_upsert, first, upsert_texts)
    return ours, again, changed, undone, later, withdrawn, alone, bare


def withdraw(user, batch):
    """Seconds in which everybody whom a batch created is withdrawn."""
    seconds, told = timed(undo_batch, by=user, number=batch["batch"])
    if told["withdrawn"] != ROWS:
        raise RuntimeError({name: told[name] for name in ("withdrawn", "kept_rows")})
    return seconds


def compared(name, seconds, other, most):
    ratio = seconds / other
    limit = f"（不超过 {most:.2f}）" if most else ""
    return Compared(f"{name}：{ratio:.2f}{limit}", seconds * 1000, seconds * 1000, ratio=ratio, most=most)


def timed(work, *args, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    started = time.perf_counter()
    result = work(*args, **kwargs)
    return time.perf_counter() - started, result


def write_roster(path, villages, rows, mark="", offset=0):
    """A clean roster of people who do not exist."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    sheet.write_row(0, 0, list(COLUMNS))
    for number in range(rows):
        for column, value in enumerate(cells(number + offset, villages, mark)):
            sheet.write_string(number + 1, column, value)
    book.close()


def cells(number, villages, mark):
    born = date(1940 + number % 55, number // 55 % 12 + 1, number // 660 % 28 + 1)
    body = f"98{number // 999 % 10000:04}{born:%Y%m%d}{number % 999:03}"
    sex = "男" if int(body[16]) % 2 else "女"
    village = villages[number % len(villages)][0]
    service = [f"{born.year + 18}-11", f"{born.year + 23}-01"]
    return [
        f"王{'甲乙丙丁戊己庚辛'[number % 8]}{'子丑寅卯辰巳午未'[number // 8 % 8]}", body + identity_check_digit(body), sex,
        born.isoformat(), "汉族", village, f"{number % 9 + 1}组", f"{village}{number}号", f"{village}{mark}{number}室",
        f"121{number:08}", "群众", "初中", "已婚", "陆军", "上等兵", *service, f"{number % 900}部队", f"{number % 99}号",
        f"证{number}", "", "健康或良好", "务农", "", mark,
    ]  # fmt: skip


# ——— what else could be done ———


class PlainResource(resources.ModelResource):
    """django-import-export as its documentation begins: a model, its fields, everything else by default."""

    class Meta:
        model = Person
        import_id_fields = ("id_digest",)
        fields = ("id_digest", "station", *(name for name in COLUMNS.values() if name != "village"))

    def get_queryset(self):
        """The records in force: their index makes finding each row as cheap as it can be."""
        return Person.objects.live()


class Undone(Exception):
    """Ends the transaction of a measure without keeping its rows."""


def plain_resource(path, stations):
    """Parse, dry run, import; the rows are thrown away again."""
    with contextlib.suppress(Undone), transaction.atomic():
        data = Dataset().load(path.read_bytes(), format="xlsx")
        table = Dataset(headers=[*(COLUMNS[head] for head in data.headers), "id_digest", "station"])
        for row in data:
            values = dict(zip(table.headers, row, strict=False))
            digest = vault.digest(values["id_no"], "identity")
            station = stations[values["village"]]
            values |= CODES | {"branch": "", "employment": ""}
            table.append([*(values[name] or "" for name in table.headers[:-2]), digest, station])
        del table["village"]
        for dry_run in (True, False):
            result = PlainResource().import_data(table, dry_run=dry_run)
            if result.has_errors() or result.has_validation_errors():
                raise RuntimeError(str(result.base_errors or result.row_errors() or result.invalid_rows[0].error)[:500])
        raise Undone


def copy_and_upsert(path, upsert):
    """The least that any import must do: read the cells, COPY them, one INSERT … ON CONFLICT."""
    sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    rows = sheet.to_python()[1:]
    columns = ", ".join(f"{quoted(name)} text" for name in COLUMNS.values())
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE fresh ({columns})")
        cursor.copy_expert("COPY fresh FROM STDIN", io.StringIO("".join("\t".join(row) + "\n" for row in rows)))
        upsert(cursor)
        count = cursor.rowcount
        cursor.execute("DROP TABLE bare; DROP TABLE fresh")
    return count


def upsert_texts(cursor):
    """Into a table of texts that knows nothing but the key."""
    cursor.execute("CREATE TABLE bare (LIKE fresh, PRIMARY KEY (id_no))")
    changes = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in COLUMNS.values() if name != "id_no")
    cursor.execute(f"INSERT INTO bare SELECT * FROM fresh ON CONFLICT (id_no) DO UPDATE SET {changes}")


def upsert_people(cursor):
    """Into a table like the people's: its columns, checks and indexes; its foreign keys are left out."""
    cursor.execute("CREATE TABLE bare (LIKE veterans_person INCLUDING ALL)")
    texts = {"id_digest": "id_no", "station_id": "1", "created_at": "now()", "updated_at": "now()"}
    for field in Person._meta.concrete_fields:
        if field.name in COLUMNS.values():
            texts[field.column] = f"left({quoted(field.column)}, {field.max_length or 2000})"
        elif not field.null and not field.primary_key:
            texts.setdefault(field.column, f"'{field.get_default()}'")
    changes = ", ".join(f"{quoted(name)} = excluded.{quoted(name)}" for name in texts if name != "id_digest")
    cursor.execute(
        f"INSERT INTO bare ({', '.join(map(quoted, texts))}) SELECT {', '.join(texts.values())} FROM fresh"
        " ON CONFLICT (id_digest) WHERE id_digest IS NOT NULL AND record_state = 'live'"
        f" DO UPDATE SET {changes}"
    )


# ——— a large file, and people at work beside it ———


def busy(folder, villages, user):
    """100,000 rows in a process of their own: its memory, and what twenty clerks feel who save meanwhile."""
    path = folder / "large.xlsx"
    write_roster(path, villages, LARGE, offset=1_000_000)
    crew = Crew(user)
    crew.start()
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path), user.username],
        cwd=settings.BASE_DIR, env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    seconds = time.perf_counter() - started
    crew.stop()
    if done.returncode:
        raise RuntimeError(done.stderr[-1000:])
    said = json.loads(done.stdout.splitlines()[-1])
    if said["created"] != LARGE:
        raise RuntimeError(said)
    yield Row(f"10 万行（新增 {said['created']:,}）", seconds * 1000, seconds * 1000)
    yield Compared(f"10 万行的内存：{said['megabytes']} MB（不超过 400）", 0, 0, ratio=said["megabytes"], most=400)
    saves = [1000 * taken for taken in crew.taken]
    name = f"其间 {CLERKS} 名工作人员保存 {len(saves)} 次，出错 {len(crew.errors)} 次"
    yield Compared(name, median(saves), quantiles(saves, n=20)[-1], ratio=len(crew.errors), most=0.5)


MEASURED = """
import json, sys
from pathlib import Path
import django
django.setup()
from core.imports.command import import_file
from stations.models import Account
said = import_file(by=Account.objects.get(username=sys.argv[2]), kind="veterans.roster", path=Path(sys.argv[1]))
# the high-water mark of this process; the one of getrusage begins with its parent's
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
megabytes = int(peak.split()[1]) // 1024
print(json.dumps({"created": said["created"], "megabytes": megabytes}))
"""


def environment():
    """A process of its own on the scratch database."""
    base = connection.settings_dict
    login = base["USER"] + (f":{base['PASSWORD']}" if base["PASSWORD"] else "")
    address = f"postgres://{login}@{base['HOST'] or '127.0.0.1'}:{base['PORT'] or 5432}/{base['NAME']}"
    own = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", "config.settings"),
    }
    return {**os.environ, **own, "PORTAL_DATA_DIR": str(settings.DATA_DIR)}


class Crew:
    """Clerks who keep saving records of their own, each on a connection of their own."""

    def __init__(self, user):
        self.user, self.taken, self.errors, self.over = user, [], [], threading.Event()
        keys = list(Person.objects.order_by("pk").values_list("pk", flat=True)[: CLERKS * 50])
        self.threads = [threading.Thread(target=self.work, args=(keys[n::CLERKS],)) for n in range(CLERKS)]

    def start(self):
        for thread in self.threads:
            thread.start()

    def stop(self):
        self.over.set()
        for thread in self.threads:
            thread.join()

    def work(self, keys):
        pick = random.Random(keys[0])
        while not self.over.wait(PAUSE):
            try:
                self.taken.append(timed(self.save, pick.choice(keys))[0])
            except Exception as problem:  # what a clerk would have met, whatever it is, is counted and fails the run
                self.errors.append(repr(problem))
        connection.close()

    def save(self, key):
        person = Person.objects.get(pk=key)
        values = {"addr": f"核对于 {time.time():.3f}"}
        amend_person(by=self.user, person=person, values=values, version=person.version, today=date.today())
