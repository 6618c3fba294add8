"""Made articles: as many as are wanted, real titles and summaries put together anew, with made-up names and codes."""

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from random import Random
from string import ascii_lowercase

from bot.bench.search.slips import misspelt
from knowledge.articles import Article
from knowledge.search.judged import JudgedQuestion
from knowledge.search.stopwords import ALL_STOP_WORDS
from knowledge.search.text import words

# How many different words so many articles hold; between two of these it rises evenly.
VOCABULARIES = ((0, 0), (10_000, 30_000), (100_000, 120_000), (1_000_000, 500_000))

# Of the words that are made up, one in three is a code such as `kv4821`, the others are names such as `Veltoranix`.
_CODES = 1 / 3

# A word that is misspelt has at least so many letters.
_SHORTEST = 5

_ONSETS: tuple[str, ...] = (*"bcdfghklmnprstv", "br", "cl", "dr", "gl", "pr", "st")
_VOWELS: tuple[str, ...] = (*"aeiou", "ai", "ea", "io")
_ENDS: tuple[str, ...] = ("", "", *"nrsxl", "nt")
_SYLLABLES = (2, 3, 3, 4)
_LINKED = "in", "applies", "to"


@dataclass(frozen=True, slots=True)
class Made:
    """Articles that were made, and questions that each name one of them, with misspelt words."""

    articles: Sequence[Article]
    questions: Sequence[JudgedQuestion]


def made(originals: Sequence[Article], *, count: int, questions: int, slips: int = 3, seed: int = 1) -> Made:
    """So many articles made of some, and questions about them; the same seed makes the same again."""
    random = Random(f"{seed} {count}")  # noqa: S311 - a seed must make the same again
    pairs = [(random.choice(originals), random.choice(originals)) for _ in range(count)]
    known = {*_LINKED, *chain.from_iterable(words(f"{one.title} {other.summary}") for one, other in pairs)}
    wanted = max(vocabulary_size(count) - len(known), 2)
    codes = _new_words(random, _code, round(wanted * _CODES), known)
    names = _new_words(random, _name, wanted - len(codes), known)
    articles = [
        _article(f"{place:07}", *pair, names=_own(names, place, count), codes=_own(codes, place, count))
        for place, pair in enumerate(pairs)
    ]
    return Made(articles, list(islice(known_items(articles, slips=slips, seed=seed), questions)))


def vocabulary_size(count: int) -> int:
    """How many different words so many articles are to hold."""
    above = next((place for place, (most, _) in enumerate(VOCABULARIES) if count <= most), len(VOCABULARIES) - 1)
    (fewer, least), (more, greatest) = VOCABULARIES[above - 1 : above + 1]
    return round(least + (greatest - least) * (count - fewer) / (more - fewer))


def known_items(articles: Sequence[Article], *, slips: int, seed: int) -> Iterator[JudgedQuestion]:
    """Titles without their stop words as questions, so many words of each misspelt that no article spells so.

    Titles that have too few words for that ask nothing.
    """
    random = Random(seed)  # noqa: S311 - a seed must make the same again
    known = set(chain.from_iterable(words(f"{article.title} {article.summary}") for article in articles))
    for article in random.sample(articles, len(articles)):
        asked = [word for word in words(article.title) if word not in ALL_STOP_WORDS]
        long = [place for place, word in enumerate(asked) if len(word) >= _SHORTEST and word.isalpha()]
        if asked and len(long) >= slips:
            for place in random.sample(long, slips):
                asked[place] = misspelt(asked[place], random, known)
            yield JudgedQuestion(" ".join(asked), frozenset([article.id]))


def _article(id: str, titled: Article, told: Article, *, names: Sequence[str], codes: Sequence[str]) -> Article:
    """One article's title and another's summary, with names and codes of its own."""
    name, *others = map(str.capitalize, names)
    summary = f"{told.summary} Applies to {' '.join([*others, *codes])}."
    return replace(titled, source="made", id=id, title=f"{titled.title} in {name}", summary=summary, body="", text="")


def _own(made_up: Sequence[str], place: int, count: int) -> Sequence[str]:
    """The words of one of so many articles: over all of them each word stands somewhere."""
    return made_up[place::count] or [made_up[place % len(made_up)]]


def _new_words(random: Random, make: Callable[[Random], str], count: int, known: Container[str]) -> list[str]:
    """So many different words that are not known."""
    found: dict[str, None] = {}
    while len(found) < count:
        if (word := make(random)) not in known:
            found[word] = None
    return list(found)


def _name(random: Random) -> str:
    syllables = (random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(random.choice(_SYLLABLES)))
    return "".join(syllables) + random.choice(_ENDS)


def _code(random: Random) -> str:
    return "".join(random.choices(ascii_lowercase, k=2)) + str(random.randrange(100, 100_000))
