"""Requests for help: asked once, taken by one person, resolved once, and told of with each step."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from knowledge.base import KnowledgeBase
from knowledge.help_requests import MOST_OPEN, HelpRequest, RequestState, TooManyRequests
from knowledge.posts import Post
from knowledge.privacy import Privacy
from tests.knowledge.given import GivenClock

ASKED = HelpRequest(
    workspace="T1",
    channel="C1",
    thread_ts="1.0",
    person="U1",
    origin="1.1:x",
    question="How do I pay?",
    articles=("help:a",),
    posted_in="C9",
)


def told(request: HelpRequest) -> Sequence[Post]:
    return [Post("T1", request.posted_in, f"{request.state}:{request.id}", "Text.")]


def test_a_request_goes_from_asked_to_taken_to_resolved_and_each_step_is_told_once(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    requests = open_knowledge(database_url, clock=clock).help_requests

    first = requests.ask(ASKED, told)
    again = requests.ask(replace(ASKED, person="U2"), told)
    assert (first.is_news, len(first.posts)) == (True, 1)
    assert (again.is_news, again.posts, again.request) == (False, (), first.request)

    id = first.request.id
    taken, late = (requests.claim("T1", id, person=person, notify=told) for person in ("U3", "U4"))
    assert taken
    assert late
    assert (taken.is_news, taken.request.state, taken.request.claimed_by) == (True, RequestState.CLAIMED, "U3")
    assert (late.is_news, late.posts, late.request.claimed_by) == (False, (), "U3")

    done, twice = (requests.resolve("T1", id, person=person, notify=told) for person in ("U4", "U3"))
    assert done
    assert twice
    assert (done.is_news, done.request.state, done.request.resolved_by) == (True, RequestState.RESOLVED, "U4")
    assert (twice.is_news, twice.request.resolved_by) == (False, "U4")
    assert not requests.claim("T1", id, person="U5", notify=told).is_news  # type: ignore[union-attr]
    assert requests.of("T1", id) == done.request


def test_what_nobody_took_can_be_resolved_and_other_workspaces_see_nothing_of_it(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    requests = open_knowledge(database_url).help_requests
    id = requests.ask(ASKED, told).request.id

    assert requests.of("T2", id) is None
    assert requests.claim("T2", id, person="U3", notify=told) is None
    assert requests.resolve("T1", id + 1, person="U3", notify=told) is None
    done = requests.resolve("T1", id, person="U3", notify=told)
    assert done
    assert done.is_news


def test_of_people_who_press_at_once_one_takes_it_and_one_post_is_made(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    processes = [open_knowledge(database_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        asked = list(pool.map(lambda each: each.help_requests.ask(ASKED, told), processes))
        id = asked[0].request.id
        taken = list(
            pool.map(lambda n: processes[n].help_requests.claim("T1", id, person=f"U{n}", notify=told), range(4))
        )
    assert sorted(step.is_news for step in asked) == [False, False, False, True]
    assert sorted(step.is_news for step in taken if step) == [False, False, False, True]
    assert len({step.request.claimed_by for step in taken if step}) == 1
    assert [sum(len(step.posts) for step in steps if step) for steps in (asked, taken)] == [1, 1]


def test_a_request_is_kept_as_long_as_questions_are(
    database_url: str, clock: GivenClock, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(database_url, clock=clock, privacy=Privacy("secret", retention=timedelta(days=5)))
    id = knowledge.help_requests.ask(ASKED, told).request.id

    for days, is_kept in ((5, True), (1, False)):
        clock.passes(timedelta(days=days))
        knowledge.tidying.tidy(lambda: False)
        assert (knowledge.help_requests.of("T1", id) is not None) == is_kept


def test_whoever_waits_for_help_with_many_questions_asks_no_more_until_one_is_taken(
    database_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    requests = open_knowledge(database_url).help_requests
    asked = [requests.ask(replace(ASKED, origin=f"{n}"), told).request for n in range(MOST_OPEN)]
    with pytest.raises(TooManyRequests, match="You wait for people's help with 5 questions already"):
        requests.ask(replace(ASKED, origin="one more"), told)
    assert requests.ask(replace(ASKED, origin="one more", person="U2"), told).is_news

    requests.claim("T1", asked[0].id, person="U3", notify=told)
    assert requests.ask(replace(ASKED, origin="another"), told).is_news
