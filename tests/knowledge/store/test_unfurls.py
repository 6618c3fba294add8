"""Unfurls: an article is shown in a channel once in half an hour, whoever asks."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from knowledge.base import KnowledgeBase
from tests.knowledge.given import GivenClock

HELP = ("T1", "C1", "help:a")


def test_an_article_is_shown_again_in_a_channel_after_half_an_hour(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    unfurls = open_knowledge(database_url, clock=clock).unfurls

    assert unfurls.claim(*HELP)
    assert unfurls.claim("T1", "C2", "help:a")
    assert unfurls.claim("T1", "C1", "help:b")
    clock.passes(timedelta(minutes=29))
    assert not unfurls.claim(*HELP)
    clock.passes(timedelta(minutes=1))
    assert unfurls.claim(*HELP)
    assert not unfurls.claim(*HELP)
    unfurls.release(*HELP)
    assert unfurls.claim(*HELP)


def test_of_processes_that_ask_at_once_one_shows_it(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    processes = [open_knowledge(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        told = list(pool.map(lambda each: each.unfurls.claim(*HELP), processes))
    assert sorted(told) == [False, False, False, True]


def test_what_was_shown_long_ago_is_tidied_away(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(database_url, clock=clock)
    knowledge.unfurls.claim(*HELP)
    clock.passes(timedelta(minutes=31))
    knowledge.tidying.tidy(lambda: False)
    assert knowledge.unfurls.claim(*HELP)
