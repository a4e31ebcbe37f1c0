"""How numbers are written in reports (handbook §9 c–e)."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bureau.wording import word


@pytest.mark.parametrize(
    ("wording", "number", "written"),
    [
        ("exact", 304, "304"), ("exact", 11432, "11432"), ("exact", Decimal("12.50"), "12.50"), ("exact", Decimal("14.00"), "14"),
        ("over", 31, "30余"), ("over", 39, "30余"), ("over", 30, "30"), ("over", 83, "80余"), ("over", 1001, "1000余"),
        ("over", 1099, "1000余"), ("over", 1000, "1000"), ("over", 7, "7"), ("over", 235, "230余"),
        ("near", 285, "近300"), ("near", 299, "近300"), ("near", 300, "300"), ("near", 284, "284"), ("near", 9, "9"),
        ("chinese", 15, "十五"), ("chinese", 8, "八"), ("chinese", 3, "三"), ("chinese", 10, "十"), ("chinese", 20, "20"),
        ("wan", Decimal("5973800"), "597.38"), ("wan", Decimal("15000000"), "1500"), ("wan", Decimal("100"), "0.01"),
    ],
)  # fmt: skip
def test_a_number_is_written_as_the_bureau_writes_it(wording, number, written):
    assert word(wording, number) == written


@pytest.mark.parametrize("wording", ["exact", "over", "near", "chinese", "wan"])
def test_nothing_counted_is_not_written(wording):
    assert word(wording, 0) is None and word(wording, None) is None


@pytest.mark.parametrize(
    ("wording", "number", "among", "written"),
    [
        ("rate", 199, 205, "97.1%"), ("rate", 5, 5, "100%"), ("rate", 0, 5, "0%"), ("rate", 0, 0, None),
        ("covered", 197, 197, "全覆盖"), ("covered", 196, 197, "覆盖率99.5%"), ("covered", 99999, 100000, "覆盖率99.9%"),
        ("in_place", 197, 197, "全部到位"), ("in_place", 1, 2, "到位率50%"), ("in_place", 0, 0, None),
    ],
)  # fmt: skip
def test_a_rate_is_all_only_when_nothing_is_missing(wording, number, among, written):
    assert word(wording, number, among) == written


@given(st.integers(1, 10**8))
def test_a_number_in_words_keeps_its_promise(number):
    over, near = word("over", number), word("near", number)
    if over.endswith("余"):
        assert int(over[:-1]) < number
    else:
        assert int(over) == number
    if near.startswith("近"):
        assert int(near[1:]) * Decimal("0.95") <= number < int(near[1:])
    else:
        assert int(near) == number
