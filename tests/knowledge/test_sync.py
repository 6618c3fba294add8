"""Reading sources into the store: what counts as new, updated, moved, removed, and what is left alone."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import select

from knowledge.articles import Audience
from knowledge.base import KnowledgeBase
from knowledge.changes import ChangeKind
from knowledge.errors import UnknownSource
from knowledge.sources.jsonl import JsonLines
from knowledge.sources.markdown import MarkdownFolder
from knowledge.sources.source import Defaults, Fault, Found, Source
from knowledge.store.engine import Database
from knowledge.store.tables import changes
from knowledge.sync import SourceReport
from tests.knowledge.given import GivenClock, NobodyWatches, counted, jsonl_source

REFUNDS = {"id": "refunds", "title": "Refunds", "summary": "Ten days.", "reference": "AA-05179"}
INVOICES = {"id": "invoices", "title": "Invoices", "summary": "Monthly."}
CARDS = {"id": "cards", "title": "Cards", "summary": "Press Add."}

Write = Callable[..., JsonLines]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a source of kind `jsonl` anew, by its name."""

    def write_rows(*rows: dict[str, Any], name: str = "help") -> JsonLines:
        return jsonl_source(tmp_path / f"{name}.jsonl", rows, name=name)

    return write_rows


def sync(knowledge: KnowledgeBase, *sources: Source, **options: Any) -> list[SourceReport]:
    return knowledge.syncs.sync(sources, NobodyWatches(), **options)


def titles(knowledge: KnowledgeBase) -> list[str]:
    """What the knowledge base answers from, freshly read."""
    knowledge.refresh()
    found = knowledge.ask("", Audience.INTERNAL, limit=50)
    return sorted(match.article.title for match in found.matches)


def kept_changes(url: str) -> list[tuple[str, str, bool]]:
    """Kind, article and whether it is a baseline, of every change kept so far."""
    database = Database(url)
    columns = changes.c.kind, changes.c.article, changes.c.baseline
    with database.read() as connection:
        found = [tuple(row) for row in connection.execute(select(*columns).order_by(changes.c.id))]
    database.close()
    return found


def test_a_first_sync_is_a_baseline_and_the_next_one_is_not(
    knowledge: KnowledgeBase, database_url: str, write: Write
) -> None:
    first = sync(knowledge, write(REFUNDS, INVOICES))
    second = sync(knowledge, write(REFUNDS, INVOICES, CARDS))

    assert [counted(report) for report in first + second] == [{"new": 2}, {"new": 1, "unchanged": 2}]
    assert kept_changes(database_url) == [
        ("new", "refunds", True),
        ("new", "invoices", True),
        ("new", "cards", False),
    ]


def test_a_sync_that_could_read_nothing_is_no_baseline_yet(
    knowledge: KnowledgeBase, database_url: str, write: Write
) -> None:
    sync(knowledge, write({"id": "refunds"}))
    sync(knowledge, write(REFUNDS))

    assert kept_changes(database_url) == [("new", "refunds", True)]


def test_each_source_has_a_baseline_of_its_own(knowledge: KnowledgeBase, database_url: str, write: Write) -> None:
    sync(knowledge, write(REFUNDS))
    sync(knowledge, write(REFUNDS), write(REFUNDS, name="other"))

    assert kept_changes(database_url) == [("new", "refunds", True), ("new", "refunds", True)]


def test_articles_in_every_state_are_counted(knowledge: KnowledgeBase, database_url: str, write: Write) -> None:
    sync(knowledge, write(REFUNDS, INVOICES, CARDS, {"id": "old", "title": "Old"}))
    [report] = sync(
        knowledge,
        write(REFUNDS | {"id": "billing/refunds"}, INVOICES | {"title": "Bills"}, CARDS, {"id": "new", "title": "New"}),
    )

    assert counted(report) == {"new": 1, "updated": 1, "moved": 1, "removed": 1, "unchanged": 1}
    assert report.is_clean
    assert sorted(kept_changes(database_url)[4:]) == [
        ("moved", "billing/refunds", False),
        ("new", "new", False),
        ("removed", "old", False),
        ("updated", "invoices", False),
    ]
    assert titles(knowledge) == ["Bills", "Cards", "New", "Refunds"]


