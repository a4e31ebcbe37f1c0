"""Names, identity numbers, telephones, answers, accounts and masks."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.validators import (
    Identity,
    PartialDate,
    Problem,
    clean_name,
    clean_text,
    identity_check_digit,
    is_blank,
    mask_account,
    mask_identity,
    mask_name,
    mask_phone,
    narrow_text,
    parse_bank_account,
    parse_date_span,
    parse_identity,
    parse_level,
    parse_partial_date,
    parse_phones,
    parse_whole,
    parse_yes_no,
)

STANDARD = "11010519491231002X"  # the example printed in GB 11643
NOBODYS_PLACE = "990000"  # no place has this code
TODAY = date(2026, 11, 23)

ANY_CELL = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**20), 10**20), st.floats(), st.dates(), st.datetimes(), st.text()
)
NEAR_TEXT = st.text(st.sampled_from("0123456789０９xXⅩ年月日.-/—至到~() （）·•、,+86张三欧\U00020bb7\u3000\n冬eE"))


@st.composite
def identity_numbers(draw):
    born = draw(st.dates(date(1900, 1, 1), TODAY))
    first17 = f"{NOBODYS_PLACE}{born:%Y%m%d}{draw(st.integers(0, 999)):03}"
    return first17 + identity_check_digit(first17)


def mobile_numbers():
    return st.integers(10**10, 2 * 10**10 - 1).map(str)


def code_of(found):
    return found.code if isinstance(found, Problem) else None


class TestText:
    def test_full_width_letters_and_digits_become_half_width_and_punctuation_stays(self):
        assert clean_text("　ＡＢ１２，（甲）\xa0") == "AB12，（甲）"

    def test_invisible_characters_disappear_and_line_breaks_stay(self):
        assert clean_text("\u202d第一行\u200b \r\n\x00第二行\ufeff") == "第一行\n第二行"

    def test_numbers_are_written_without_a_decimal_point_of_nothing(self):
        assert [clean_text(raw) for raw in (7.0, 7, 1985.3, None, float("nan"))] == ["7", "7", "1985.3", "", ""]

    @pytest.mark.parametrize("raw", ["", None, " ", "无", "/", "／", "-", "——", "不详"])
    def test_words_for_nothing_count_as_blank(self, raw):
        assert is_blank(raw)

    @given(st.text() | NEAR_TEXT)
    def test_cleaning_twice_changes_nothing_more(self, raw):
        once = clean_text(raw)
        assert clean_text(once) == once


class TestNames:
    @pytest.mark.parametrize(
        ("raw", "name", "note"),
        [
            ("张　三", "张三", None),
            ("张 三", "张三", None),
            ("'张三", "张三", None),
            ("张三(已故)", "张三", "已故"),
            ("张三（党员）", "张三", "党员"),
            ("张三 (已故)（党员）", "张三", "已故；党员"),
            ("张三（已故", "张三", "已故"),
            ("买买提 • 艾力", "买买提·艾力", None),
            ("买买提・艾力", "买买提·艾力", None),
            ("买买提‧艾力", "买买提·艾力", None),
            ("买买提.艾力", "买买提·艾力", None),
            ("Mary   Ann", "Mary Ann", None),
            ("\U00020bb7 田", "\U00020bb7田", None),
            ("䶮\u3000某", "䶮某", None),
            ("", "", None),
        ],
    )
    def test_a_name_is_separated_from_padding_and_remarks(self, raw, name, note):
        assert clean_name(raw) == (name, note)

    def test_a_bracket_in_the_middle_is_part_of_the_name(self):
        assert clean_name("张(三)丰") == ("张(三)丰", None)

    @given(NEAR_TEXT)
    def test_a_clean_name_stays_as_it_is(self, raw):
        name, _note = clean_name(raw)
        assert clean_name(name) == (name, None)


class TestIdentity:
    def test_the_example_of_the_standard_passes(self):
        found = parse_identity(STANDARD)
        assert (found.number, found.sex, found.is_converted) == (STANDARD, "2", False)
        assert found.birth_date == PartialDate(1949, 12, 31)

    def test_a_fifteen_digit_number_becomes_eighteen(self):
        found = parse_identity("110105491231002")
        assert (found.number, found.raw, found.is_converted) == (STANDARD, "110105491231002", True)

    @pytest.mark.parametrize(
        "raw",
        [
            "11010519491231002x",
            "１１０１０５１９４９１２３１００２ｘ",
            " 110105 19491231 002X\u202c",
            "'11010519491231002×",
        ],
    )
    def test_ways_of_typing_the_same_number_are_one_number(self, raw):
        assert parse_identity(raw).number == STANDARD

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("", "id_missing"),
            ("无", "id_missing"),
            (None, "id_missing"),
            (110105194912310020, "id_numeric"),
            (1.1010519491231e17, "id_numeric"),
            ("1.10105E+17", "id_numeric"),
            ("1101051949123100", "id_length"),
            ("11010519491231O02X", "id_characters"),
            ("11010519490231002X", "id_birth"),
            ("110105194912310021", "id_checksum"),
        ],
    )
    def test_each_defect_has_its_own_code(self, raw, code):
        assert code_of(parse_identity(raw)) == code

    def test_the_length_complaint_counts_the_places(self):
        assert "16" in str(parse_identity("1101051949123100").message)

    def test_an_officer_may_take_a_number_with_a_wrong_check_digit(self):
        assert parse_identity("110105194912310021", with_checksum=False).number == "110105194912310021"

    def test_a_birth_to_come_is_refused_when_today_is_known(self):
        first17 = f"{NOBODYS_PLACE}20261124001"
        number = first17 + identity_check_digit(first17)
        assert code_of(parse_identity(number, today=TODAY)) == "id_birth"
        assert code_of(parse_identity(number)) is None

    def test_the_number_is_not_in_the_repr(self):
        assert "110105" not in repr(parse_identity(STANDARD))

    @given(identity_numbers())
    def test_every_well_formed_number_is_read(self, number):
        found = parse_identity(number, today=TODAY)
        assert isinstance(found, Identity)
        assert found.number == number
        assert str(found.birth_date).replace("-", "") == number[6:14]
        assert found.sex == ("1" if number[16] in "13579" else "2")

    @given(identity_numbers(), st.integers(0, 16), st.integers(1, 9))
    def test_one_wrong_digit_is_always_noticed(self, number, at, shift):
        wrong = f"{number[:at]}{(int(number[at]) + shift) % 10}{number[at + 1 :]}"
        assert code_of(parse_identity(wrong)) in ("id_checksum", "id_birth")


class TestPhones:
    @pytest.mark.parametrize(
        ("raw", "numbers"),
        [
            ("13800001111", ["13800001111"]),
            (13800001111.0, ["13800001111"]),
            ("+86 138 0000 1111", ["13800001111"]),
            ("138-0000-1111", ["13800001111"]),
            ("0715-5350000", ["0715-5350000"]),
            ("（0715）5350000", ["0715-5350000"]),
            ("0715 535 0000", ["0715-5350000"]),
            ("02787650000", ["027-87650000"]),
            ("5350000", ["5350000"]),
            ("13800001111/0715-5350000", ["13800001111", "0715-5350000"]),
            ("13800001111、13900002222；5350000", ["13800001111", "13900002222", "5350000"]),
            ("13800001111 13900002222", ["13800001111", "13900002222"]),
            ("13800001111，\n13800001111", ["13800001111"]),
            ("", []),
            ("无", []),
        ],
    )
    def test_numbers_are_read_in_order_and_once(self, raw, numbers):
        assert parse_phones(raw) == numbers

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("1380", "phone_length"),
            ("138000011112", "phone_length"),
            ("7155350000", "phone_landline"),
            ("0715-535", "phone_landline"),
            ("13800001111（儿子）", "phone_unreadable"),
            ("儿子13800001111", "phone_unreadable"),
            ("13800001111/abc", "phone_unreadable"),
            (",", "phone_unreadable"),
        ],
    )
    def test_each_defect_has_its_own_code(self, raw, code):
        assert code_of(parse_phones(raw)) == code

    def test_a_short_mobile_number_is_told_its_length(self):
        assert "4" in str(parse_phones("1380").message)

    @given(st.lists(mobile_numbers(), min_size=1, unique=True), st.sampled_from("/、;,，； \n"))
    def test_any_separator_separates(self, numbers, separator):
        assert parse_phones(separator.join(numbers)) == numbers

    @given(NEAR_TEXT)
    def test_what_was_read_is_read_again_alike(self, raw):
        found = parse_phones(raw)
        assert isinstance(found, Problem) or parse_phones("/".join(found)) == found


class TestAnswers:
    @pytest.mark.parametrize("raw", ["是", "√", 1, "1", 1.0, "有", "Yes", True])
    def test_yes(self, raw):
        assert parse_yes_no(raw) is True

    @pytest.mark.parametrize("raw", ["否", "×", 0, "0", 2, "2", "无", "no", False])
    def test_no(self, raw):
        assert parse_yes_no(raw) is False

    @pytest.mark.parametrize("raw", ["", None, "/", "不详"])
    def test_no_answer(self, raw):
        assert parse_yes_no(raw) is None

    def test_another_word_is_no_answer_to_a_yes_or_no_question(self):
        assert code_of(parse_yes_no("可能")) == "yes_no"

    @pytest.mark.parametrize("raw", ["10级", "十级", "拾级", "Ⅹ", "10", 10, 10.0, "伤残十级"])
    def test_ways_of_writing_level_ten(self, raw):
        assert parse_level(raw) == "10"

    @pytest.mark.parametrize("raw", ["七级", "7", 7, "Ⅶ", "ⅶ级", "残疾等级七级", "07"])
    def test_ways_of_writing_level_seven(self, raw):
        assert parse_level(raw) == "07"

    @pytest.mark.parametrize("raw", ["", "11级", "0", "二等乙级", "因战七级"])
    def test_other_words_are_no_level(self, raw):
        assert code_of(parse_level(raw)) == "level"

    def test_an_account_loses_its_spaces(self):
        assert parse_bank_account("6222 0200 0000 3307") == "6222020000003307"

    @pytest.mark.parametrize(
        ("raw", "code"),
        [
            ("", "account_missing"),
            (6222020000003307, "account_numeric"),
            ("6.22202E+15", "account_numeric"),
            ("1234567", "account_length"),
            ("1" * 25, "account_length"),
            ("6222O20000003307", "account_characters"),
        ],
    )
    def test_each_defect_of_an_account_has_its_own_code(self, raw, code):
        assert code_of(parse_bank_account(raw)) == code


class TestProblems:
    def test_a_problem_can_be_put_beside_a_field_and_raised(self):
        found = parse_identity("").at("id_no")
        assert (found.field, found.level, found.as_error().code) == ("id_no", "error", "id_missing")

    @given(ANY_CELL | NEAR_TEXT)
    def test_nothing_that_can_stand_in_a_cell_raises(self, raw):
        for read in (clean_text, narrow_text, clean_name, parse_identity, parse_phones, parse_yes_no, parse_level):
            read(raw)
        for read in (parse_partial_date, parse_date_span):
            read(raw, today=TODAY)
        parse_bank_account(raw)
        mask_phone(raw)

    @given(identity_numbers(), st.integers(0, 9))
    def test_a_problem_never_repeats_the_value(self, number, last):
        found = parse_identity(number[:17] + str(last))
        if isinstance(found, Problem):
            assert not re.search(r"\d{6}", str(found.message))


class TestMasks:
    def test_the_masks_of_the_handbook(self):
        assert mask_identity("110105194912311234") == "**************1234"
        assert mask_phone("13800001234") == "138****1234"
        assert mask_phone("0715-5351138") == "0715-****138"
        assert mask_phone("5351138") == "****138"
        assert mask_phone("13800001234/0715-5351138") == "138****1234、0715-****138"
        assert mask_account("6222020000003307") == "**** 3307"
        assert [mask_name(name) for name in ("张小三", "张三", "张", "欧阳小三")] == ["张*三", "张*", "*", "欧**三"]

    def test_nothing_masks_as_nothing(self):
        assert (mask_identity(""), mask_phone(""), mask_account(""), mask_name("")) == ("", "", "", "")

    def test_a_value_too_short_to_hide_shows_nothing(self):
        assert (mask_identity("1234567"), mask_account("1234567"), mask_phone("1234")) == ("*" * 14, "****", "****")

    @given(identity_numbers())
    def test_an_identity_number_shows_its_last_four_only(self, number):
        assert mask_identity(number) == "*" * 14 + number[-4:]

    @given(st.text(st.sampled_from("0123456789X"), max_size=30))
    def test_no_mask_shows_more_than_the_last_four(self, text):
        for masked in (mask_identity(text), mask_account(text)):
            shown = masked.lstrip("* ")
            assert len(shown) <= 4
            assert text.endswith(shown)

    @given(mobile_numbers())
    def test_a_mobile_number_hides_its_middle(self, number):
        assert mask_phone(number) == f"{number[:3]}****{number[7:]}"


class TestKeysInAddresses:
    @pytest.mark.parametrize("text", ["", "²", "١٢", "-1", "1.5", " 7", "7 ", "x", "9" * 19, str(2**63), "1_000"])
    def test_anything_but_a_whole_number_is_none(self, text):
        assert parse_whole(text) is None

    @given(st.integers(0, 2**63 - 1))
    def test_a_whole_number_is_read(self, number):
        assert parse_whole(str(number)) == number
