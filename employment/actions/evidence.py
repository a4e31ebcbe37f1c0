"""Files that prove a mentor's session, a base, a contest, a loan: kept, given out, taken back."""

from pathlib import Path

from django.db import transaction

from core import sealed_files
from core.actions import action
from core.audit import record
from core.uploads import check_file
from employment.models.evidence import EVIDENCE


@action("evidence.keep")
def attach(*, by, owner, kind, file, title, today):
    """Keep a file with a row (`kind`: which of the tables of evidence)."""
    content = check_file(file)
    place = sealed_files.new_place("employment", today)
    name = Path(file.name).name[-120:]
    evidence = EVIDENCE[kind](
        title=title or name[:80], name=name, size=len(content), place=place, by=by, **{kind: owner}
    )
    evidence.full_clean()
    evidence.save()
    record("evidence.keep", evidence, by=by, changes={"name": (None, name)})
    sealed_files.keep(content, place)
    return evidence


@action("evidence.fetch")
def content_of(*, by, evidence):
    """The bytes; who took them is in the ledger."""
    content = sealed_files.content(evidence.place)
    record("evidence.fetch", evidence, by=by)
    return content


@action("evidence.remove")
def remove(*, by, evidence, reason):
    """A file that does not belong here goes altogether; the ledger keeps its name."""
    record("evidence.remove", evidence, by=by, changes={"name": (evidence.name, None)}, note=reason)
    evidence.delete()
    place = evidence.place
    transaction.on_commit(lambda: sealed_files.drop(place))
