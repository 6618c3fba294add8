"""The knowledge base as bot/ holds it: questions about the seed page, memory without a database, channels, shares."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from knowledge.articles import Audience, Band
from knowledge.base import KnowledgeBase
from knowledge.errors import BadDatabase, DatabaseUnavailable, UnknownLanguage
from knowledge.sources.listing import ListingPage
from knowledge.sources.source import Defaults
from knowledge.store.audiences import KNOWN_FOR
from knowledge.store.engine import Database
from tests.knowledge.given import GivenClock, NobodyWatches, ids, jsonl_source

MISSPELT = {
    "regx for the phone nubmer of a custmer we alredy have": "phone-number-regex-validation-for-existing-customers",
    "an ordr faild to provison, how do i submitt it agian": "how-to-resubmit-a-subscription-that-failed-to-provision",
    "my custmer needs acess to thier contol pannel": "how-to-enable-a-customer-to-access-their-control-panel",
    "send the notifcations to one more recipent as well": "how-to-include-additional-recipient-s-for-notifications",
    "introducton to the reseler controll pannel": "introduction-to-the-reseller-control-panel",
    "seting up my reseler pannel for the frist time": "setting-up-your-reseller-control-panel",
    "how do i set up a paymnet methd": "setting-up-a-payment-method",
    "whre do i chnage my credt card informaton": "verifying-and-updating-your-credit-card-information",
    "add automatd clearng hose for paymnets": "adding-automated-clearing-house-payment-method",
    "how much balence do i ow on my acount": "checking-the-balance-owing-on-your-reseller-account",
}


@pytest.fixture(scope="module")
def seeded(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeBase]:
    """A knowledge base that the seed page was synced into."""
    knowledge = KnowledgeBase(f"sqlite:///{tmp_path_factory.mktemp('seeded')}/quickjump.db")
    knowledge.upgrade_schema()
    knowledge.syncs.sync([ListingPage(shared / "seed" / "kb-category-page.txt", Defaults("seed"))], NobodyWatches())
    yield knowledge
    knowledge.close()


@pytest.fixture
def filled(knowledge: KnowledgeBase, tmp_path: Path) -> KnowledgeBase:
    rows = [{"id": "refunds", "title": "Refunds", "summary": "Ten days."}, {"id": "cards", "title": "Cards"}]
    knowledge.syncs.sync([jsonl_source(tmp_path / "help.jsonl", rows)], NobodyWatches())
    knowledge.refresh()
    return knowledge


@pytest.mark.parametrize("question", MISSPELT)
def test_a_misspelt_question_finds_its_article_on_the_seed_page(seeded: KnowledgeBase, question: str) -> None:
    answer = seeded.ask(question, Audience.PUBLIC)

    assert ids(answer)[0] == MISSPELT[question]
    assert answer.band is not Band.NONE


def test_the_seed_pages_category_counts_ten(seeded: KnowledgeBase) -> None:
    assert [(category.path, category.count) for category in seeded.categories(Audience.PUBLIC)] == [(("COGs",), 10)]


@pytest.mark.parametrize("url", ["mysql://host/name", "nonsense"])
def test_a_knowledge_base_is_refused_a_url_of_no_database(url: str) -> None:
    with pytest.raises(BadDatabase, match="DATABASE_URL"):
        KnowledgeBase(url)


def test_a_knowledge_base_is_refused_a_language_it_cannot_read(sqlite_url: str) -> None:
    with pytest.raises(UnknownLanguage, match="klingon"):
        KnowledgeBase(sqlite_url, language="klingon")


def test_an_empty_knowledge_base_answers_that_nothing_is_found(knowledge: KnowledgeBase) -> None:
    answer = knowledge.ask("refunds", Audience.INTERNAL)

    assert (answer.band, answer.matches, answer.searched) == (Band.NONE, (), 0)
    assert knowledge.ask("refunds", Audience.INTERNAL, category=("Billing",)).matches == ()


def test_questions_are_answered_from_memory_while_the_database_is_locked(
    filled: KnowledgeBase, database_url: str
) -> None:
    locker = Database(database_url)

    with locker.write() as connection:
        connection.execute(text("UPDATE versions SET version = version + 1"))
        assert ids(filled.ask("refunds", Audience.PUBLIC))[0] == "refunds"
        assert not filled.refresh()
    locker.close()


def test_questions_are_answered_from_memory_when_the_database_is_gone(
    sqlite_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(sqlite_url)
    knowledge.syncs.sync([jsonl_source(tmp_path / "a.jsonl", [{"id": "refunds", "title": "Refunds"}])], NobodyWatches())
    knowledge.refresh()
    knowledge.close()
    for file in tmp_path.glob("quickjump.db*"):
        file.unlink()
    (tmp_path / "quickjump.db").mkdir()

    with pytest.raises(DatabaseUnavailable):
        knowledge.ping()
    with pytest.raises(DatabaseUnavailable):
        knowledge.refresh()
    assert ids(knowledge.ask("refunds", Audience.PUBLIC)) == ["refunds"]


def test_questions_go_on_while_articles_change(
    sqlite_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(sqlite_url)
    rows = [[{"id": f"{n}", "title": f"Refunds {n}"} for n in range(count)] for count in (5, 50)]
    done = Event()

    def sync(turn: int) -> None:
        knowledge.syncs.sync([jsonl_source(tmp_path / "a.jsonl", rows[turn % 2])], NobodyWatches())
        knowledge.refresh()

    def ask() -> set[int]:
        searched = set()
        while not done.is_set():
            answer = knowledge.ask("refunds", Audience.PUBLIC, limit=50)
            searched.add(answer.searched)
            assert len(answer.matches) == answer.searched
        return searched

    sync(0)
    with ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask) for _ in range(2)]
        try:
            for turn in range(1, 5):
                sync(turn)
        finally:
            done.set()
    assert set().union(*(one.result() for one in asking)) == {5, 50}


def synced(knowledge: KnowledgeBase, folder: Path, *titles: str) -> None:
    """Sync articles whose ids are their titles, beside many others."""
    crowd = [{"id": f"crowd-{number}", "title": f"Something else {number}"} for number in range(20)]
    rows = [*crowd, *({"id": title, "title": title} for title in titles)]
    knowledge.syncs.sync([jsonl_source(folder / "help.jsonl", rows)], NobodyWatches())


def test_every_process_answers_from_what_a_sync_changed(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, tmp_path: Path
) -> None:
    def first(question: str) -> list[str]:
        return [ids(one.ask(question, Audience.PUBLIC))[0] for one in (knowledge, second_process)]

    synced(knowledge, tmp_path, "Refunds", "Cards")
    assert (knowledge.refresh(), second_process.refresh()) == (True, True)
    assert first("cards") == ["Cards", "Cards"]

    synced(knowledge, tmp_path, "Cards and limits", "Refunds")
    synced(knowledge, tmp_path, "Cards and limits", "Invoices")
    assert first("cards") == ["Cards", "Cards"]
    assert (knowledge.refresh(), second_process.refresh()) == (True, True)

    assert first("cards") == ["Cards and limits", "Cards and limits"]
    assert first("invoices") == ["Invoices", "Invoices"]
    for one in (knowledge, second_process):
        assert one.article_count(Audience.PUBLIC) == 22
        assert one.article("help:Refunds", Audience.PUBLIC) is None
        assert not one.refresh()


def test_where_articles_cannot_be_read_those_before_answer_until_they_can(
    knowledge: KnowledgeBase, database_url: str, tmp_path: Path
) -> None:
    synced(knowledge, tmp_path, "Refunds")
    knowledge.refresh()
    synced(knowledge, tmp_path, "Refunds", "Cards")
    database = Database(database_url)

    def make_visible_to(whom: str) -> None:
        with database.write() as connection:
            connection.execute(text("UPDATE articles SET visibility = :whom WHERE id = 'Cards'"), {"whom": whom})

    make_visible_to("martians")
    for _ in range(2):
        with pytest.raises(ValueError, match="martians"):
            knowledge.refresh()
        assert ids(knowledge.ask("refunds", Audience.PUBLIC))[0] == "Refunds"
        assert knowledge.article_count(Audience.PUBLIC) == 21
    make_visible_to("public")
    database.close()

    assert knowledge.refresh()
    assert ids(knowledge.ask("cards", Audience.PUBLIC))[0] == "Cards"


def test_a_database_put_in_the_place_of_another_is_read_whole(
    sqlite_url: str, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(sqlite_url)
    synced(knowledge, tmp_path, "Refunds")
    knowledge.close()
    backup = (tmp_path / "quickjump.db").read_bytes()
    knowledge.refresh()
    editions = {knowledge.edition}
    synced(knowledge, tmp_path, "Cards")
    knowledge.refresh()
    editions.add(knowledge.edition)
    knowledge.close()
    for file in tmp_path.glob("quickjump.db*"):
        file.unlink()
    (tmp_path / "quickjump.db").write_bytes(backup)

    assert knowledge.refresh()
    assert ids(knowledge.ask("refunds", Audience.PUBLIC))[0] == "Refunds"
    assert len({*editions, knowledge.edition}) == 3


def test_who_reads_along_in_a_channel_is_known_for_an_hour(
    knowledge: KnowledgeBase, second_process: KnowledgeBase, clock: GivenClock
) -> None:
    assert knowledge.audiences.of("T1", "C1") is None

    knowledge.audiences.note("T1", "C1", shared=False)
    knowledge.audiences.note("T1", "C2", shared=True)
    clock.passes(KNOWN_FOR)
    assert second_process.audiences.of("T1", "C1") is Audience.INTERNAL
    assert second_process.audiences.of("T1", "C2") is Audience.PUBLIC
    assert second_process.audiences.of("T2", "C1") is None

    clock.passes(timedelta(seconds=1))
    assert second_process.audiences.of("T1", "C1") is None


def test_what_was_found_out_last_about_a_channel_counts(knowledge: KnowledgeBase, clock: GivenClock) -> None:
    knowledge.audiences.note("T1", "C1", shared=False)
    clock.passes(KNOWN_FOR)
    knowledge.audiences.note("T1", "C1", shared=True)
    clock.passes(KNOWN_FOR)

    assert knowledge.audiences.of("T1", "C1") is Audience.PUBLIC


def test_an_article_of_an_answer_is_shared_once_and_again_when_it_was_taken_back(
    knowledge: KnowledgeBase, second_process: KnowledgeBase
) -> None:
    def share(one: KnowledgeBase, article: str = "help:refunds", person: str = "U1", answer_ts: str = "1.0") -> bool:
        return one.shares.claim(workspace="T1", channel="C1", answer_ts=answer_ts, article=article, person=person)

    assert share(knowledge)
    assert not share(knowledge)
    assert not share(second_process, person="U2")
    assert share(second_process, article="help:cards")
    assert share(second_process, answer_ts="2.0")

    knowledge.shares.release(workspace="T1", channel="C1", answer_ts="1.0", article="help:refunds")
    assert share(second_process, person="U2")
    assert not share(knowledge, article="help:cards")
