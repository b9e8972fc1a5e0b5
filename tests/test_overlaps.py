from itertools import combinations

import pytest

from gradedrift.overlaps import both, only_one


@pytest.mark.parametrize("one", range(6))
@pytest.mark.parametrize("other", range(6))
def test_the_bounds_are_those_of_all_pairs_of_groups(one, other):
    everyone = range(5)
    if max(one, other) > len(everyone):
        with pytest.raises(ValueError, match="do not fit among 5"):
            both(one, other, len(everyone))
        return
    first = set(range(one))
    shared = {len(first & set(group)) for group in combinations(everyone, other)}
    assert both(one, other, len(everyone)) == (min(shared), max(shared))
    assert only_one(one, other, len(everyone)) == (one - max(shared), one - min(shared))
