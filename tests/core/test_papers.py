"""The marks of a Chinese sentence in official papers are full-width; numbers, times, addresses keep theirs."""

import pytest

from core.papers import full_width


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("对全市、镇、村(社区)服务站和企业,进行走访;", "对全市、镇、村（社区）服务站和企业，进行走访；"),
        ("帮扶资金1,597.38万元,11,432人", "帮扶资金1,597.38万元，11,432人"),
        ("安置率100%,参训率100%", "安置率100%，参训率100%"),
        ("“八进”活动,开展30余场", "“八进”活动，开展30余场"),
        ("时间:2026年11月23日10:30", "时间：2026年11月23日10:30"),
        ("3人(含家属)到位", "3人（含家属）到位"),
        ("第(3)项", "第（3）项"),
        ("见 https://example.org/a?b=1,2 (GB/T 9704)", "见 https://example.org/a?b=1,2 (GB/T 9704)"),
        ("（一）主要做法", "（一）主要做法"),
    ],
)
def test_marks_as_official_papers_write_them(text, paper):
    assert full_width(text) == paper
    assert full_width(paper) == paper
