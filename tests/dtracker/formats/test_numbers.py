from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import assume, given
from hypothesis import strategies as st

from dtracker.formats.numbers import (
    NumberError,
    format_number,
    format_percent,
    parse_number,
    parse_optional_number,
    plain,
)

COUNT = {"integer": True}
SHARE = {"percent": True, "decimals": 2}
SCORE = {"decimals": 4}
AMOUNT = {"decimals": 1}


@pytest.mark.parametrize(
    ("typed", "rule", "value"),
    [
        ("1.931", COUNT, "1931"),
        ("1.931", AMOUNT, "1931"),
        ("1.931", SHARE, "1931"),  # one meaning everywhere; the range of the indicator catches it
        ("1.931", SCORE, "1931"),
        ("1931", COUNT, "1931"),
        ("12.345.678", COUNT, "12345678"),
        ("0", COUNT, "0"),
        ("05", COUNT, "5"),  # as official papers write counts below ten
        ("-12", COUNT, "-12"),
        ("-0", COUNT, "0"),
        ("99.999.999.999.999", COUNT, "99999999999999"),
        (" 1.931\t", COUNT, "1931"),
        ("\u00a01.931\u00a0\n", COUNT, "1931"),
        ("80,53", SHARE, "80.53"),
        ("80.53", SHARE, "80.53"),
        ("80,53%", SHARE, "80.53"),
        ("80,53 %", SHARE, "80.53"),
        ("80,53\u00a0%", SHARE, "80.53"),
        ("80.5%", SHARE, "80.5"),
        ("100%", SHARE, "100"),
        ("80,50", SHARE, "80.50"),
        ("-1,5%", SHARE, "-1.5"),
        ("0,4843", SCORE, "0.4843"),
        ("0.48", SCORE, "0.48"),
        ("1,931", SCORE, "1.931"),
        ("-0,0", SCORE, "0.0"),
        ("1.931,5", AMOUNT, "1931.5"),
        ("1931,5", AMOUNT, "1931.5"),
        ("1931.5", AMOUNT, "1931.5"),
        ("-12.345.678,9", AMOUNT, "-12345678.9"),
        ("0,123456", {}, "0.123456"),
    ],
)
def test_vietnamese_numbers_are_read(typed, rule, value):
    number = parse_number(typed, **rule)
    assert (type(number), str(number)) == (Decimal, value)


EMPTY = "Write a number."
INVISIBLE = "There is an invisible character here: delete everything and type the number again."
LETTERS = "Write only the number, in the unit of the indicator, without words or letters."
DIGITS = "Write the number with the digits 0 to 9 of the keyboard."
NEGATIVE = "Write a negative number with a hyphen in front, as in “-1,5”."
PLUS = "Write a positive number without a plus sign."
RANGE = "Write one number, not a range."
SPACED = "Write the number without spaces; a dot may part groups of three digits."
SWAPPED = "Write a dot between groups of three digits and a comma before the decimals."
DOT = "A dot parts groups of three digits; write decimals after a comma."
FORM = "Write digits, with a dot between groups of three and a comma before the decimals, as in “1.931,5”."
NO_PERCENT = "This indicator is no percentage: write the number without the percent sign."
WHOLE = "This must be a whole number, without decimals."
TWO_DECIMALS = "Write at most this many digits after the comma: 2."
LONG = "This number is too long: at most 14 digits may stand before the comma."


