"""The words of the yearly confirmation 年度确认（《军人抚恤优待条例》第八条）."""

from django.db import models


class How(models.TextChoices):
    IN_PERSON = "in_person", "到站当面"
    PHONE = "phone", "电话或视频"
    HOME = "home", "入户"
    DATA = "data", "数据比对"


class ConfirmationState(models.TextChoices):
    DUE = "due", "待确认"
    CONFIRMED = "confirmed", "已确认"
    PROPOSED = "proposed", "建议停发"
    STOPPED = "stopped", "决定停发"
    KEPT = "kept", "决定续发"
