"""Quick Jump measured: how long a suggestion takes as somebody types, beside what one would use instead."""

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

from bot.bench.search.comparison import percentile
from bot.bench.search.made import made
from bot.bench.search.measuring import alone
from bot.bench.search.sets import originals
from bot.bench.search.slips import misspelt
from bot.bench.search.wording import worded
from bot.jump import blocks
from knowledge.articles import Article, Audience
from knowledge.search.snapshot import Snapshot

# As many options as the field shows, and as a peer that finds titles is asked for.
SHOWN = 60

# A word of a title that is misspelt, or that tells which article is meant, has so many letters typed at least.
_SHORTEST = 4

Suggest = Callable[[str], Sequence[str]]
Build = Callable[[Sequence[Article]], Suggest]


@dataclass(frozen=True, slots=True)
class Keystroke:
    """What somebody has typed so far, and the id of the article that they mean; none while too little tells it."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Jumps:
    """Milliseconds over all keystrokes, and the share of those that tell an article which is offered it.

    `cpu_p99_ms` is what a processor had to do for it, which does not grow with what else the machine does.
    """

    articles: int
    engine: str
    keystrokes: int
    p50_ms: float
    p99_ms: float
    cpu_p99_ms: float
    found: float

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)

    def as_row(self) -> dict[str, str]:
        """As a table shows it."""
        return {
            "articles": f"{self.articles:,}",
            "engine": self.engine,
            "p50 ms": f"{self.p50_ms:.2f}",
            "p99 ms": f"{self.p99_ms:.2f}",
            "p99 CPU ms": f"{self.cpu_p99_ms:.2f}",
            "found": f"{self.found:.3f}",
        }


def jumps(counts: Sequence[int], *, keystrokes: int, said: Callable[[str], None]) -> Iterator[Jumps]:
    """Measure each engine over each number of made articles, each in a process of its own."""
    for count in counts:
        for engine in ENGINES:
            said(f"{engine}: somebody types over {count:,} articles")
            yield alone(measured, engine, count, keystrokes)


def measured(engine: str, count: int, keystrokes: int) -> Jumps:
    """Make the articles and type, in this process."""
    articles = made(originals(None), count=count, questions=0).articles
    typed = list(_typed(articles, keystrokes))
    suggest = ENGINES[engine](articles)
    suggest("a")
    took_ms, worked_ms, told, found = list[float](), list[float](), 0, 0
    for each in typed:
        began, worked = time.perf_counter(), time.process_time()
        offered = suggest(each.typed)
        took_ms.append((time.perf_counter() - began) * 1000)
        worked_ms.append((time.process_time() - worked) * 1000)
        told += bool(each.meant)
        found += bool(each.meant) and each.meant in offered
    return Jumps(
        articles=count,
        engine=engine,
        keystrokes=len(typed),
        p50_ms=percentile(took_ms, 50),
        p99_ms=percentile(took_ms, 99),
        cpu_p99_ms=percentile(worked_ms, 99),
        found=found / told if told else 0.0,
    )


def _typed(articles: Sequence[Article], count: int) -> Iterator[Keystroke]:
    """Two words of titles as far as they have been typed, the last one's own: in half of them the first misspelt."""
    random = Random(len(articles))  # noqa: S311 - the same articles are typed for by all engines
    for _ in range(count):
        article = random.choice(articles)
        long = [word for word in worded(article.title) if len(word) >= _SHORTEST and word.isalpha()]
        first, last = random.choice(long), long[-1]
        if random.random() < 0.5:
            first = misspelt(first, random, ())
        text = f"{first} {last}"
        end = random.randint(1, len(text))
        yield Keystroke(text[:end], article.id if end >= len(first) + 1 + _SHORTEST else "")


def ours(articles: Sequence[Article]) -> Suggest:
    """Quick Jump, its options drawn as Slack gets them."""
    snapshot = Snapshot(articles)

    def suggest(typed: str) -> Sequence[str]:
        found = snapshot.suggest(typed, Audience.INTERNAL, SHOWN)
        blocks.groups(found)
        return [article.id for article in found.articles]

    return suggest


def rapidfuzz(articles: Sequence[Article]) -> Suggest:
    """RapidFuzz over all titles: the partial ratio, which a beginning can reach."""
    from rapidfuzz import fuzz, process, utils

    titles = [utils.default_process(article.title) for article in articles]

    def suggest(typed: str) -> Sequence[str]:
        asked = utils.default_process(typed)
        found = process.extract(asked, titles, scorer=fuzz.partial_ratio, limit=SHOWN)
        return [articles[place].id for _, _, place in found]

    return suggest


def fts5(articles: Sequence[Article]) -> Suggest:
    """SQLite FTS5 over titles with an index of beginnings: all words, the last as far as it is typed."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE titles USING fts5(id UNINDEXED, title, prefix='1 2 3 4')")
    database.executemany("INSERT INTO titles VALUES (?, ?)", ((each.id, each.title) for each in articles))
    query = "SELECT id FROM titles WHERE titles MATCH ? ORDER BY rank LIMIT ?"

    def suggest(typed: str) -> Sequence[str]:
        asked = " ".join(f'"{word}"' for word in worded(typed))
        return [id for (id,) in database.execute(query, (f"{asked}*", SHOWN))] if asked else []

    return suggest


ENGINES: dict[str, Build] = {"Quick Jump": ours, "RapidFuzz partial_ratio": rapidfuzz, "SQLite FTS5, prefix": fts5}
