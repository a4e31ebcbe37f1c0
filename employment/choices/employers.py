"""Words about employers, and the check digit of their credit code (GB 32100-2015)."""

import unicodedata

from django.utils.translation import gettext_lazy as _

# GB 32100-2015 §4: digits and letters without I O S V Z; each place weighs 3 to its power, modulo 31
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_LENGTH = 18

EMPLOYER_KINDS = (
    ("ORGAN", "机关"),
    ("INSTITUTION", "事业单位"),
    ("STATE_FIRM", "国有企业"),
    ("PRIVATE_FIRM", "民营企业"),
    ("FOREIGN_FIRM", "外资企业"),
    ("SOLE_TRADER", "个体工商户"),
    ("COOPERATIVE", "农民专业合作社"),
    ("SOCIAL", "社会组织"),
)

INDUSTRIES = (
    ("FARMING", "农林牧渔"),
    ("MANUFACTURE", "制造"),
    ("BUILDING", "建筑"),
    ("TRADE", "批发零售"),
    ("TRANSPORT", "交通运输、仓储"),
    ("HOTEL", "住宿餐饮"),
    ("TOURISM", "文化旅游"),
    ("IT", "信息技术"),
    ("SECURITY", "保安、物业"),
    ("EDUCATION", "教育培训"),
    ("HEALTH", "卫生、养老"),
    ("PUBLIC", "公共管理"),
    ("OTHER", "其他"),
)


def credit_code(text):
    """A credit code as it is kept: narrow capitals without spaces and hyphens."""
    return "".join(unicodedata.normalize("NFKC", text or "").upper().replace("-", "").split())


def credit_check_sign(first17):
    """The eighteenth sign that belongs to the first seventeen."""
    total = sum(CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(first17))
    return CREDIT_SIGNS[-total % 31]


def credit_problem(code):
    """What is wrong with a code as it is kept: (error code, message), or None."""
    if len(code) != CREDIT_LENGTH:
        return "credit_length", _("A credit code has eighteen signs.")
    if set(code) - set(CREDIT_SIGNS):
        return "credit_signs", _("A credit code has digits and capital letters only, without I, O, S, V and Z.")
    if credit_check_sign(code[:-1]) != code[-1]:
        return "credit_check", _(
            "The check digit of this credit code does not fit. Please compare it with the licence."
        )
    return None
