"""What a reader chooses on a list."""

import pytest
from django.http import QueryDict

from indicators.forms.filters import Choice, TextFilter, choices, chosen


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("", True),
        ("q=", True),
        ("q=kinh+te", True),
        ("q=TẾ", True),
        ("q=te+kinh+so", True),
        ("q=kinh+xa", False),
        ("q=%25", False),
        ("q=%00", True),
    ],
)
def test_all_words_must_occur(query, holds):
    assert TextFilter.read(QueryDict(query)).holds("ty trong kinh te so trong grdp") is holds


def test_text_is_cut_and_its_blanks_are_folded():
    assert TextFilter.read(QueryDict("q=++a+++b++")).text == "a b"
    assert len(TextFilter.read(QueryDict("q=" + "a" * 5000)).text) == 100


def test_an_unknown_choice_chooses_nothing():
    assert chosen(QueryDict("region=Mars"), "region", {"A": "a"}) == ""
    assert choices({"A": "a", "B": "b"}, "B") == [Choice("A", "a"), Choice("B", "b", True)]
