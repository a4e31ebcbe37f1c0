"""How names are sorted and found."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.names import SURNAMES, grams, name_keys


@pytest.mark.parametrize(
    ("name", "initials", "other"),
    [
        ("单雄信", "sxx", "dxx"),
        ("曾国强", "zgq", "cgq"),
        ("仇英", "qy", "cy"),
        ("解放", "xf", "jf"),
        ("查建国", "zjg", "cjg"),
        ("区大伟", "odw", "qdw"),
        ("尉迟恭", "ycg", "ycg"),
        ("万俟军", "mqj", "mqj"),
        ("欧阳建国", "oyjg", "oyjg"),
        ("张建国", "zjg", "zjg"),
    ],
)
def test_a_surname_is_read_as_a_surname_and_also_found_as_commonly_misread(name, initials, other):
    keys = name_keys(name)
    assert (keys.initials, keys.initials_other) == (initials, other)


def test_the_sort_key_is_the_pinyin_with_tones():
    assert name_keys("单雄信").sort_key == "shan4xiong2xin4"
    assert name_keys("吕布").sort_key == "lv3bu4"


def test_one_surname_stays_together():
    names = ["林安", "李楠", "黎明", "李娜", "林娜", "黎安"]
    assert sorted(names, key=lambda name: name_keys(name).sort_key) == ["黎安", "黎明", "李娜", "李楠", "林安", "林娜"]


def test_a_name_of_a_minority_has_an_initial_a_character_and_no_surname():
    assert name_keys("买买提·艾力").initials == "mmtal"
    assert name_keys("解曾·单").initials == name_keys("解曾·单").initials_other


def test_a_latin_name_has_an_initial_a_word():
    keys = name_keys("Mary Ann")
    assert (keys.sort_key, keys.initials) == ("maryann", "ma")


@pytest.mark.parametrize("rare", ["\U00020bb7", "\U0002a6d6", "\ue000"])
def test_a_character_without_a_known_reading_stands_for_itself(rare):
    keys = name_keys(f"李{rare}")
    assert keys.initials == f"l{rare}"
    assert keys.sort_key.startswith(f"li3{rare}")


def test_every_surname_of_the_table_has_a_reading_for_each_character():
    assert all(len(reading.split()) == len(surname) for surname, reading in SURNAMES.items())


def test_grams_are_the_single_characters_and_the_neighbours():
    assert grams("张建国") == sorted(["张", "建", "国", "张建", "建国"])
    assert grams("买提·艾") == sorted(["买", "提", "艾", "买提", "提艾"])
    assert grams("\U00020bb7田") == sorted(["\U00020bb7", "田", "\U00020bb7田"])
    assert grams("") == []


@given(st.text())
def test_no_text_is_refused(text):
    keys = name_keys(text)
    assert len(keys.initials) <= len(text)
    assert grams(text) == sorted(set(grams(text)))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=4))
def test_whoever_types_a_piece_of_a_name_types_grams_of_it(name):
    for start in range(len(name)):
        for end in range(start + 1, len(name) + 1):
            assert set(grams(name[start:end])) <= set(grams(name))
