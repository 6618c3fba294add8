"""The highest of many numbers, found without putting all of them in order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.floating[Any]]

# So many numbers are looked at as one, their greatest, where there are enough of them.
_TOGETHER = 16


def highest(values: Numbers, count: int) -> NDArray[np.int64]:
    """The places of the highest `count` values, in rising order; of equals at the edge the first places."""
    if len(values) <= count:
        return np.arange(len(values), dtype=np.int64)
    places, found, least = _near_the_top(values, count)
    above, level = places[found > least], places[found == least]
    return np.sort(np.concatenate([above, level[: count - len(above)]]))


def highest_and_equals(values: Numbers, count: int) -> NDArray[np.int64]:
    """The places of the highest `count` values and of all equal to the least of them, in rising order."""
    if len(values) <= count:
        return np.arange(len(values), dtype=np.int64)
    places, found, least = _near_the_top(values, count)
    return places[found >= least]


def _near_the_top(values: Numbers, count: int) -> tuple[NDArray[np.int64], Numbers, np.floating[Any]]:
    """The places and values of the highest `count` and of few more, and the `count`th value."""
    places = np.flatnonzero(values >= _low_bound(values, count))
    found = values[places]
    return places, found, np.partition(found, len(found) - count)[len(found) - count]


def _low_bound(values: Numbers, count: int) -> float:
    """A value that at least `count` values reach, and few more than that: the `count`th of many groups' greatest."""
    groups = len(values) // _TOGETHER
    if groups <= count:
        return float(values.min())
    greatest = values[: groups * _TOGETHER].reshape(_TOGETHER, groups).max(axis=0)
    return float(np.partition(greatest, groups - count)[groups - count])
