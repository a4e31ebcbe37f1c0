"""The ledger's chain: committed lines are sealed in order, and any change, insertion or removal shows (design §3.8).

Lines are written plain. `seal_pending` chains what has been committed: each seal is the SM3 digest of the line and of
the seal before it. Count and head are also kept in `ledger_head.json` beside the keys, out of the database's reach, so
that a missing tail shows too. The order of the chain is the order of sealing; a line with a lower number that was
committed later simply comes later.

The file is written twice for each chunk, before the commit with what is intended and after it with what is: whatever
moment the power fails, the database is in one of the two states.
"""

import contextlib
import fcntl
import gzip
import json
import logging
from dataclasses import asdict, dataclass, field, replace
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from core import bulk
from core.actions import Refused
from core.audit import COLUMNS, canonical, has_own_stamp, record, stamp_check
from core.keyring import replace_file
from core.models import Event, Seal, Segment, Setting

logger = logging.getLogger(__name__)

GENESIS = "0" * 64
SEGMENT = 5000
AT_ONCE = 500  # lines held while a chunk is sealed: more would only keep the garbage collector busy
RECENT = timedelta(days=1)
SHORTEST_RETENTION = timedelta(days=180)
KEEP_DAYS = 1095


class LedgerBroken(Refused):
    """The chain does not hold. `at` names the place: a sequence number, a line's number, a file."""

    def __init__(self, at, message):
        super().__init__("ledger_broken", message)
        self.at = at


@dataclass(frozen=True)
class State:
    """How far the chain goes: lines sealed and the last digest; of them archived, and the digest there."""

    count: int = 0
    head: str = GENESIS
    archived: int = 0
    archived_head: str = GENESIS


@dataclass(frozen=True)
class Verdict:
    """What a verification found. `absent`: archive files that are kept elsewhere."""

    ok: bool
    events: int = 0
    pending: int = 0
    archived: int = 0
    at: str = ""
    message: str = ""
    absent: list = field(default_factory=list)


def seal_pending(since=None):
    """Chain the committed lines that have no seal yet. Returns how many.

    `since` looks only at lines not older than that moment, which spares the long table; once an hour everything is
    looked at. A line without the portal's own stamp is left out: it never enters the chain, and `verify` names it.
    Returns 0 at once while another sealer or a verification is at work. Raises LedgerBroken when the chain's end is
    not what the head file says: nothing is built upon a broken chain.
    """
    with held(wait=False) as is_ours:
        if not is_ours:
            return 0
        state = _present_state()
        start, after = state.count, 0
        while after is not None:
            state, after = _seal_chunk(state, since, after)
            if after is not None:
                bulk.breathe()
        return state.count - start


def seal_recent():
    """Chain the lines of the last day."""
    return seal_pending(timezone.now() - RECENT)


def seal_written(lines):
    """Chain lines that this process has just committed, as it wrote them: (number, what it says, stamp).

    Nothing is read back: a line that somebody alters between its commit and this is sealed as it was written, and
    `verify` finds it changed. While another sealer is at work the lines are left to it.
    """
    if connection.in_atomic_block:
        return
    with held(wait=False) as is_ours, _told():
        if is_ours:
            state = _present_state()
            with transaction.atomic(durable=True):
                sealed = set(
                    Seal.objects.filter(event_id__among=[line[0] for line in lines]).values_list("event_id", flat=True)
                )
                intended = _chain(state, [line for line in lines if line[0] not in sealed])
            _write_head(intended)


def keep_up(*, everything=False):
    """What the end of a job or command and every minute do."""
    if connection.in_atomic_block:
        return
    with _told():
        seal_pending() if everything else seal_recent()


@contextlib.contextmanager
def _told():
    """A broken chain goes to the log, each time anew."""
    try:
        yield
    except LedgerBroken as problem:
        logger.error("the ledger cannot be sealed: %s", problem.message)


def verify():
    """Walk the whole chain and look at every line waiting for it. Returns a Verdict, never raises LedgerBroken."""
    with held():
        try:
            return _verified()
        except LedgerBroken as problem:
            return Verdict(ok=False, at=str(problem.at), message=str(problem.message))


