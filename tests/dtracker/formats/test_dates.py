from datetime import date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils.formats import get_format, localize_input, number_format
from django.utils.translation import override

from dtracker.formats.dates import format_date
from dtracker.formats.language import is_english

MOMENT = datetime(2021, 3, 26, 9, 5)


@pytest.mark.parametrize("language", [None, "vi", "en"])
def test_a_date_is_day_month_year(language):
    assert format_date(date(2021, 3, 26), language) == "26/3/2021"
    assert format_date(date(2024, 11, 5), language) == "5/11/2024"


def test_every_language_but_english_reads_vietnamese():
    assert [code for code in ("en", "en-gb", "vi", "fr") if is_english(code)] == ["en", "en-gb"]
    with override("en"):
        assert is_english() is True
    with override("vi"):
        assert is_english() is False
    with override(None):
        assert is_english() is False


@pytest.mark.parametrize(
    ("language", "filter_name", "written"),
    [
        ("vi", "DATE_FORMAT", "26/3/2021"),
        ("vi", "SHORT_DATE_FORMAT", "26/3/2021"),
        ("vi", "DATETIME_FORMAT", "09:05 26/3/2021"),
        ("vi", "TIME_FORMAT", "09:05"),
        ("en", "DATE_FORMAT", "26 March 2021"),
        ("en", "SHORT_DATE_FORMAT", "26/3/2021"),
        ("en", "DATETIME_FORMAT", "09:05, 26 March 2021"),
        ("en", "TIME_FORMAT", "09:05"),
    ],
)
def test_templates_write_dates_in_the_forms_of_the_product(language, filter_name, written):
    with override(language):
        page = Template(f"{{{{ moment|date:'{filter_name}' }}}}").render(Context({"moment": MOMENT}))
    assert page == written


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["03/04/2026", "3/4/2026", "3-4-2026", "3.4.2026", "2026-04-03"])
def test_the_day_is_read_before_the_month(language, typed):
    with override(language):
        assert forms.DateField().clean(typed) == date(2026, 4, 3)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("typed", ["04/13/2026", "26/3/21", "26 March 2021"])
def test_other_dates_are_refused(language, typed):
    with override(language), pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_a_date_in_a_form_is_read_back(language):
    with override(language):
        assert forms.DateField().clean(localize_input(date(2026, 4, 3))) == date(2026, 4, 3)


def test_the_week_begins_on_monday_in_both_languages():
    assert [get_format("FIRST_DAY_OF_WEEK", lang) for lang in ("vi", "en")] == [1, 1]


def test_numbers_are_grouped_by_three():
    value = Decimal("1931456.70")
    with override("vi"):
        assert number_format(value, 2, force_grouping=True) == "1.931.456,70"
    with override("en"):
        assert number_format(value, 2, force_grouping=True) == "1,931,456.70"
