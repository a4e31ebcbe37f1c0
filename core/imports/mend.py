"""Answering rows where they stand: what is asked, what an answer puts into the cells, and what the row then means.

An answered row goes through the same evaluation as when the file was read, together with every other unwritten row of
the same person, so that nothing is planned twice.
"""

import json
from dataclasses import dataclass, field
from types import SimpleNamespace

from django.utils.translation import gettext as _

from core import bulk, vault
from core.actions import Refused, action
from core.audit import record
from core.imports import reading
from core.imports.actions import content_of
from core.imports.kept import pack, unpack
from core.imports.models import Batch, Outcome, PlanRow
from core.imports.plan import ANSWERED, ASK, PLAN_FIELDS, as_stored, codes_of, recount, sheet_of, store_follow_ups

LEAVE = "-"  # the answer that leaves a field as it is
MOST_ALIKE = 5000


@dataclass
class Question:
    """What is asked about one finding of a row.

    `kind`: choice (radio buttons), select, text, or none where nobody here can answer. `written`: what the file says, masked.
    """

    token: str
    said: dict
    kind: str
    options: list = field(default_factory=list)
    written: str = ""
    value: str = ""
    may_leave: bool = False
    may_remember: bool = False
    beside: list = field(default_factory=list)

    @property
    def may_do_all(self):
        return self.kind in ("choice", "select") or self.may_leave


def token_of(said):
    return f"{said['level']}:{said['code']}:{said['field'] or ''}"


def cells_of(row):
    """What the file and earlier answers say in a row that waits."""
    return unpack(row.cells.plain()) if row.cells else {}


def question(batch, row, token):
    """What is asked about one finding of a row."""
    return sheet_of(batch.kind).ask(batch, row, finding_of(row, token), cells_of(row))


def shown_cells(batch, row):
    """The row as the file has it: (heading, text, whether something is wrong with it), numbers masked."""
    sheet, cells = sheet_of(batch.kind), cells_of(row)
    wrong = {said["field"] for said in row.findings if said["level"] in ANSWERED}
    headings = {key: heading for heading, key in batch.columns.items() if key}
    return [
        (headings[key], sheet.mask(key, cells[key]) if key in cells else "", key in wrong)
        for key in headings
        if key in cells or key in wrong
    ]


