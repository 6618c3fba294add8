"""Wordings: the words of each article as they follow one another, where a person looks first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.articles import Article
from knowledge.search.fields import FieldWords, Ints
from knowledge.search.lists import Lists, Numbers, lists
from knowledge.search.rows import Rows
from knowledge.search.text import words

# Stands between two headings of an article, where the words go by number.
BREAK = -1

# So many words of a summary are looked at one by one; what follows tells by BM25F and by its part of the vector.
SUMMARY_WORDS = 100


@dataclass(frozen=True, slots=True)
class Wordings:
    """Words by number, a list for each article: those of its headings (its title, then each of its search phrases, with
    a `BREAK` between two) and those that its summary begins with."""

    headings: Lists
    summaries: Lists

    def carried(self, arrived: "Wordings", rows: Rows) -> "Wordings":
        """The wordings of the articles now: those of before, and for the arrivals theirs."""
        return Wordings(
            self.headings.carried(arrived.headings, rows),
            self.summaries.carried(arrived.summaries, rows),
        )


def read_wordings(articles: Sequence[Article], fields: Mapping[str, FieldWords]) -> Wordings:
    """The wordings of these articles, whose fields have been read."""
    count = len(articles)
    titles, phrases, summaries = (
        lists(fields[name].articles, fields[name].words, count=count) for name in ("title", "phrases", "summary")
    )
    return Wordings(_with_phrases(titles, phrases, articles), _beginnings(summaries))


def segments(headings: Lists) -> tuple[Lists, Lists]:
    """The words of each heading, and the headings of each article: numbers of the former."""
    breaks = np.flatnonzero(headings.flat == BREAK)
    counts = 1 + np.bincount(headings.owners[breaks], minlength=len(headings.starts) - 1)
    each = np.sort(np.concatenate([headings.starts[:-1], breaks + 1, headings.starts[-1:]]))
    owned = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(counts)])
    return Lists(headings.flat, each), Lists(np.arange(owned[-1], dtype=np.int32), owned)


def _with_phrases(titles: Lists, phrases: Lists, articles: Sequence[Article]) -> Lists:
    """The titles, each with its article's phrases behind it."""
    places: list[int] = []
    added: list[Numbers] = []
    lengths = np.diff(titles.starts)
    for row in np.flatnonzero(np.diff(phrases.starts)).tolist():
        parted = _parted(phrases.flat[phrases.starts[row] : phrases.starts[row + 1]], articles[row].phrases)
        added.append(parted)
        places += [int(titles.starts[row + 1])] * len(parted)
        lengths[row] += len(parted)
    if not added:
        return titles
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])
    return Lists(np.insert(titles.flat, places, np.concatenate(added)), starts)


def _parted(found: Numbers, phrases: Sequence[str]) -> Numbers:
    """The words of an article's phrases, a `BREAK` before each phrase."""
    ends = np.cumsum([len(words(phrase)) for phrase in phrases])[:-1]
    begins = [0, *(end for end in ends.tolist() if end <= len(found))]  # of very long phrases the end is not read
    parted: Numbers = np.insert(found, begins, BREAK)
    return parted


def _beginnings(summaries: Lists) -> Lists:
    lengths: Ints = np.diff(summaries.starts)
    if lengths.max(initial=0) <= SUMMARY_WORDS:
        return summaries
    places = np.arange(len(summaries.flat)) - summaries.starts[summaries.owners]
    kept = summaries.flat[places < SUMMARY_WORDS]
    starts = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(np.minimum(lengths, SUMMARY_WORDS))])
    return Lists(kept, starts)
