"""The watch over refused requests sees whatever writes, however the statement is written."""

import pytest
from django.db import connection

from dtracker.places.models import Province, ProvinceName
from tests import cast
from tests.writing import nothing_written

pytestmark = pytest.mark.django_db


def by_hand() -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE places_province SET sort_order = 1")


def test_it_sees_every_kind_of_writing_and_no_reading():
    place = cast.hai_duong()
    ways = (
        cast.ha_giang,
        lambda: Province.objects.bulk_create([place], ignore_conflicts=True),
        place.save,
        by_hand,
        lambda: ProvinceName.objects.all().delete(),
    )
    for write in ways:
        with pytest.raises(AssertionError), nothing_written():
            write()
    with nothing_written():
        assert len(Province.objects.select_for_update()) == 2