@pytest.mark.parametrize(
    ("typed", "rule", "sentence", "suggestion"),
    [
        ("", COUNT, EMPTY, None),
        ("%", SHARE, EMPTY, None),
        ("1,931", COUNT, WHOLE, "1.931"),
        ("1.93", COUNT, WHOLE, None),
        ("1,5", COUNT, WHOLE, None),
        ("5,0", COUNT, WHOLE, "5"),
        ("5.00", COUNT, WHOLE, "5"),
        ("1,000", COUNT, WHOLE, "1.000"),
        ("0,000", COUNT, WHOLE, None),
        ("80,534", SHARE, TWO_DECIMALS, "80,53"),
        ("0,125", SHARE, TWO_DECIMALS, "0,13"),
        ("0.484", SCORE, DOT, "0,484"),
        ("0.4843", SCORE, DOT, "0,4843"),
        ("0.484", COUNT, DOT, None),
        ("1.9310", SCORE, DOT, "1,9310"),
        ("1.9310", COUNT, DOT, None),
        ("1234.567", SCORE, DOT, "1234,567"),
        ("1,931.5", AMOUNT, SWAPPED, "1.931,5"),
        ("1,931.5", COUNT, SWAPPED, None),
        ("12,345,678", COUNT, SWAPPED, "12.345.678"),
        ("12,345,678", AMOUNT, SWAPPED, "12.345.678"),
        ("1 931", COUNT, SPACED, "1.931"),
        ("1\u00a0931\u00a0000,5", AMOUNT, SPACED, "1.931.000,5"),
        ("1 2", COUNT, SPACED, None),
        ("1. 931", COUNT, SPACED, None),
        ("80,53%", AMOUNT, NO_PERCENT, "80,5"),
        ("80 %", COUNT, NO_PERCENT, "80"),
        ("80%%", SHARE, FORM, None),
        ("8%0", SHARE, FORM, None),
        ("1..931", COUNT, FORM, None),
        ("1.0.5", COUNT, FORM, None),
        ("1.93,5", AMOUNT, FORM, None),
        ("12.34.567", COUNT, FORM, None),
        ("0.123.456", COUNT, FORM, None),
        ("1.931.", COUNT, FORM, None),
        ("1_931", COUNT, FORM, None),
        ("1'931", COUNT, FORM, None),
        (",5", AMOUNT, FORM, "0,5"),
        (".5", AMOUNT, FORM, "0,5"),
        ("5,", AMOUNT, FORM, "5"),
        (",", AMOUNT, FORM, None),
        ("=1+1", COUNT, FORM, None),
        ("1e5", COUNT, LETTERS, None),
        ("1e400", COUNT, LETTERS, None),
        ("1.5e3", AMOUNT, LETTERS, None),
        ("NaN", SCORE, LETTERS, None),
        ("Infinity", SCORE, LETTERS, None),
        ("-inf", SCORE, LETTERS, None),
        ("0x1F", COUNT, LETTERS, None),
        ("l.931", COUNT, LETTERS, None),
        ("1O", COUNT, LETTERS, None),
        ("1,5 tỷ", AMOUNT, LETTERS, None),
        ("1.931 người", COUNT, LETTERS, None),
        ("khoảng 5", COUNT, LETTERS, None),
        ("１.９３１", COUNT, DIGITS, "1.931"),
        ("８０，５３％", SHARE, DIGITS, "80,53%"),
        ("١٩٣١", COUNT, DIGITS, "1931"),
        ("5²", COUNT, DIGITS, None),
        ("½", AMOUNT, DIGITS, None),
        ("(5)", COUNT, NEGATIVE, "-5"),
        ("\u22125", COUNT, NEGATIVE, "-5"),
        ("\u20131,5", AMOUNT, NEGATIVE, "-1,5"),
        ("- 5", COUNT, NEGATIVE, "-5"),
        ("5-", COUNT, NEGATIVE, None),
        ("--5", COUNT, FORM, None),
        ("-", COUNT, NEGATIVE, None),
        ("+2,6", AMOUNT, PLUS, "2,6"),
        ("5-7", COUNT, RANGE, None),
        ("5 – 7", COUNT, RANGE, None),
        ("14/63", COUNT, RANGE, None),
        ("1-2-2023", COUNT, FORM, None),
        ("\u202e1391", COUNT, INVISIBLE, None),
        ("1\u200b931", COUNT, INVISIBLE, None),
        ("1931\x00", COUNT, INVISIBLE, None),
        ("1\n931", COUNT, INVISIBLE, None),
        ("1" * 15, COUNT, LONG, None),
        ("1" * 40, AMOUNT, LONG, None),
        ("1." + "0" * 5000, AMOUNT, DOT, None),
    ],
)
def test_what_is_no_number_is_refused_with_what_would_be_right(typed, rule, sentence, suggestion):
    with pytest.raises(NumberError) as caught:
        parse_number(typed, **rule)
    with override("en"):
        assert (str(caught.value.sentence), caught.value.suggestion) == (sentence, suggestion)


def test_more_decimals_than_any_column_holds_are_refused():
    with pytest.raises(NumberError) as caught:
        parse_number("0,1234567")
    assert caught.value.suggestion == "0,123457"


def test_the_message_asks_whether_the_suggestion_was_meant():
    with pytest.raises(NumberError) as with_suggestion:
        parse_number("1 931")
    with pytest.raises(NumberError) as without:
        parse_number("NaN")
    with override("en"):
        assert str(with_suggestion.value.message) == f"{SPACED} Did you mean “1.931”?"
        assert str(without.value.message) == LETTERS


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "   ",
        "\u00a0",
        "-",
        " – ",
        "—",
        "Không có số liệu",
        "không  có số\u00a0liệu ",
        "Không có số liệu",
        "No figure",
        "no data",
    ],
)
def test_what_stands_for_no_figure_is_nothing_and_never_zero(typed):
    assert parse_optional_number(typed) is None


def test_zero_is_a_figure():
    assert parse_optional_number("0") == 0
    assert parse_optional_number("0%", **SHARE) == 0


@pytest.mark.parametrize("typed", ["\u2212", "--", ".", "0..", "không", "null", "N/A"])
def test_what_only_looks_like_no_figure_is_refused(typed):
    with pytest.raises(NumberError):
        parse_optional_number(typed)


