"""Metrics: what all processes together have done, for whoever has the token."""

import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.app import create_app, create_parts
from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL
from bot.server.guard import WsgiApp
from bot.server.http import create_wsgi
from bot.settings import Settings
from knowledge.articles import Band
from knowledge.base import KnowledgeBase
from knowledge.posts import Post, Question, Way
from knowledge.questions import Answered, Asker
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source

TOKEN = "for-prometheus-" + "alone"

ServeWsgi = Callable[[WsgiApp], str]


@pytest.fixture
def clock() -> GivenClock:
    return GivenClock()


@pytest.fixture
def knowledge(database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return open_knowledge(database_url, clock=clock)


@pytest.fixture
def serve(settings: Settings, serve_wsgi: ServeWsgi) -> Callable[..., str]:
    """Serves a process's HTTP, with a token for its metrics or another; gives the address of the metrics."""

    def start(knowledge: KnowledgeBase, token: str = TOKEN) -> str:
        app = create_app(settings, create_parts(replace(settings, metrics_token=token), knowledge))
        return serve_wsgi(create_wsgi(app, knowledge, signing_secret="x", metrics_token=token)) + "/metrics"

    return start


def scrape(url: str, **headers: str) -> dict[tuple[str, ...], float]:
    """What the metrics say, by name and the values of their labels."""
    request = urllib.request.Request(url, headers=headers or {"Authorization": f"Bearer {TOKEN}"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        families = text_string_to_metric_families(answer.read().decode())
        return {(each.name, *each.labels.values()): each.value for family in families for each in family.samples}


def refusal(url: str, **headers: str) -> tuple[int, str]:
    with pytest.raises(urllib.error.HTTPError) as refused:
        scrape(url, **headers)
    return refused.value.code, refused.value.read().decode()


def put(knowledge: KnowledgeBase, channel: str) -> int:
    row = knowledge.outbox.put(Post("T1", channel, "answer:1", "Text."))
    assert row is not None
    return row


def test_metrics_tell_how_things_stand_over_all_processes(
    knowledge: KnowledgeBase, database_url: str, clock: GivenClock, serve: Callable[..., str], tmp_path: Path
) -> None:
    other = KnowledgeBase(database_url, clock=clock)
    for channel in ("C1", "C2"):
        delivery = other.outbox.claim_due(only=put(other, channel))
        assert delivery is not None
        other.outbox.sent(delivery, "2.0")
    other.close()
    put(knowledge, "C3")
    knowledge.inbox.receive(Question("Ev1", "T1", GENERAL, ANA, "1.0", "?"))
    knowledge.syncs.sync([jsonl_source(tmp_path / "help.jsonl", [{"id": "a", "title": "A"}])], NobodyWatches())
    for band in (Band.CONFIDENT, Band.NONE):
        knowledge.recording.add(Asker("T1", GENERAL, ANA), Answered("refunds", band, "help:a"), Way.COMMAND)
    knowledge.recording.flush()
    knowledge.votes.cast(workspace="T1", person=ANA, question="refunds", article="help:a", helpful=True)
    clock.passes(timedelta(seconds=90))

    told = scrape(serve(knowledge))
    assert told["quickjump_posts", "pending"] == 1
    assert told["quickjump_posts", "sent"] == 2
    assert told["quickjump_posts", "parked"] == 0
    assert told[("quickjump_oldest_pending_seconds",)] == 90
    assert told["quickjump_outcomes_total", "sent"] == 2
    assert told["quickjump_outcomes_total", "reconciled_found"] == 0
    assert told["quickjump_synced_seconds", "help"] == 90
    assert told[("quickjump_questions_waiting",)] == 1
    assert told["quickjump_questions_total", "confident"] == told["quickjump_questions_total", "none"] == 1
    assert told[("quickjump_questions_lost_total",)] == 0
    assert told["quickjump_votes_total", "helpful"] == 1


def test_where_nothing_has_happened_all_is_zero(knowledge: KnowledgeBase, serve: Callable[..., str]) -> None:
    assert set(scrape(serve(knowledge)).values()) == {0}


@pytest.mark.parametrize("given", ["", "Bearer", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer \u00e9\u00e8"])
def test_without_the_token_nothing_is_told(knowledge: KnowledgeBase, serve: Callable[..., str], given: str) -> None:
    status, told = refusal(serve(knowledge), Authorization=given)
    assert status == 401
    assert TOKEN not in told


def test_without_a_token_set_there_are_no_metrics(knowledge: KnowledgeBase, serve: Callable[..., str]) -> None:
    assert refusal(serve(knowledge, ""), Authorization="Bearer ")[0] == 404


def test_without_its_database_it_says_so_in_a_sentence(serve: Callable[..., str], sqlite_url: str) -> None:
    status, told = refusal(serve(KnowledgeBase(f"{sqlite_url}/gone/x")))
    assert (status, told) == (503, "The database can't be used just now. The log says why.\n")


def test_the_token_is_a_secret(settings: Settings, slack: FakeSlack) -> None:
    assert TOKEN in replace(settings, metrics_token=TOKEN).secrets
