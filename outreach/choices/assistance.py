"""Codes and words of assistance (解四难, handbook §8) and of the watch list. Labels are Chinese by nature."""

from django.db import models


class State(models.TextChoices):
    APPLIED = "applied", "待村初审"
    REVIEWED = "reviewed", "待镇审核"
    CHECKED = "checked", "待局审批"
    APPROVED = "approved", "待发放"
    PAID = "paid", "已发放"
    RETURNED = "returned", "退回补正"
    REFUSED = "refused", "不予帮扶"
    WITHDRAWN = "withdrawn", "已撤回"


WAITING = (State.APPLIED, State.REVIEWED, State.CHECKED)
OPEN = (*WAITING, State.RETURNED, State.APPROVED)
# What counts when somebody asks again: under way, approved or paid
STANDING = (*OPEN, State.PAID)
STATE_TONES = {
    State.APPLIED: "amber",
    State.REVIEWED: "amber",
    State.CHECKED: "amber",
    State.APPROVED: "blue",
    State.RETURNED: "red",
}

# Handbook §1.2: the seed names no four; the common reading, to be edited in the code table
HARDSHIPS = (
    ("LIVING", "生活难", 1),
    ("HOUSING", "住房难", 2),
    ("MEDICAL", "医疗难", 3),
    ("EMPLOYMENT", "就业难", 4),
)


class PaidHow(models.TextChoices):
    CARD = "card", "社会化发放（一卡通）"
    TRANSFER = "transfer", "银行转账"
    CASH = "cash", "现金签领"
    GOODS = "goods", "实物"


class WatchKind(models.TextChoices):
    FALLING = "falling", "因病致贫"
    AGAIN = "again", "因病返贫"
