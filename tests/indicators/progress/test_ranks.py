"""A rank among 63 units carried over to 34."""

import pytest

from indicators.progress import proposed_rank


@pytest.mark.parametrize(
    ("k", "old", "new", "proposed"), [(15, 63, 34, 8), (1, 63, 34, 1), (63, 63, 34, 34), (1, 1, 34, 1)]
)
def test_proposed_rank(k, old, new, proposed):
    assert proposed_rank(k, old, new) == proposed