@pytest.mark.parametrize(
    ("value", "decimals", "vi", "en"),
    [
        (Decimal("1931"), None, "1.931", "1,931"),
        (1931, 0, "1.931", "1,931"),
        (0, None, "0", "0"),
        (Decimal("0E+2"), None, "0", "0"),
        (Decimal("999"), None, "999", "999"),
        (Decimal("12345678"), None, "12.345.678", "12,345,678"),
        (Decimal("80.530000"), None, "80,53", "80.53"),
        (Decimal("80.53"), 1, "80,5", "80.5"),
        (Decimal("80"), 2, "80,00", "80.00"),
        (Decimal("0.4843"), 4, "0,4843", "0.4843"),
        (Decimal("-0.4"), 1, "−0,4", "−0.4"),
        (Decimal("-1931.5"), None, "−1.931,5", "−1,931.5"),
        (Decimal("2.25"), 1, "2,3", "2.3"),
        (Decimal("-2.25"), 1, "−2,3", "−2.3"),
        (Decimal("0.5"), 0, "1", "1"),
        (Decimal("-0.004"), 2, "0,00", "0.00"),
        (Decimal("-0"), None, "0", "0"),
        (Decimal("999.95"), 1, "1.000,0", "1,000.0"),
        (Decimal("1E+3"), None, "1.000", "1,000"),
        (Decimal("9" * 30 + ".5"), 0, "1" + ".000" * 10, "1" + ",000" * 10),
    ],
)
def test_numbers_are_written_for_both_languages(value, decimals, vi, en):
    assert format_number(value, decimals, language="vi") == vi
    assert format_number(value, decimals, language="en") == en


@pytest.mark.parametrize(
    ("value", "written"),
    [(Decimal("2.6"), "+2,6"), (Decimal("-2.6"), "−2,6"), (Decimal("0.04"), "0,0"), (Decimal(0), "0,0")],
)
def test_a_signed_number_shows_its_plus_unless_it_is_shown_as_zero(value, written):
    assert format_number(value, 1, signed=True, language="vi") == written


def test_the_active_language_decides():
    with override("vi"):
        assert [format_number(Decimal("1931.5")), format_percent(Decimal("80.53"))] == ["1.931,5", "80,53%"]
    with override("en"):
        assert [format_number(Decimal("1931.5")), format_percent(Decimal("80.53"))] == ["1,931.5", "80.53%"]


def test_a_share_is_written_without_a_space():
    assert format_percent(Decimal("80.534"), 2, language="vi") == "80,53%"
    assert format_percent(Decimal("-2.5"), 1, signed=True, language="vi") == "−2,5%"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("80.530000"), "80.53"),
        (Decimal("1E+5"), "100000"),
        (Decimal("1E-6"), "0.000001"),
        (Decimal("-0.0"), "0"),
        (Decimal("-1.50"), "-1.5"),
        (Decimal("100"), "100"),
        (1931, "1931"),
    ],
)
def test_data_files_get_plain_numbers(value, written):
    assert plain(value) == written


@pytest.mark.parametrize("value", [0.1, True, "1", None])
def test_only_exact_numbers_are_written(value):
    with pytest.raises(TypeError):
        format_number(value)


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity", "sNaN"])
def test_what_is_no_finite_number_is_not_written(value):
    with pytest.raises(ValueError, match="cannot be written"):
        plain(Decimal(value))


numbers = st.decimals(-999_999_999_999, 999_999_999_999, places=6) | st.decimals(
    Decimal("-9.999"), Decimal("9.999"), places=3
)


@given(numbers)
def test_a_number_written_in_vietnamese_is_read_back(value):
    written = format_number(value, language="vi").replace("−", "-")
    assert parse_number(written) == value
    assert parse_number(f"{written}%", percent=True) == value


@given(numbers, st.integers(0, 6))
def test_a_number_written_with_decimals_is_read_back_rounded(value, decimals):
    written = format_number(value, decimals, language="vi").replace("−", "-")
    read = parse_number(written, decimals=decimals)
    assert abs(read - value) * 2 <= Decimal(1).scaleb(-decimals)


@given(numbers)
def test_a_plain_number_is_the_number(value):
    assert Decimal(plain(value)) == value
    assert "E" not in plain(value)


rules = st.sampled_from([{}, COUNT, SHARE, SCORE, AMOUNT])


@given(st.text(alphabet="0123456789.,-%() \u00a0\u2212１٣eaIl", max_size=12), rules)
def test_any_text_is_a_finite_number_or_refused_with_a_suggestion_that_is_accepted(typed, rule):
    try:
        assert parse_number(typed, **rule).is_finite()
    except NumberError as error:
        if error.suggestion is not None:
            assert parse_number(error.suggestion, **rule).is_finite()


@given(st.text(), rules)
def test_a_text_with_letters_is_never_a_number(typed, rule):
    assume(any(sign.isalpha() for sign in typed))
    with pytest.raises(NumberError):
        parse_number(typed, **rule)


@given(st.text(alphabet="0123456789.,", max_size=14), rules)
def test_a_number_keeps_exactly_the_digits_that_were_typed(typed, rule):
    try:
        value = parse_number(typed, **rule)
    except NumberError:
        return
    digits = "".join(sign for sign in typed if sign.isdigit()).lstrip("0")
    assert f"{value:f}".replace(".", "").lstrip("0") == digits
