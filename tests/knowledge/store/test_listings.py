"""What was listed last is understood where it was listed, and nowhere else."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import create_engine, text

from knowledge.base import KnowledgeBase
from knowledge.listings import Listing, Spot
from knowledge.privacy import Privacy
from tests.knowledge.given import GivenClock

HERE = Spot("T1", "C1", person="U0ANA")
THREAD = Spot("T1", "C1", thread_ts="1.0")


def test_the_last_listing_of_each_place_is_kept_for_a_week_without_telling_who_saw_it(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    clock = GivenClock()
    knowledge = open_knowledge(database_url, clock=clock, privacy=Privacy("secret"))
    knowledge.listings.keep(HERE, Listing(("help:a", "help:b")))
    knowledge.listings.keep(HERE, Listing(("help:c",), first=11))
    knowledge.listings.keep(THREAD, Listing(("help:d",), question="refund"))

    last = knowledge.listings.last(HERE)
    assert last == Listing(("help:c",), first=11)
    assert [last.article(number) for number in (1, 10, 11, 12, -1)] == [None, None, "help:c", None, None]
    assert knowledge.listings.last(THREAD) == Listing(("help:d",), question="refund")
    assert knowledge.listings.last(Spot("T1", "C1", person="U0BEN")) is None
    assert knowledge.listings.last(Spot("T2", "C1", person="U0ANA")) is None
    engine = create_engine(database_url)
    with engine.connect() as connection:
        assert "U0ANA" not in str(connection.execute(text("SELECT * FROM listings")).all())
    engine.dispose()

    clock.passes(timedelta(days=7, seconds=1))
    assert knowledge.listings.last(HERE) is None
    knowledge.tidying.tidy(lambda: False)
    clock.passes(timedelta(days=-7))
    assert knowledge.listings.last(HERE) is None


def test_without_leave_to_keep_questions_a_listing_is_kept_without_its_own(
    sqlite_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(sqlite_url, privacy=Privacy("secret", keeps_text=False))
    knowledge.listings.keep(THREAD, Listing(("help:d",), question="refund"))
    assert knowledge.listings.last(THREAD) == Listing(("help:d",))


def test_a_listing_that_comes_to_be_kept_late_takes_the_place_of_no_newer_one(
    sqlite_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    listings = open_knowledge(sqlite_url).listings
    older, newer = Listing(("help:a",)), Listing(("help:b",), first=11)
    for listing in (older, newer):
        listings.note(HERE, listing)
    assert listings.last(HERE) == newer
    for listing in (newer, older):
        listings.keep_noted(HERE, listing)
    assert listings.last(HERE) == newer
