"""The scales of the care centre as declared tables (handbook §6), and when somebody may be taken in."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from core.actions import Refused
from outreach.choices.care import Group, RequestState, Scale
from outreach.choices.institutions import InstitutionKind


@dataclass(frozen=True)
class Level:
    """Points from `least` to `most`, both counted, mean this level and this group."""

    least: int
    most: int
    label: str
    group: str


# GB/T 42195-2022: points, the more the abler. Words of the annual report: 重度、完全 → 失能，轻度、中度 → 半失能
# 国家医保局 2021: the level itself
SCALES = {
    Scale.GB2022: (
        Level(90, 90, "能力完好", Group.ABLE),
        Level(66, 89, "轻度失能", Group.HALF),
        Level(46, 65, "中度失能", Group.HALF),
        Level(30, 45, "重度失能", Group.DISABLED),
        Level(0, 29, "完全失能", Group.DISABLED),
    ),
    Scale.NHSA2021: (
        Level(0, 0, "基本正常", Group.ABLE),
        Level(1, 1, "轻度失能", Group.HALF),
        Level(2, 2, "中度失能", Group.HALF),
        Level(3, 3, "重度失能Ⅰ级", Group.DISABLED),
        Level(4, 4, "重度失能Ⅱ级", Group.DISABLED),
        Level(5, 5, "重度失能Ⅲ级", Group.DISABLED),
    ),
}


def level_of(scale, score):
    """The level of a score, or None for one that the scale does not have."""
    return next((level for level in SCALES[scale] if level.least <= score <= level.most), None)


def group_of(level, is_dementia):
    """Dementia is told apart from what somebody can do; the centre keeps a group of its own for it (失智)."""
    return Group.DEMENTIA if is_dementia else level.group


def check_waiting(request, by, today):
    if request.state != RequestState.WAITING:
        raise Refused("not_waiting", _("This request no longer waits."))


def check_present(placement, by, today):
    if placement.out_on:
        raise Refused("left", _("This person has left already."))


def check_leaves_on(placement, out_on, today):
    if out_on > today:
        raise ValidationError({"out_on": ValidationError(_("This day is still to come."), "future")})
    if out_on < placement.in_on:
        message = _("They moved in on %(day)s: nobody leaves before.") % {"day": placement.in_on}
        raise ValidationError({"out_on": ValidationError(message, "before")})


def check_has_beds(institution, by, today):
    if institution.kind != InstitutionKind.CARE_CENTRE:
        raise Refused("no_care_centre", _("Only a care centre has beds."))
