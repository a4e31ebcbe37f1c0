"""What the tests of the import centre share: a roster of the small network, and running its jobs in this process."""

from core import jobs
from core.imports import actions
from core.imports.models import Batch, BatchState
from core.models import Job
from tests.builders import TODAY, build_person, identity_number
from tests.rosters.make import xlsx
from veterans.models import Person

HEADINGS = ["序号", "姓名", "身份证号", "村（社区）", "联系电话", "现住址", "类别", "入伍时间", "退役时间", "政治面貌"]
VILLAGE, OTHER_VILLAGE = "羊楼洞村委会", "蓼坪村委会"


def misspelt(number):
    """The number with a last place that cannot be right."""
    return number[:-1] + ("0" if number[-1] != "0" else "1")


WRONG_NUMBER = misspelt(identity_number(serial=8001))


def line(name="涂长林", id_no=None, village=VILLAGE, **changes):
    """One row of a roster; `changes` by heading."""
    number = id_no or identity_number()
    row = dict(
        zip(
            HEADINGS,
            ["1", name, number, village, "12000000001", "村里", "退役士兵", "1976-11", "1981-01", "群众"],
            strict=True,
        )
    )
    row |= changes
    return [row[heading] for heading in HEADINGS]


def workbook(*lines, headings=HEADINGS, title="退役军人花名册"):
    return xlsx({"花名册": [[title], headings, *lines]})


def finish_job(batch):
    """Do the batch's waiting job here; returns the batch as it is afterwards."""
    batch.refresh_from_db()
    job = jobs.run_here(Job.objects.get(pk=batch.job))
    assert not job.error, job.error
    batch.refresh_from_db()
    return batch


def plan(by, *lines, content=None, kind="veterans.roster", name="花名册.xlsx", **options):
    batch = actions.receive(by=by, kind=kind, file_name=name, content=content or workbook(*lines), **options)
    return finish_job(batch)


def write(by, batch, **options):
    return finish_job(actions.confirm(by=by, batch=batch, **options))


def undo(by, batch, today=TODAY):
    Batch.objects.filter(pk=batch.pk).update(state=BatchState.APPLIED)
    batch.refresh_from_db()
    return finish_job(actions.undo(by=by, batch=batch, today=today))


def on_file(people=None):
    """Everything that the live records say, as plain values: two states of the database can be compared."""
    left_out = {"version", "updated_at", "updated_by", "created_at"}
    said = {}
    for person in people or Person.objects.filter(record_state="live"):
        values = {}
        for field in Person._meta.concrete_fields:
            if field.name not in left_out:
                value = getattr(person, field.attname)
                values[field.name] = value.plain() if hasattr(value, "plain") else str(value)
        values["categories"] = sorted(person.categories.filter(ended_on=None).values_list("category", flat=True))
        values["jobs"] = person.employment_snapshots.filter(withdrawn_at=None).count()
        said[person.pk] = values
    return said


__all__ = [
    "HEADINGS",
    "OTHER_VILLAGE",
    "VILLAGE",
    "WRONG_NUMBER",
    "build_person",
    "finish_job",
    "line",
    "misspelt",
    "on_file",
    "plan",
    "undo",
    "workbook",
    "write",
]
