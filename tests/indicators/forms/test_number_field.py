"""The field that reads Vietnamese numbers, in a form."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from indicators.forms.fields import NumberField


class Sample(forms.Form):
    value = NumberField(required=False)


def read(text, **rule):
    form = Sample({"value": text})
    form.fields["value"].rule = rule
    return form.cleaned_data["value"] if form.is_valid() else None


@pytest.mark.parametrize(
    ("text", "rule", "value"),
    [
        ("1.931", {}, "1931"),
        ("12.345.678", {"integer": True}, "12345678"),
        ("80,53", {}, "80.53"),
        ("80,53%", {"percent": True}, "80.53"),
        ("1.931,5", {}, "1931.5"),
        ("0", {}, "0"),
        ("-1,5", {}, "-1.5"),
    ],
)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_typed_means_the_same_in_both_languages(text, rule, value, language):
    with translation.override(language):
        assert read(text, **rule) == Decimal(value)


@pytest.mark.parametrize("text", ["1,931.5", "0.484", "1e5", "1_931", "NaN", "１２", "1.93.1", "abc"])
def test_what_can_be_read_in_two_ways_is_refused_with_a_sentence(text):
    form = Sample({"value": text})
    assert not form.is_valid()
    assert len(form.errors["value"]) == 1


@pytest.mark.parametrize("text", ["", "  ", "-", "Không có số liệu"])
def test_blank_is_no_number(text):
    form = Sample({"value": text})
    assert form.is_valid() and form.cleaned_data["value"] is None


@pytest.mark.parametrize(("value", "shown"), [("1931", "1.931"), ("80.530000", "80,53"), ("-1.5", "-1,5"), ("0", "0")])
@pytest.mark.parametrize("language", ["vi", "en"])
def test_what_is_shown_to_be_edited_reads_back_as_the_same_number(value, shown, language):
    with translation.override(language):
        field = Sample(initial={"value": Decimal(value)})["value"]
        assert field.value() == shown
        assert f'value="{shown}"' in str(field)
        assert read(shown) == Decimal(value)


def test_the_same_number_written_otherwise_is_no_change():
    form = Sample({"value": "80,530"}, initial={"value": Decimal("80.53")})
    assert form.changed_data == []


@pytest.mark.parametrize(
    ("text", "most", "asked"),
    [("1,931.5", 100, False), ("1,931.5", 2000, True), ("８０", 100, True), ("８００", 100, False)],
)
def test_what_the_indicator_cannot_be_is_not_suggested(text, most, asked):
    form = Sample({"value": text})
    form.fields["value"].rule = {"bounds": (Decimal(0), Decimal(most))}
    with translation.override("en"):
        assert [("Did you mean" in str(each)) for each in form.errors["value"]] == [asked]


def test_the_rule_of_one_form_is_not_the_rule_of_the_next():
    first = Sample({"value": "1,5"})
    first.fields["value"].rule = {"integer": True}
    assert not first.is_valid()
    assert Sample({"value": "1,5"}).is_valid()
