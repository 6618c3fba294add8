"""Lists of numbers in one array are those that were put in, whatever rows come, go or hold nothing."""

from typing import Any

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.search.lists import Lists, greatest, lists, sums
from knowledge.search.rows import Rows

SOME_LISTS = st.lists(st.lists(st.integers(0, 99), max_size=5), max_size=12)


def made(of: list[list[int]]) -> Lists:
    owners = np.array([row for row, held in enumerate(of) for _ in held], dtype=np.int32)
    return lists(owners, np.array([number for held in of for number in held], dtype=np.int32), count=len(of))


def held(found: Lists) -> list[list[int]]:
    return [found.flat[start:end].tolist() for start, end in zip(found.starts, found.starts[1:], strict=False)]


@given(SOME_LISTS, st.data())
def test_the_lists_of_some_rows_are_theirs_in_their_order(given_lists: list[list[int]], data: Any) -> None:
    rows = data.draw(st.lists(st.integers(0, len(given_lists) - 1), max_size=8)) if given_lists else []

    assert held(made(given_lists)) == given_lists
    assert held(made(given_lists).of(np.array(rows, dtype=np.int64))) == [given_lists[row] for row in rows]


@given(SOME_LISTS, SOME_LISTS, st.randoms(use_true_random=False))
def test_lists_are_carried_over_with_those_that_arrive(
    before: list[list[int]], new: list[list[int]], random: Any
) -> None:
    stayed = random.sample(range(len(before)), random.randint(0, len(before)))
    origins = [*stayed, *[-1] * len(new)]
    random.shuffle(origins)
    now = np.array(origins, dtype=np.int64)
    rows = Rows(now, np.flatnonzero(now == -1), np.setdiff1d(np.arange(len(before)), stayed))

    carried = made(before).carried(made(new), rows)

    arrived = iter(new)
    assert held(carried) == [before[origin] if origin >= 0 else next(arrived) for origin in origins]


@given(SOME_LISTS)
def test_sums_and_the_greatest_of_each_list_are_0_where_it_is_empty(given_lists: list[list[int]]) -> None:
    found = made(given_lists)
    values = found.flat.astype(np.float32)

    assert sums(values, found).tolist() == [sum(each) for each in given_lists]
    assert greatest(values, found).tolist() == [max(each, default=0) for each in given_lists]
