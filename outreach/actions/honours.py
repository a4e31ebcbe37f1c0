"""Merit notices delivered, awards won, and the line of income of the watch list. Plaques and cards: `veterans.actions`."""

from django.utils.translation import gettext as _

from core.actions import action
from core.audit import record
from core.models import Setting
from outreach.models import Award, MeritNotice
from outreach.rules import poverty
from outreach.rules.visits import check_not_to_come
from veterans.rules import check_live

NOTICE_FIELDS = ("merit", "unit_name", "order_no", "delivered_on", "delivered_to", "delivered_by", "prize")
AWARD_FIELDS = ("name", "level", "awarded_on", "document_no", "issuer", "note")


@action("merit_notice.record")
def deliver_notice(*, by, person, soldier, values, today, station=None):
    """A 喜报 brought to a family. The soldier serves: often only the family is on file."""
    check_not_to_come(values["delivered_on"], today)
    known = {name: values[name] for name in NOTICE_FIELDS if values.get(name) not in (None, "")}
    place = person.station if person else station or by.station
    notice = MeritNotice(station=place, person=person, soldier=soldier, created_by=by, **known)
    notice.full_clean()
    notice.save()
    record("merit_notice.record", notice, by=by, changes={"merit": (None, notice.get_merit_display())})
    return notice


@action("award.record")
def record_award(*, by, person, values, today):
    """A title that somebody was given."""
    check_live(person)
    check_not_to_come(values["awarded_on"], today)
    known = {name: values[name] for name in AWARD_FIELDS if name in values}
    award = Award(station=person.station, person=person, created_by=by, **known)
    award.full_clean()
    award.save()
    record(
        "award.record", award, by=by, changes={"name": (None, award.name), "level": (None, award.get_level_display())}
    )
    return award


@action("award.record")
def amend_award(*, by, row, values):
    """What an award was given for, by whom, with which document."""
    changes = {name: (getattr(row, name), new) for name, new in values.items() if getattr(row, name) != new}
    for name, (_old, new) in changes.items():
        setattr(row, name, new)
    row.full_clean()
    row.save()
    record("award.record", row, by=by, changes=changes)
    return row


@action("award.remove")
def remove_award(*, by, award, reason):
    """An award entered by mistake; the ledger keeps what it was."""
    changes = {"name": (award.name, None), "awarded_on": (award.awarded_on, None)}
    record("award.remove", award, by=by, changes=changes, note=reason)
    award.delete()


@action("merit_notice.remove")
def remove_notice(*, by, meritnotice, reason):
    """A merit notice entered by mistake; the ledger keeps what it was."""
    changes = {"merit": (meritnotice.get_merit_display(), None), "delivered_on": (meritnotice.delivered_on, None)}
    record("merit_notice.remove", meritnotice, by=by, changes=changes, note=reason)
    meritnotice.delete()


@action("watch.set_line")
def set_income_line(*, by, line):
    """The yearly income below which somebody counts as in need."""
    old = poverty.income_line()
    Setting.objects.update_or_create(pk=poverty.LINE_SETTING, defaults={"value": str(line)})
    record("watch.set_line", None, by=by, changes={"line": (str(old), str(line))}, note=_("income line"))
