"""Articles and their changes as both databases keep them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select

from knowledge.articles import Announce, Article, Visibility
from knowledge.changes import Change, ChangeKind, Known
from knowledge.store import articles
from knowledge.store.engine import Database
from knowledge.store.tables import changes, sources
from tests.knowledge.given import article

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

FULL = article(
    "orders/refunds",
    "Refunds — “how” & when 🎉",
    summary="Two lines.\nThe second one.",
    body="# Refunds\n\n*Press* the `button`.",
    text="Refunds\nPress the button.",
    category=("Orders", "Failed orders"),
    url="https://help.example.com/refunds?a=1&b=2",
    reference="AA-05179",
    visibility=Visibility.INTERNAL,
    updated=date(2026, 11, 2),
    phrases=("money back", "‘quoted’, with a comma"),
    announce=Announce.HOLD,
)
BARE = article("bare", "Nothing but a title")


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def apply(database: Database, *found: Change, source: str = "help") -> None:
    with database.write() as connection:
        articles.apply_changes(connection, source, found, at=AT)


def by_id(found: list[Article]) -> list[Article]:
    return sorted(found, key=lambda one: one.id)


def test_an_article_is_read_as_it_was_written(database: Database) -> None:
    apply(database, Change(ChangeKind.NEW, FULL), Change(ChangeKind.NEW, BARE))

    with database.read() as connection:
        assert by_id(articles.all_present(connection)) == [BARE, FULL]
        assert articles.known_of(connection, "help") == Known({"bare": BARE, "orders/refunds": FULL}, {})
        assert articles.known_of(connection, "another") == Known({}, {})


def test_a_removed_article_is_gone_and_still_known(database: Database) -> None:
    apply(database, Change(ChangeKind.NEW, FULL), Change(ChangeKind.NEW, BARE))
    apply(database, Change(ChangeKind.REMOVED, FULL))

    with database.read() as connection:
        assert articles.all_present(connection) == [BARE]
        assert articles.known_of(connection, "help") == Known({"bare": BARE}, {"orders/refunds": FULL})


def test_a_moved_article_stands_under_its_new_id_alone(database: Database) -> None:
    apply(database, Change(ChangeKind.NEW, FULL))
    apply(database, Change(ChangeKind.MOVED, article("new", "Refunds"), FULL))

    with database.read() as connection:
        assert articles.all_present(connection) == [article("new", "Refunds")]


def test_the_version_rises_with_every_sync_that_changed_something_and_with_no_other(database: Database) -> None:
    versions = []
    for found in ([], [Change(ChangeKind.NEW, FULL)], [], [Change(ChangeKind.REMOVED, FULL)]):
        apply(database, *found)
        with database.read() as connection:
            versions.append(articles.version(connection))

    assert versions == [0, 1, 1, 2]


def test_changes_are_kept_with_the_article_as_it_was_then(database: Database) -> None:
    apply(database, Change(ChangeKind.NEW, FULL))
    apply(database, Change(ChangeKind.MOVED, BARE, FULL))

    with database.read() as connection:
        first, second = connection.execute(select(changes).order_by(changes.c.id)).mappings()
    assert dict(first) == {
        "id": 1,
        "source": "help",
        "article": "orders/refunds",
        "old_article": None,
        "kind": "new",
        "title": "Refunds — “how” & when 🎉",
        "url": "https://help.example.com/refunds?a=1&b=2",
        "category": "Orders / Failed orders",
        "visibility": "internal",
        "announce": "hold",
        "baseline": True,
        "at": AT,
        "turn": 0,
        "released_at": None,
    }
    assert (second["kind"], second["article"], second["old_article"]) == ("moved", "bare", "orders/refunds")
    assert second["baseline"] is False


def test_articles_and_changes_are_kept_together_or_not_at_all(database: Database) -> None:
    unkeepable = Change("no kind of change", BARE)  # type: ignore[arg-type]

    with pytest.raises(AttributeError):
        apply(database, Change(ChangeKind.NEW, FULL), unkeepable)

    with database.read() as connection:
        assert articles.all_present(connection) == []
        assert connection.execute(select(changes)).all() == []
        assert connection.execute(select(sources)).all() == []
        assert articles.version(connection) == 0


def test_more_articles_than_a_statement_takes_parameters_are_kept_and_removed(database: Database) -> None:
    many = [article(f"a{number:05}", f"Article {number}") for number in range(2500)]
    apply(database, *(Change(ChangeKind.NEW, one) for one in many))
    apply(database, *(Change(ChangeKind.REMOVED, one) for one in many[:2000]))

    with database.read() as connection:
        assert by_id(articles.all_present(connection)) == many[2000:]


def test_a_forgotten_source_begins_with_a_baseline_again(database: Database) -> None:
    apply(database, Change(ChangeKind.NEW, FULL))
    with database.write() as connection:
        articles.forget_source(connection, "help")
        assert articles.source_names(connection) == []
    apply(database, Change(ChangeKind.UPDATED, FULL))

    with database.read() as connection:
        assert articles.source_names(connection) == ["help"]
        assert list(connection.execute(select(changes.c.baseline)).scalars()) == [True, True]


def test_what_was_written_since_a_version_is_told_apart_by_whether_it_is_still_there(database: Database) -> None:
    first, second = article("first", "First"), article("second", "Second")
    apply(database, Change(ChangeKind.NEW, first), Change(ChangeKind.NEW, FULL))
    apply(database, Change(ChangeKind.NEW, second), Change(ChangeKind.REMOVED, first))
    apply(database, Change(ChangeKind.MOVED, BARE, FULL))

    with database.read() as connection:
        since = [articles.written_since(connection, version) for version in range(4)]

    assert [({one.id for one in present}, set(gone)) for present, gone in since] == [
        ({"second", "bare"}, {"help:first", "help:orders/refunds"}),
        ({"second", "bare"}, {"help:first", "help:orders/refunds"}),
        ({"bare"}, {"help:orders/refunds"}),
        (set(), set()),
    ]


def test_an_article_that_comes_back_is_written_anew(database: Database) -> None:
    apply(database, Change(ChangeKind.NEW, FULL), Change(ChangeKind.NEW, BARE))
    apply(database, Change(ChangeKind.REMOVED, FULL))
    apply(database, Change(ChangeKind.UPDATED, FULL))

    with database.read() as connection:
        assert articles.written_since(connection, 2) == ([FULL], [])
