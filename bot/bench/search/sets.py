"""Sets: articles with judged questions, from a folder of folders, or made of the sample help centre."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import knowledge
from bot.bench.cannot import CannotMeasure
from bot.bench.search.made import known_items
from knowledge.articles import Article
from knowledge.evaluate import ARTICLES, QUESTIONS, read_articles
from knowledge.search.judged import JudgedQuestion, read_questions
from knowledge.sources.collect import collect
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults

_SAMPLES = Path(knowledge.__file__).parent / "samples"

# The same questions, some of their words misspelt.
MISSPELT = "queries_typo.jsonl"


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """Articles, and questions about them as people spell them and, where there are any, misspelt."""

    name: str
    articles: Sequence[Article]
    clean: Sequence[JudgedQuestion]
    misspelt: Sequence[JudgedQuestion]


def read_sets(folder: Path | None, *, most: int) -> Iterator[JudgedSet]:
    """The sets of a folder in the order of their names, or the sample one; so many questions of each at most.

    `CannotMeasure` when the folder holds none; `BadEvaluation` when one can't be read.
    """
    if folder is None:
        articles = originals(folder)
        clean, misspelt = (list(known_items(articles, slips=slips, seed=1)) for slips in (0, 1))
        yield JudgedSet("sample help centre", articles, spread(clean, most), spread(misspelt, most))
        return
    folders = [folder] if (folder / ARTICLES).exists() else sorted(path.parent for path in folder.glob(f"*/{ARTICLES}"))
    if not folders:
        raise CannotMeasure(f"{folder} holds no sets: a set is a folder with {ARTICLES} and {QUESTIONS}.")
    for each in folders:
        articles = read_articles(each)
        ids = {article.id for article in articles}
        clean = read_questions(each / QUESTIONS, among=ids)
        misspelt = read_questions(each / MISSPELT, among=ids) if (each / MISSPELT).exists() else []
        yield JudgedSet(each.name, articles, spread(clean, most), spread(misspelt, most))


def originals(folder: Path | None) -> Sequence[Article]:
    """The articles of a folder, or those of the sample help centre."""
    if folder is not None:
        return read_articles(folder)
    return collect(MarkdownFolder(_SAMPLES, Defaults(source="samples")), lambda: None).articles


def spread(questions: Sequence[JudgedQuestion], most: int) -> Sequence[JudgedQuestion]:
    """Up to so many of the questions, at equal distances."""
    return [questions[place * len(questions) // most] for place in range(most)] if len(questions) > most else questions
