"""Lists: a list of numbers for each row, all of them in one array."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge.search.fields import Ints, Places
from knowledge.search.rows import Rows

Numbers = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Lists:
    """The list of each row: `flat[starts[row]:starts[row + 1]]`."""

    flat: Numbers
    starts: Ints  # one more than there are rows

    def of(self, rows: Ints) -> "Lists":
        """The lists of some rows, in their order."""
        begin, lengths = self.starts[rows], np.diff(self.starts)[rows]
        starts = _starts(lengths)
        places = np.arange(starts[-1]) + np.repeat(begin - starts[:-1], lengths)
        return Lists(self.flat[places], starts)

    @property
    def owners(self) -> Ints:
        """The row of each number."""
        return np.repeat(np.arange(len(self.starts) - 1), np.diff(self.starts))

    def carried(self, arrived: "Lists", rows: Rows) -> "Lists":
        """The lists of the rows now: those of before, and for the arrivals theirs."""
        both = Lists(
            np.concatenate([self.flat, arrived.flat]),
            np.concatenate([self.starts, arrived.starts[1:] + len(self.flat)]),
        )
        origins = rows.origins.copy()
        origins[rows.arrivals] = np.arange(len(rows.arrivals)) + len(self.starts) - 1
        return both.of(origins)


def lists(owners: Places, numbers: Places, *, count: int) -> Lists:
    """Lists for so many rows, of numbers that stand in the order of the rows that own them."""
    return Lists(numbers.astype(np.int32), _starts(np.bincount(owners, minlength=count)))


def sums(values: NDArray[np.float32], found: Lists) -> NDArray[np.float32]:
    """The sum of the values in each list, along the last axis; 0 for an empty one."""
    return _reduced(np.add, values, found)


def greatest(values: NDArray[np.float32], found: Lists) -> NDArray[np.float32]:
    """The greatest of the values in each list, none of them negative, along the last axis; 0 for an empty one."""
    return _reduced(np.maximum, values, found)


def _reduced(by: np.ufunc, values: NDArray[np.float32], found: Lists) -> NDArray[np.float32]:
    lengths = np.diff(found.starts)
    filled = np.flatnonzero(lengths)
    reduced = np.zeros((*values.shape[:-1], len(lengths)), dtype=np.float32)
    if len(filled):
        reduced[..., filled] = by.reduceat(values, found.starts[filled], axis=-1)
    return reduced


def _starts(lengths: Sequence[int] | Ints) -> Ints:
    starts = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    return starts
