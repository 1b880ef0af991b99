"""What a source says in words stays in its language, and an English page says which that is."""

import pytest
from django.utils import translation

from indicators.models import Publication
from indicators.tables.quoted import said_instead


@pytest.mark.parametrize(
    ("language", "fields", "words"),
    [
        ("vi", {"value_text": "mức khá"}, "mức khá"),
        ("en", {"value_text": "mức khá"}, '<span lang="vi">mức khá</span>'),
        ("en", {"no_data_reason": "chưa <thu thập>"}, '<span lang="vi">chưa &lt;thu thập&gt;</span>'),
        ("en", {}, "–"),
    ],
)
def test_words_instead_of_a_number(language, fields, words):
    with translation.override(language):
        assert said_instead(Publication(**fields)) == words