def test_a_sync_that_finds_nothing_different_keeps_nothing(
    knowledge: KnowledgeBase, database_url: str, write: Write
) -> None:
    source = write(
        REFUNDS, {"id": "a", "title": "A", "category": ["B /", "C"], "phrases": ["x"], "updated": "2026-11-02"}
    )
    sync(knowledge, source)
    knowledge.refresh()
    [report] = sync(knowledge, source)

    assert counted(report) == {"unchanged": 2}
    assert len(kept_changes(database_url)) == 2
    assert not knowledge.refresh()


def test_an_article_that_was_removed_and_returns_is_updated(
    knowledge: KnowledgeBase, database_url: str, write: Write
) -> None:
    for rows in ([REFUNDS, CARDS], [CARDS], [REFUNDS, CARDS]):
        sync(knowledge, write(*rows))

    assert kept_changes(database_url)[2:] == [("removed", "refunds", False), ("updated", "refunds", False)]
    assert titles(knowledge) == ["Cards", "Refunds"]


def test_a_dry_run_says_what_would_change_and_keeps_nothing(
    knowledge: KnowledgeBase, database_url: str, write: Write
) -> None:
    [planned] = sync(knowledge, write(REFUNDS), dry_run=True)
    assert counted(planned) == {"new": 1}
    assert (kept_changes(database_url), titles(knowledge)) == ([], [])

    sync(knowledge, write(REFUNDS))
    dropped = sync(knowledge, write(CARDS, name="other"), dry_run=True)
    assert [(report.source, counted(report)) for report in dropped] == [("other", {"new": 1}), ("help", {"removed": 1})]
    assert kept_changes(database_url) == [("new", "refunds", True)]
    assert titles(knowledge) == ["Refunds"]


def test_while_an_article_cannot_be_read_nothing_is_removed(knowledge: KnowledgeBase, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.md").write_text(f"# {name}", encoding="utf-8")
    source = MarkdownFolder(tmp_path, Defaults("help"))
    sync(knowledge, source)

    (tmp_path / "a.md").write_text("no title", encoding="utf-8")
    (tmp_path / "b.md").unlink()
    (tmp_path / "c.md").write_text("# c", encoding="utf-8")
    [report] = sync(knowledge, source)

    assert counted(report) == {"new": 1}
    assert report.faults == (Fault(f"{tmp_path}/a.md:1", "it has no title"),)
    assert not report.is_clean
    assert titles(knowledge) == ["a", "b", "c"]

    (tmp_path / "a.md").write_text("# a", encoding="utf-8")
    [healed] = sync(knowledge, source)
    assert counted(healed) == {"removed": 1, "unchanged": 2}


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda file: file.unlink(), id="missing"),
        pytest.param(lambda file: file.write_text(""), id="empty"),
        pytest.param(lambda file: (file.unlink(), file.mkdir()), id="a folder"),
    ],
)
def test_a_source_that_fails_leaves_its_articles_and_others_go_on(
    knowledge: KnowledgeBase, tmp_path: Path, write: Write, spoil: Callable[[Path], object]
) -> None:
    sources = [write(REFUNDS), write(CARDS, name="other")]
    sync(knowledge, *sources)
    spoil(tmp_path / "help.jsonl")
    write(CARDS, INVOICES, name="other")

    failed, other = sync(knowledge, *sources)

    assert str(tmp_path / "help.jsonl") in failed.problem
    assert not failed.is_clean
    assert counted(other) == {"new": 1, "unchanged": 1}
    assert titles(knowledge) == ["Cards", "Invoices", "Refunds"]


def test_the_articles_of_a_source_that_is_no_longer_listed_are_removed(
    knowledge: KnowledgeBase, database_url: str, write: Write
) -> None:
    sync(knowledge, write(REFUNDS), write(CARDS, name="other"))
    reports = sync(knowledge, write(CARDS, name="other"))

    assert [(report.source, counted(report)) for report in reports] == [
        ("other", {"unchanged": 1}),
        ("help", {"removed": 1}),
    ]
    assert titles(knowledge) == ["Cards"]
    assert len(sync(knowledge, write(CARDS, name="other"))) == 1

    [_, back] = sync(knowledge, write(CARDS, name="other"), write(REFUNDS))
    assert counted(back) == {"updated": 1}
    assert kept_changes(database_url)[-1] == ("updated", "refunds", True)


