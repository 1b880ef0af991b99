"""Rows that lead to one another, also in a circle."""

from types import SimpleNamespace

from dtracker.formats.chains import along, leads_back


def row(pk, parent=None):
    return SimpleNamespace(pk=pk, parent=parent)


def test_the_way_up_has_each_once_the_nearest_first():
    top = row(1)
    low = row(3, row(2, top))
    assert [each.pk for each in along(low, "parent")] == [2, 1]
    assert not leads_back(low, "parent")


def test_a_circle_of_any_length_leads_back():
    own = row(1)
    assert not leads_back(own, "parent")
    for between in range(4):
        own.parent = own
        for pk in range(2, 2 + between):
            own.parent = row(pk, own.parent)
        assert leads_back(own, "parent")


def test_a_circle_further_up_is_not_ones_own():
    above = row(2)
    above.parent = row(3, above)
    assert [each.pk for each in along(row(1, above), "parent")] == [2, 3]
    assert not leads_back(row(1, above), "parent")


def test_what_is_not_saved_yet_leads_nowhere_back():
    assert not leads_back(row(None, row(None)), "parent")
