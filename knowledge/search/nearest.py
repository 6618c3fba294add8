"""Nearest: the categories that somebody probably meant by a misspelt or partial name."""

from collections.abc import Mapping, Sequence
from itertools import accumulate, chain

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from knowledge.articles import Category, category_mark, category_path, category_text, folded, is_mark
from knowledge.search.text import words

Alike = NDArray[np.float64]
Columns = Mapping[str, int]

# A category that is less like what was typed than this, from 0 to 1, was not meant. Of the sample categories the right
# one is first for 99 in 100 with one slip in the name, for 95 with two; 4 in 100 other words are near to one. At .6 it
# is 98 for two slips, and 9 in 100 of the others; at .7 it is 91, and 2.
LEAST_ALIKE = 0.65

# How much it counts that all of a category's own name was typed, beside that all that was typed stands in its path.
_NAME_SHARE = 0.25

# A word that was begun counts almost as one that was ended.
_BEGUN, _SHORTEST_BEGINNING = 0.95, 3

_LONGEST_TEXT = 150


def categories_named(text: str, categories: Sequence[Category]) -> tuple[Category, ...]:
    """The categories that a text names, as a whole path or else by their last name, which several may bear.

    Case is ignored. A mark names its category.
    """
    if is_mark(text) and (marked := [each for each in categories if category_mark(each.path) == text]):
        return tuple(marked)
    wanted, name = folded(category_path(text)), " ".join(text.casefold().split())
    exact = [each for each in categories if folded(each.path) == wanted or category_text(each.path).casefold() == name]
    return tuple(exact or [each for each in categories if each.name.casefold() == name])


def nearest_names(text: str, names: Sequence[str]) -> list[str]:
    """The names that a misspelt or shortened one may mean, best first; those that begin so are near too."""
    typed = text.casefold()
    scored = process.extract(
        typed,
        [name.casefold() for name in names],
        scorer=DamerauLevenshtein.normalized_similarity,
        limit=None,
        score_cutoff=LEAST_ALIKE,
    )
    begun = [name for name in names if len(typed) >= _SHORTEST_BEGINNING and name.casefold().startswith(typed)]
    return list(dict.fromkeys([*begun, *(names[place] for _, _, place in scored)]))


def nearest_categories(text: str, categories: Sequence[Category]) -> tuple[Category, ...]:
    """The categories that a text may name, best first; none where it is like none of their names.

    Each word of it is compared with those of a path, and all of it with the name and the path as one word. The order
    of the words, their case and their accents don't count.
    """
    typed = words(text[:_LONGEST_TEXT])
    if not typed or not categories:
        return ()
    read = {name: words(name) or [""] for name in {name for category in categories for name in category.path}}
    paths = [[word for name in category.path for word in read[name]] for category in categories]
    names = [read[category.name] for category in categories]
    columns = {word: column for column, word in enumerate(dict.fromkeys(chain(*paths)))}
    alike = _alike(typed, list(columns))
    named = _joined_alike(typed, names)
    found = np.maximum.reduce([_share_found(alike, typed, paths, columns), _joined_alike(typed, paths), named])
    whole = np.maximum(_share_typed(alike, names, columns), named)
    likely = np.flatnonzero(found >= LEAST_ALIKE)
    best_first = likely[np.argsort(-(found + _NAME_SHARE * whole)[likely], kind="stable")]
    return tuple(categories[place] for place in best_first.tolist())


def _alike(typed: Sequence[str], known: Sequence[str]) -> Alike:
    """How alike each word that was typed, a row, and each known one, a column, are; 1 for the same."""
    alike: Alike = process.cdist(typed, known, scorer=DamerauLevenshtein.normalized_similarity, dtype=np.float64)
    for row, begun in enumerate(typed):
        if len(begun) >= _SHORTEST_BEGINNING:
            ended = [column for column, word in enumerate(known) if word.startswith(begun)]
            alike[row, ended] = np.maximum(alike[row, ended], _BEGUN)
    return alike


def _joined_alike(typed: Sequence[str], texts: Sequence[Sequence[str]]) -> Alike:
    """How alike all that was typed and each text are without what parts their words: `email` is `E-mail`."""
    alike: Alike = _alike(["".join(typed)], ["".join(text) for text in texts])[0]
    return alike


def _share_found(alike: Alike, typed: Sequence[str], texts: Sequence[Sequence[str]], columns: Columns) -> Alike:
    """How much of what was typed each text has: of a word as much as it is like the one of the text that is most so."""
    best = np.maximum.reduceat(alike[:, _flat(texts, columns)], _starts(texts), axis=1)
    lengths = np.array([len(word) for word in typed], dtype=np.float64)
    share: Alike = (best * lengths[:, None]).sum(axis=0) / lengths.sum()
    return share


def _share_typed(alike: Alike, texts: Sequence[Sequence[str]], columns: Columns) -> Alike:
    """How much of each text was typed."""
    lengths = np.array([len(word) or 1 for word in chain(*texts)], dtype=np.float64)
    typed = alike.max(axis=0)[_flat(texts, columns)] * lengths
    starts = _starts(texts)
    return np.add.reduceat(typed, starts) / np.add.reduceat(lengths, starts)


def _flat(texts: Sequence[Sequence[str]], columns: Columns) -> list[int]:
    return [columns[word] for word in chain(*texts)]


def _starts(texts: Sequence[Sequence[str]]) -> list[int]:
    """Where each text's words begin among all of them."""
    return list(accumulate(map(len, texts[:-1]), initial=0))
