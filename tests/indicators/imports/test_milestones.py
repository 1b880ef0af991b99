"""Whether a milestone is done, as files say it."""

import pytest
from django.utils.translation import override

from indicators.imports.milestones import NeitherWord, done_of, word_of


@pytest.mark.parametrize("text", ["Đã xong", "đã xong", "DA XONG", "đã  hoàn thành", "Xong", "Done", "DONE", "1"])
def test_done(text):
    assert done_of(text) == 1


@pytest.mark.parametrize("text", ["Chưa xong", "chưa xong", "chua xong", "Chưa hoàn thành", "Not done yet", "0"])
def test_not_done(text):
    assert done_of(text) == 0


@pytest.mark.parametrize("text", ["", "-", "Không có số liệu"])
def test_nothing_is_said(text):
    assert done_of(text) is None


@pytest.mark.parametrize("text", ["2", "0,5", "có", "Đã xong, 1/3/2025", "Đã xong Chưa xong", "TRUE"])
def test_anything_else_is_refused_with_both_words(text):
    with pytest.raises(NeitherWord) as refusal, override("en"):
        done_of(text)
    assert refusal.value.sentence == "Write “Done” or “Not done yet”, or 1 or 0."


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("value", [0, 1])
def test_what_the_template_writes_is_read(language, value):
    with override(language):
        assert done_of(word_of(value)) == value
