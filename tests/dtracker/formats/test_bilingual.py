from dataclasses import dataclass

import pytest
from django.utils.translation import override

from dtracker.formats.bilingual import bilingual


@dataclass
class Place:
    name_vi: str
    name_en: str
    name = bilingual("name")


@pytest.mark.parametrize(
    ("language", "place", "name"),
    [
        ("vi", Place("Cả nước", "Whole country"), "Cả nước"),
        ("en", Place("Cả nước", "Whole country"), "Whole country"),
        ("en", Place("Hải Dương", ""), "Hải Dương"),
        (None, Place("Cả nước", "Whole country"), "Cả nước"),
    ],
)
def test_a_name_is_given_in_the_language_of_the_reader(language, place, name):
    with override(language):
        assert place.name == name