def archive_segments(*, before, by):
    """Move whole segments whose lines are all older than `before` into files. Returns the Segments made.

    The files lie in the data directory under `ledger/`; verification goes on over their digests. Raises Refused
    (`too_recent`) for lines younger than 180 days (网络安全法 §21), LedgerBroken rather than archive what was altered.
    """
    if before > timezone.now() - SHORTEST_RETENTION:
        raise Refused("too_recent", _("The ledger must be kept for at least 180 days."))
    made = []
    with held():
        state = _present_state()
        while state.archived + SEGMENT <= state.count:
            rows = list(_sealed_rows(state.archived, SEGMENT))
            if any(values and values[0] >= before for _number, _event, _digest, values in rows):
                break
            state, segment = _archive(state, rows, by)
            made.append(segment)
            bulk.breathe()
    return made


def archive_old(*, by):
    """Archive what is older than the policy `ledger.keep_days` (three years unless changed)."""
    days = Setting.read("ledger.keep_days", KEEP_DAYS)
    return archive_segments(before=timezone.now() - max(timedelta(days=days), SHORTEST_RETENTION), by=by)


@contextlib.contextmanager
def held(*, wait=True):
    """Keep the chain still: one sealer, verification or backup at a time over all processes. Yields whether it is ours.

    Not to be entered twice by the same thread.
    """
    Path(settings.KEYS_DIR).mkdir(mode=0o700, parents=True, exist_ok=True)
    with open(Path(settings.KEYS_DIR) / "ledger.lock", "w") as lock:
        yield _locks(lock, wait)


def _locks(file, wait):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True


# ——— the chain ———


def _seal_chunk(state, since, after):
    """Seal one chunk of lines beyond number `after`. Returns the new state and where to go on, None at the end."""
    with transaction.atomic(durable=True):
        rows = _pending(since).filter(pk__gt=after)[: bulk.chunk_rows()]
        last, lines, is_ours = None, [], stamp_check()
        for last, *values, stamp in rows.iterator(chunk_size=AT_ONCE):
            data = canonical(values)
            if is_ours(data, stamp):
                lines.append((last, data, stamp))
            else:
                logger.error("ledger line %s was not written by the portal and is not sealed", last)
        if last is None:
            return state, None
        intended = _chain(state, lines)
    _write_head(intended)
    return intended, last


def _chain(state, lines):
    """Put (number, what it says, stamp) of some lines behind the chain's end. Returns the state intended."""
    seals, count, head = [], state.count, state.head
    for event_id, data, stamp in lines:
        count, head = count + 1, _link(head, count + 1, event_id, data, stamp)
        seals.append((count, event_id, head))
    intended = replace(state, count=count, head=head)
    _write_head(state, intended)
    bulk.insert_rows(Seal, ("sequence", "event_id", "digest"), seals)
    return intended


def _pending(since=None):
    lines = Event.objects.filter(~Exists(Seal.objects.filter(event_id=OuterRef("pk"))))
    if since is not None:
        lines = lines.filter(at__gte=since)
    return lines.order_by("pk").values_list("pk", *COLUMNS)


def _link(head, sequence, event_id, data, stamp):
    chain = hashes.Hash(hashes.SM3())
    chain.update(f"{head}|{sequence}|{event_id}|{stamp}|".encode() + data)
    return chain.finalize().hex()


def _sealed_rows(after, limit):
    """(sequence, line's number, digest, the line's values or None) of the next seals, in order."""
    seals = Seal.objects.filter(sequence__gt=after, sequence__lte=after + limit).order_by("sequence")
    numbers = seals.values("event_id")
    lines = {row[0]: row[1:] for row in Event.objects.filter(pk__in=numbers).values_list("pk", *COLUMNS)}
    for sequence, event_id, digest in seals.values_list("sequence", "event_id", "digest"):
        yield sequence, event_id, digest, lines.get(event_id)


def _checked(rows, sequence, head):
    """Follow the chain over some rows. Returns the sequence number and digest reached; raises LedgerBroken."""
    for number, event_id, digest, values in rows:
        sequence += 1
        if number != sequence or values is None:
            raise LedgerBroken(sequence, _("Line %(number)s of the ledger has been removed.") % {"number": sequence})
        if _link(head, number, event_id, canonical(values[:-1]), values[-1]) != digest:
            raise LedgerBroken(sequence, _("Line %(number)s of the ledger has been changed.") % {"number": sequence})
        head = digest
    return sequence, head


# ——— verification ———


def _verified():
    states = _recorded_states()
    archived, absent = _checked_archives(states)
    sequence, head = archived.archived, archived.archived_head
    while rows := list(_sealed_rows(sequence, bulk.chunk_rows())):
        sequence, head = _checked(rows, sequence, head)
    _check_end(states, sequence, head)
    pending = _checked_pending()
    return Verdict(ok=True, events=sequence + pending, pending=pending, archived=archived.archived, absent=absent)


