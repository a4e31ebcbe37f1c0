"""Registering a case, and reopening one as a new case that follows it."""

import re
import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from appeals import rules
from appeals.actions import clocks
from appeals.actions.filing import file_paper
from appeals.choices import Kind
from appeals.models import Appeal, Numbers
from appeals.workflow import APPEALS
from core.actions import action

# Without 0 O 1 I L: a code is read aloud and copied by hand
CODE_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 10
COPIED = ("kind", "channel", "category", "aspect", "person", "name", "is_anonymous", "phone", "id_no", "address",
          "head_count", "representatives", "title", "facts", "demand", "matter")  # fmt: skip


@action("appeal.register")
def register_appeal(*, by, station, values, today):
    """A claim or a suggestion. `values`: attributes of Appeal. Its clock starts with the day of receipt."""
    if values.get("kind") == Kind.ACCUSATION:
        raise ValidationError({"kind": _("An accusation is registered by its own step.")})
    return _register("register", by=by, station=station, values=values, today=today)


@action("appeal.accuse", hands_over=True)
def register_accusation(*, by, station, values, today):
    """检举控告: goes straight to the bureau and out of the sight of villages and towns (§30)."""
    values = {**values, "kind": Kind.ACCUSATION, "is_petition": True}
    return _register("accuse", by=by, station=station, values=values, today=today, is_restricted=True)


def _register(step, *, by, station, values, today, is_restricted=False):
    appeal = Appeal(
        origin=station,
        handler=rules.city_of(station) if is_restricted else station,
        is_restricted=is_restricted,
        created_by=by,
        number=case_number(today),
        **{"received_on": today, **values},
    )
    name_person(appeal)
    appeal.matter = matter_key(appeal.title)
    appeal.is_repeat = repeats(appeal)
    appeal.query_code = None if appeal.is_anonymous else query_code()
    if appeal.received_on > today:
        raise ValidationError({"received_on": _("The day of receipt cannot be in the future.")})
    return _open_case(step, appeal, by=by, today=today)


def _open_case(step, appeal, *, by, today, note=""):
    """The first step, the clocks from the day of receipt, the registration form."""
    APPEALS.begin(step, appeal, by=by, today=today, note=note)
    for kind in APPEALS[step].starts:
        clocks.start(appeal, kind, step, appeal.received_on)
    clocks.refresh(appeal)
    file_paper(appeal, APPEALS[step].paper, by=by, today=today)
    return appeal


def case_number(today):
    """SQ-20261123-0001: gap-free by day."""
    return f"SQ-{today:%Y%m%d}-{Numbers.take(f'case:{today:%Y%m%d}'):04d}"


def query_code():
    """What the petitioner asks with; 49 bits, and the public page counts the tries."""
    return "".join(secrets.choice(CODE_SIGNS) for _place in range(CODE_LENGTH))


def name_person(appeal):
    """The name as the case keeps it; somebody who is neither on file nor named is anonymous."""
    if appeal.is_anonymous:
        appeal.person, appeal.name, appeal.phone, appeal.id_no = None, "", None, None
    elif appeal.person and not appeal.name:
        appeal.name = appeal.person.name
    elif not appeal.name:
        raise ValidationError({"name": _("Give the name, or tick “anonymous”.")})


def matter_key(title):
    """The matter as repeats are told by: without spaces and signs."""
    return re.sub(r"[\W_]+", "", title).lower()[:60]


def repeats(appeal):
    """重复信访: the same person and the same matter within twelve months (handbook §4.3)."""
    if appeal.person is None:
        return False
    since = appeal.received_on - timedelta(days=rules.REPEAT_DAYS)
    earlier = Appeal.objects.filter(person=appeal.person, received_on__gte=since)
    return earlier.filter(matter=appeal.matter).exclude(pk=appeal.pk).exists()


@action("appeal.reopen")
def reopen(*, by, appeal, values, today):
    """Row 21: a new, linked case. The old one keeps its state."""
    rules.check_reopening(appeal, values["ground"])
    copied = {name: getattr(appeal, name) for name in COPIED}
    copied["is_petition"] = appeal.is_petition or values["ground"] == "wish"
    copied["received_on"] = today
    APPEALS.advance("reopen", appeal, by=by, today=today, note=values["note"], data={"ground": values["ground"]})
    follower = Appeal(
        origin=appeal.origin,
        handler=appeal.handler,
        is_restricted=appeal.is_restricted,
        created_by=by,
        follows=appeal,
        number=case_number(today),
        is_repeat=True,
        query_code=None if appeal.is_anonymous else query_code(),
        is_demo=appeal.is_demo,
        **copied,
    )
    step = "accuse" if appeal.is_restricted else "register"
    return _open_case(step, follower, by=by, today=today, note=values["note"])
