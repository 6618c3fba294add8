"""Spoken: which languages articles are written in, told by the stop words that stand in them.

Everything is counted in whole numbers and article by article, so that what changes can be added and taken away.
"""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

from knowledge.search import stopwords
from knowledge.search.fields import FieldWords, Ints
from knowledge.search.languages import DEFAULT_LANGUAGE, LANGUAGES

# What a stop word of one language alone counts; one that several share (`a`, `de`) tells less.
_WHOLE = 3600

# So many words more of one language than of any other settle an article's; more of them say no more.
_ENOUGH = 3 * _WHOLE

# A language counts when it has this share of what all articles tell, one in twenty of them, and so many words.
_LEAST_SHARE, _LEAST_SAID = 20, 2 * _WHOLE


def _votes_of_words() -> dict[str, list[int]]:
    """What each stop word says for each of `LANGUAGES`."""
    shared = Counter(word for listed in stopwords.BY_LANGUAGE.values() for word in listed)
    return {
        word: [_WHOLE // times**2 if word in stopwords.BY_LANGUAGE[name] else 0 for name in LANGUAGES]
        for word, times in shared.items()
    }


_VOTES = _votes_of_words()


def article_votes(fields: Mapping[str, FieldWords], word_ids: Mapping[str, int], *, article_count: int) -> Ints:
    """How much each article's words speak for each of `LANGUAGES`: one row an article, one column a language."""
    by_word = np.zeros((len(word_ids), len(LANGUAGES)), dtype=np.int64)
    for word, says in _VOTES.items():
        if word in word_ids:
            by_word[word_ids[word]] = says
    telling = by_word.sum(axis=1) > 0
    votes = np.zeros((article_count, len(LANGUAGES)), dtype=np.int64)
    for held in fields.values():
        heard = np.flatnonzero(telling[held.words])
        articles, words = held.articles[heard], held.words[heard]
        for place in range(len(LANGUAGES)):
            said = by_word[words, place]
            votes[:, place] += np.bincount(articles, weights=said, minlength=article_count).astype(np.int64)
    return votes


def language_totals(votes: Ints) -> Ints:
    """How much is written in each of `LANGUAGES`: each article counts for its own, by how plainly it is in it."""
    ordered = np.sort(votes, axis=1)
    leads = np.minimum(ordered[:, -1] - ordered[:, -2], _ENOUGH)
    return np.bincount(votes.argmax(axis=1), weights=leads, minlength=len(LANGUAGES)).astype(np.int64)


def languages_of(totals: Ints) -> tuple[str, ...]:
    """The languages that so much is written in, in the order of `LANGUAGES`; the default one where nothing tells."""
    most = int(totals.max())
    counts = (totals == most) | ((totals * _LEAST_SHARE >= totals.sum()) & (totals >= _LEAST_SAID))
    return tuple(LANGUAGES[place] for place in np.flatnonzero(counts)) if most else (DEFAULT_LANGUAGE,)


def columns_spoken(votes: Ints, names: Sequence[str]) -> Ints:
    """For each article, which of these languages it is written in, by number; -1 where its words say none."""
    among = votes[:, [LANGUAGES.index(name) for name in names]]
    columns: Ints = np.where(among.any(axis=1), among.argmax(axis=1), -1)
    return columns
