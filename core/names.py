"""Keys under which a person's name is sorted and found: pinyin, initials, and grams of one and two characters."""

import re
from dataclasses import dataclass
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

# Surnames read otherwise than the character is elsewhere, and compound surnames that begin with such a character.
SURNAMES = {
    "万俟": "mo4 qi2", "乐正": "yue4 zheng4", "令狐": "ling2 hu2", "单于": "chan2 yu2", "宰父": "zai3 fu3",
    "尉迟": "yu4 chi2", "澹台": "tan2 tai2", "相里": "xiang4 li3", "诸葛": "zhu1 ge3", "长孙": "zhang3 sun1",
    "么": "yao1", "乐": "yue4", "乜": "nie4", "令": "ling2", "任": "ren2", "仇": "qiu2", "佴": "nai4", "华": "hua4",
    "单": "shan4", "卜": "bu3", "占": "zhan1", "召": "shao4", "句": "gou1", "员": "yun4", "哈": "ha3", "区": "ou1",
    "干": "gan1", "折": "she2", "撒": "sa4", "於": "yu1", "曾": "zeng1", "朴": "piao2", "查": "zha1", "洗": "xian3",
    "炅": "gui4", "燕": "yan1", "盖": "ge3", "祭": "zhai4", "秘": "bi4", "种": "chong2", "繁": "po2", "缪": "miao4",
    "翟": "zhai2", "肖": "xiao1", "能": "nai4", "葛": "ge3", "薄": "bo2", "覃": "qin2", "观": "guan4", "解": "xie4",
    "贠": "yun4", "过": "guo1", "那": "na1", "郄": "qie4", "郇": "xun2", "都": "du1", "重": "chong2", "隗": "wei3",
    "黑": "he4",
}  # fmt: skip

_PARTS = re.compile(r"[A-Za-z0-9]+|[^\s·]")
_SEPARATORS = re.compile(r"[\s·]+")


@dataclass(frozen=True)
class NameKeys:
    """What a name is sorted and found by.

    `sort_key`: the syllables with their tone digits, `shan4xiong2xin4`. A digit sorts before a letter in every database
    and collation, so lists come out alike everywhere, one surname together (GB/T 13418: sound, then tone, character by
    character); up to 7 letters a character.
    `initials`: one letter a character (a word of a Latin name), surname read as a surname; `initials_other`: as
    dictionaries read it, often the same. Characters without a known reading stand for themselves.
    """

    sort_key: str
    initials: str
    initials_other: str


@lru_cache(maxsize=10_000)
def name_keys(name):
    """The keys of a cleaned name. Names repeat: a county has a few hundred of the commonest ones many times over."""
    usual = _readings(name)
    proper = _surname_readings(name) or usual
    return NameKeys("".join(proper), _first_letters(proper), _first_letters(usual))


def grams(name):
    """The sorted distinct pieces of one and two neighbouring characters.

    Spaces and the dot of minority names are left out, so a name is found with and without them.
    """
    text = _SEPARATORS.sub("", name).lower()
    return sorted({*text, *(text[at : at + 2] for at in range(len(text) - 1))})


def _readings(text):
    length = 2 if text[:2] in SURNAMES else 0  # dictionaries know compound surnames as words
    readings = list(_reading(text[:length])) if length else []
    for part in _PARTS.findall(text[length:]):
        readings += _reading(part)
    return readings


@lru_cache(maxsize=10_000)
def _reading(part):
    """The syllables of one character or compound surname, or a Latin word as it stands.

    The names of a roster share few characters: each is looked up once.
    """
    syllables = lazy_pinyin(part, style=Style.TONE3, neutral_tone_with_five=True, errors=_PARTS.findall)
    return [syllable.lower() for syllable in syllables]


def _surname_readings(name):
    """The readings when the name begins with a surname of the table; names with a dot begin with none."""
    if "·" in name:
        return None
    for length in (2, 1):
        if surname := SURNAMES.get(name[:length]):
            return [*surname.split(), *_readings(name[length:])]
    return None


def _first_letters(readings):
    return "".join(reading[0] for reading in readings)