@action("import.mend")
def mend(*, by, batch, row, token, answer, does_all=False, remembers=False, today):
    """Answer one finding of a row, or of all rows alike. Returns how many rows were answered."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if not batch.may_answer:
        raise Refused("batch_state", _("Rows can be answered while a plan waits and after it was written."))
    sheet = sheet_of(batch.kind)
    cells = cells_of(row)
    said = finding_of(row, token)
    check_answer(sheet.ask(batch, row, said, cells), answer)
    answered = {row: (said, cells)}
    if does_all:
        answered |= alike(sheet, batch, row, said, cells)
    if remembers:
        sheet.remember(by=by, said=said, cells=cells, answer=answer)
    position = sheet.position(said, answer)
    for other, (found, texts) in answered.items():
        sheet.take(other, found, texts, sheet.answer_at(found, answer, position))
    written = {row: answered.pop(row) for row in list(answered) if row.is_written}
    if written:
        follow_up(batch, written, answer == LEAVE, today)
    if answered:
        evaluate_again(batch, {row: texts for row, (_found, texts) in answered.items()}, today)
    recount(batch)
    count = len(answered) + len(written)
    record("import.mend", batch, by=by, note=f"{row.sheet} {row.row} {token} ×{count}")
    return count


def check_answer(question, answer):
    """Only what the question offers is an answer; what the user may not see is never offered."""
    offered = {value for value, _label in question.options} | ({LEAVE} if question.may_leave else set())
    if question.kind == "none":
        raise Refused("not_yours", _("This row waits for somebody else; there is nothing to answer here."))
    if answer not in offered and (question.kind != "text" or answer == LEAVE):
        raise Refused("no_such_answer", _("This is none of the answers."))


def finding_of(row, token):
    for said in row.findings:
        if token_of(said) == token:
            return said
    raise Refused("answered", _("This row has been answered already."))


def waiting(batch, token):
    """The rows with a finding that can still be answered, in the order of the file: of a written row only one field is open."""
    rows = batch.plan_rows.filter(codes__contains=f" {token} ").order_by("pk")
    return rows if token.startswith(f"{ASK}:") else rows.filter(is_written=False)


def alike(sheet, batch, row, said, cells):
    """The other rows to which the same answer applies: {row: (finding, cells)}."""
    token, same = token_of(said), {}
    for other in waiting(batch, token).exclude(pk=row.pk)[:MOST_ALIKE]:
        texts, found = cells_of(other), finding_of(other, token)
        if sheet.is_alike(said, cells, found, texts):
            same[other] = found, texts
    return same


def evaluate_again(batch, answered, today):
    """Plan the answered rows anew ({row: cells}), and with them the unwritten rows of the same people."""
    planned = evaluate(batch, answered, today)
    keys = {plan.key for plan in planned.values()} | {row.key for row in answered}
    family = batch.plan_rows.filter(key__in=keys - {None}, is_written=False).exclude(
        pk__in=[row.pk for row in answered]
    )
    if family := list(family):
        answered = answered | cells_from_file(batch, family)
        planned = evaluate(batch, answered, today)
    stored = as_stored(list(planned.values()))
    fields = PLAN_FIELDS[2:]
    bulk.update_rows(PlanRow, fields, [(*values, row.pk) for row, values in zip(planned, stored, strict=True)])


def follow_up(batch, answered, is_left, today):
    """The open field of rows that are written ({row: (finding, cells)}): what the answer adds to the record is a row of
    its own behind them, which is written like any other and counts as none of the file. An answer that cannot be read
    either leaves the field open."""
    sheet, doubts = sheet_of(batch.kind), {}
    if not is_left:
        cells = {row: sheet.cells_of_answer(row, said, cells) for row, (said, cells) in answered.items()}
        planned = evaluate(batch, cells, today)
        doubts = {row: doubt for row, plan in planned.items() if (doubt := doubt_of(plan, answered[row][0]["field"]))}
        added = [plan for row, plan in planned.items() if plan.outcome != Outcome.UNCHANGED and row not in doubts]
        for plan in added:
            plan.proposal = None
        store_follow_ups(batch, added)
    packed = vault.seal_many([pack(cells) for _said, cells in answered.values()])
    settled = []
    for (row, (said, _cells)), cells in zip(answered.items(), packed, strict=True):
        left = [doubts.get(row) if found == said else found for found in row.findings]
        row.findings = list(filter(None, left))
        settled.append((json.dumps(row.findings), codes_of(row.findings), cells, row.pk))
    bulk.update_rows(PlanRow, ("findings", "codes", "cells"), settled)


def doubt_of(plan, name):
    """What is still open about one field of a planned row, or None."""
    return next((said for said in plan.findings if said["level"] == ASK and said["field"] == name), None)


def evaluate(batch, answered, today):
    """{row: Planned}, in the order of the file."""
    headings = {key: heading for heading, key in batch.columns.items() if key}
    sheet = sheet_of(batch.kind)(by=batch.by, today=today, headings=headings)
    rows = sorted(answered, key=lambda row: row.pk)
    lines = [SimpleNamespace(sheet_name=row.sheet, number=row.row, cells=answered[row]) for row in rows]
    planned = sheet.evaluate(lines)
    for row, plan in zip(rows, planned, strict=True):
        plan.cells = answered[row]
    return dict(zip(rows, planned, strict=True))


def cells_from_file(batch, rows):
    """{row: cells} of rows whose cells the plan did not keep, out of the file itself."""
    found = {row: cells_of(row) for row in rows if row.cells}
    wanted = {(row.sheet, row.row): row for row in rows if not row.cells}
    if wanted:
        batch.mapping = batch.columns
        for line in reading.open_batch(batch, content_of(batch)).rows():
            if row := wanted.pop((line.sheet_name, line.number), None):
                found[row] = line.cells
            if not wanted:
                break
    return found
