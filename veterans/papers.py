"""The collection form on paper (信息采集表): its parts and lines, filled for one person or blank."""

from django.utils.translation import gettext as _

from veterans.models import Person

PARTS = (
    ("基本信息", ("name", "sex", "birth_date", "id_no", "ethnic_group", "political_status", "education", "marriage",
                "native_place", "mobile", "emergency_contact", "emergency_phone")),
    ("户籍与住址", ("hukou_type", "householder", "hukou_addr", "addr", "work_addr")),
    ("服役与安置", ("enlist_date", "discharge_date", "branch", "rank", "unit_name", "enlist_place", "discharge_mode",
                "discharge_cert_no", "placement_unit", "awards")),
    ("类别与待遇", ("categories", "disability_level", "disability_nature", "disability_part", "benefit_cert_no", "bank",
                "account_no")),
    ("生活与就业", ("health", "work_ability", "viability", "living_state", "housing", "medical_ins", "pension_ins",
                "is_dibao", "income_year", "family_size", "employment", "employer", "skills")),
)  # fmt: skip
LONG = frozenset(
    {"hukou_addr", "addr", "work_addr", "unit_name", "awards", "categories", "employer", "skills", "id_no"}
)
LABELS = {"categories": "人员类别"}
SECRET = frozenset({"hukou_addr", "addr", "work_addr"})


def collection_form(person, is_plain):
    """[(title, rows)]: each row has two (label, text), or one that takes the whole line."""
    return [(title, list(rows_of(person, names, is_plain))) for title, names in PARTS]


def rows_of(person, names, is_plain):
    waiting = []
    for name in names:
        cell = (label(name), text(person, name, is_plain) if person else "")
        if name in LONG:
            if waiting:
                yield [waiting.pop(), ("", "")]
            yield [cell]
        else:
            waiting.append(cell)
        if len(waiting) == 2:
            yield waiting
            waiting = []
    if waiting:
        yield [waiting[0], ("", "")]


def label(name):
    return LABELS.get(name) or Person._meta.get_field(name).verbose_name


def text(person, name, is_plain):
    if name == "categories":
        return "、".join(str(held) for held in person.held)
    value = getattr(person, name)
    if value in (None, "") or (hasattr(value, "plain") and not value):
        return ""
    if hasattr(value, "plain"):
        return value.plain() if is_plain else str(value)
    if not is_plain and name in SECRET:
        return f"{person.station.place}…"
    if not is_plain and name == "birth_date":
        return f"{value.year}年"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    display = getattr(person, f"get_{name}_display", None)
    return display() if display else getattr(value, "label", str(value))