def _check_end(states, sequence, head):
    if any((state.count, state.head) == (sequence, head) for state in states):
        return
    if Seal.objects.filter(sequence__gt=sequence).exists() or sequence < states[0].count:
        message = _("Lines after number %(number)s have been removed from the ledger.")
        raise LedgerBroken(sequence + 1, message % {"number": sequence})
    raise LedgerBroken(sequence, _("The end of the ledger is not the one kept beside the keys."))


def _checked_pending():
    """How many lines wait for their seal; raises LedgerBroken at one that the portal did not write."""
    count = 0
    for event_id, *values, stamp in _pending().iterator(chunk_size=2000):
        if not has_own_stamp(canonical(values), stamp):
            message = _("Line no. %(number)s was put into the ledger or changed by someone else.")
            raise LedgerBroken(f"event {event_id}", message % {"number": event_id})
        count += 1
    return count


def _checked_archives(states):
    """The state whose archive the database shows, and the files that are kept elsewhere."""
    last, head, absent = 0, GENESIS, []
    for segment in Segment.objects.order_by("first"):
        file = archive_folder() / segment.file
        if segment.first != last + 1:
            break
        if not file.exists():
            absent.append(segment.file)
        elif _file_digest(file) != segment.file_digest:
            raise LedgerBroken(segment.file, _("The archive file %(file)s has been changed.") % {"file": segment.file})
        last, head = segment.last, segment.head
    for state in states:
        if (state.archived, state.archived_head) == (last, head):
            return state, absent
    raise LedgerBroken(last + 1, _("The list of archived segments is not the one kept beside the keys."))


# ——— the head file ———


def head_file():
    return Path(settings.KEYS_DIR) / "ledger_head.json"


def _write_head(state, intended=None):
    content = {**asdict(state), "intended": intended and asdict(intended), "at": timezone.now().isoformat()}
    replace_file(head_file(), json.dumps(content, indent=1))


def _recorded_states():
    """What the head file allows: the state it tells and, after a cut between two writes, the intended one."""
    if not head_file().exists():
        if Seal.objects.exists() or Segment.objects.exists():
            raise LedgerBroken("head", _("The file with the end of the ledger is missing beside the keys."))
        return [State()]
    content = json.loads(head_file().read_text())
    names = State.__dataclass_fields__
    states = [State(**{name: content[name] for name in names})]
    return states + ([State(**content["intended"])] if content["intended"] else [])


def _present_state():
    """The state of the database, which must be a recorded one. Raises LedgerBroken."""
    segment, seal = Segment.objects.order_by("last").last(), Seal.objects.order_by("sequence").last()
    archived = (segment.last, segment.head) if segment else (0, GENESIS)
    present = State(*((seal.sequence, seal.digest) if seal else archived), *archived)
    if present not in _recorded_states():
        raise LedgerBroken(present.count, _("The end of the ledger is not the one kept beside the keys."))
    return present


# ——— the archive ———


def archive_folder():
    return Path(settings.DATA_DIR) / "ledger"


def _archive(state, rows, by):
    last, head = _checked(rows, state.archived, state.archived_head)
    file = archive_folder() / f"{state.archived + 1:010d}-{last:010d}.jsonl.gz"
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    lines = [{"sequence": number, "event": event, "digest": digest, **dict(zip(COLUMNS, values, strict=True))}
             for number, event, digest, values in rows]  # fmt: skip
    text = "".join(json.dumps(line, ensure_ascii=False, default=str) + "\n" for line in lines)
    file.write_bytes(gzip.compress(text.encode(), mtime=0))
    intended = replace(state, archived=last, archived_head=head)
    with transaction.atomic(durable=True):
        seals = Seal.objects.filter(sequence__gt=state.archived, sequence__lte=last)
        Event.objects.filter(pk__in=seals.values("event_id")).delete()
        seals.delete()
        segment = Segment.objects.create(
            first=state.archived + 1, last=last, head=head, file=file.name, file_digest=_file_digest(file)
        )
        record("ledger.archive", segment, by=by, note=f"{segment.first}–{segment.last} {segment.file_digest}")
        _write_head(state, intended)
    _write_head(intended)
    return intended, segment


def _file_digest(file):
    digest = hashes.Hash(hashes.SM3())
    digest.update(file.read_bytes())
    return digest.finalize().hex()
