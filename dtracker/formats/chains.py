"""Rows that lead to one another: a unit under a unit, an indicator that ranks another."""


def along(row, name: str) -> list:
    """What one comes to by going from row to row along a field, the nearest first; each once, also in a circle."""
    found: dict = {}
    each = getattr(row, name)
    while each is not None and each.pk not in found:
        found[each.pk] = each
        each = getattr(each, name)
    return list(found.values())


def leads_back(row, name: str) -> bool:
    """Whether one comes back to the row itself that way."""
    return row.pk is not None and any(each.pk == row.pk for each in along(row, name))
