"""The highest of many numbers, as sorting all of them would find them."""

import numpy as np
import pytest

from knowledge.search.highest import highest, highest_and_equals


@pytest.mark.parametrize("size", [0, 1, 5, 6, 100, 1000, 1007])
@pytest.mark.parametrize("kinds", [1, 3, 10**6])
def test_the_highest_are_those_that_sorting_finds_first(size: int, kinds: int) -> None:
    values = np.random.default_rng(size).integers(0, kinds, size).astype(np.float32)
    by_value = np.lexsort((np.arange(size), -values))

    assert highest(values, 5).tolist() == sorted(by_value[:5].tolist())
    least = values[by_value[:5]].min(initial=np.inf)
    assert highest_and_equals(values, 5).tolist() == np.flatnonzero(values >= least).tolist()
