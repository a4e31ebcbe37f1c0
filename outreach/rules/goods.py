"""Goods as people write them: “大米 2袋、食用油1桶” — one kind a line or between commas, a number and its unit behind."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

BETWEEN = re.compile(r"[\n、，,；;]+")
ONE_KIND = re.compile(r"(?P<name>.*?)[\s×xX*＊]*(?P<number>[0-9]+(?:\.[0-9]{1,2})?)\s*(?P<unit>[^\d\s]{0,4})")
MOST_KINDS = 10
LONGEST = 40
MOST = Decimal(99999)


@dataclass(frozen=True)
class Given:
    name: str
    quantity: Decimal
    unit: str = ""


def parse_goods(text):
    """What was brought, in order. ValidationError says which words are not understood."""
    pieces = [piece.strip() for piece in BETWEEN.split(text or "") if piece.strip()]
    if len(pieces) > MOST_KINDS:
        raise ValidationError(_("At most %(most)s kinds of goods.") % {"most": MOST_KINDS}, code="many")
    return [_one(piece) for piece in pieces]


def _one(piece):
    found = ONE_KIND.fullmatch(piece)
    name, number, unit = (found["name"].strip(), found["number"], found["unit"]) if found else (piece, "1", "")
    quantity = Decimal(number)
    if not name or len(name) > LONGEST or not 0 < quantity <= MOST:
        message = _("“%(text)s” is not understood. Write the goods, then how many: 大米 2袋")
        raise ValidationError(message % {"text": piece[:LONGEST]}, code="goods")
    return Given(name, quantity, unit)
