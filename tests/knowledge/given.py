"""What the tests of this folder give to the knowledge base: a clock, articles, and files to read them from."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from knowledge.articles import Answer, Article
from knowledge.changes import ChangeKind
from knowledge.search.snapshot import Snapshot
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.source import Defaults
from knowledge.sync import SourceReport


class GivenClock:
    """Stands still until it is told how much time has passed."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def now(self, connection: Connection) -> datetime:
        return self.at

    def passes(self, time: timedelta) -> None:
        self.at += time


class NobodyWatches:
    """A sync's progress that nobody looks at."""

    def reading(self, source: str) -> None: ...

    def article(self) -> None: ...


def article(id: str, title: str, **fields: Any) -> Article:
    """An article of the source `help`."""
    return Article(source="help", id=id, title=title, **fields)


def snapshot(*articles: Article, language: str = "english") -> Snapshot:
    return Snapshot(articles, language=language)


def ids(answer: Answer) -> list[str]:
    """The ids of an answer's matches, best first."""
    return [match.article.id for match in answer.matches]


def jsonl_source(file: Path, rows: Sequence[dict[str, Any]], *, name: str = "help", **defaults: Any) -> JsonLines:
    """A source of kind `jsonl`, its file written anew with these rows."""
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return JsonLines(file, Defaults(source=name, **defaults))


def counted(report: SourceReport) -> dict[str, int]:
    """What a sync counted in a source, without the zeros."""
    counts = {kind.value: report.counts.get(kind, 0) for kind in ChangeKind} | {"unchanged": report.unchanged}
    return {kind: count for kind, count in counts.items() if count}