def test_one_source_alone_is_synced_by_its_name(knowledge: KnowledgeBase, write: Write) -> None:
    sync(knowledge, write(REFUNDS), write(CARDS, name="other"))
    sources = [write(REFUNDS, INVOICES), write(name="other")]

    [report] = sync(knowledge, *sources, only="help")

    assert (report.source, counted(report)) == ("help", {"new": 1, "unchanged": 1})
    assert titles(knowledge) == ["Cards", "Invoices", "Refunds"]
    for unknown in ("nowhere", ""):
        with pytest.raises(UnknownSource, match=rf"'{unknown}'\. There is: help, other\.$"):
            sync(knowledge, *sources, only=unknown)


def test_one_id_in_two_sources_is_two_articles(knowledge: KnowledgeBase, write: Write) -> None:
    sync(knowledge, write(REFUNDS), write(CARDS | {"id": "refunds"}, name="other"))
    knowledge.refresh()

    keys = ("help:refunds", "other:refunds")
    found = [knowledge.article(key, Audience.PUBLIC) for key in keys]
    assert [article and article.title for article in found] == ["Refunds", "Cards"]


def test_another_process_answers_from_the_new_articles_when_it_refreshes(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, write: Write
) -> None:
    assert titles(second_process) == []
    sync(knowledge, write(REFUNDS))

    assert second_process.article_count(Audience.PUBLIC) == 0
    assert second_process.refresh()
    assert not second_process.refresh()
    assert second_process.article_count(Audience.PUBLIC) == 1


class Gate:
    """A source that two syncs read at the same time."""

    name = "help"

    def __init__(self, source: JsonLines) -> None:
        self.source, self.together = source, Barrier(2, timeout=10)

    def read(self) -> Iterator[Found]:
        self.together.wait()
        yield from self.source.read()
        self.together.wait()


def test_two_syncs_at_once_find_everything_new_once(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, database_url: str, write: Write
) -> None:
    found = []
    for turn in range(8):
        gate = Gate(write(*({"id": f"{turn}-{number}", "title": f"{turn}-{number}"} for number in range(20))))
        with ThreadPoolExecutor(2) as pool:
            reports = list(pool.map(lambda one, gate=gate: sync(one, gate)[0], [knowledge, second_process]))
        found.append(sorted(report.counts[ChangeKind.NEW] for report in reports))

    assert found == [[0, 20]] * 8
    assert sum(kind == "new" for kind, _, _ in kept_changes(database_url)) == 160


class Watch:
    """Notes what a sync says of its progress."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def reading(self, source: str) -> None:
        self.said.append(source)

    def article(self) -> None:
        self.said.append("·")


def test_progress_is_told_article_by_article(knowledge: KnowledgeBase, write: Write) -> None:
    watch = Watch()
    knowledge.syncs.sync([write(REFUNDS, CARDS), write(INVOICES, name="other")], watch)

    assert watch.said == ["help", "·", "·", "other", "·"]


@pytest.mark.parametrize("odd", ["\0", "\ud83d", "🎉\u202e", "'; DROP TABLE articles; --"], ids=ascii)
def test_one_odd_article_keeps_no_other_from_being_kept(knowledge: KnowledgeBase, write: Write, odd: str) -> None:
    strange = {"id": "strange", "title": f"A{odd}", "body": odd, "category": [f"C{odd}"], "phrases": [f"P{odd}"]}
    [report] = sync(knowledge, write(strange, REFUNDS))

    assert report.counts[ChangeKind.NEW] >= 1
    assert "Refunds" in titles(knowledge)


def test_syncs_take_their_time_from_the_clock(
    knowledge: KnowledgeBase, database_url: str, clock: GivenClock, write: Write
) -> None:
    sync(knowledge, write(REFUNDS))

    database = Database(database_url)
    with database.read() as connection:
        assert list(connection.execute(select(changes.c.at)).scalars()) == [clock.at]
    database.close()
