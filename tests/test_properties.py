"""What holds whatever comes in: questions, articles, lists of sources and requests that nobody should have written.

The inputs are those of `python -m bot bench fuzz`, here few and always the same.
"""

from collections.abc import Callable, Iterator
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.bench import hostile
from bot.bench.browsed import of_browsing
from bot.bench.grounds import Articles, Endpoint, an_endpoint, some_articles
from bot.bench.hostile import CANARY, SourceFile
from bot.bench.requests import Request

T = TypeVar("T")

few = settings(derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck))


def made(make: Callable[[Random], T]) -> st.SearchStrategy[T]:
    return st.randoms(use_true_random=True).map(make)


@pytest.fixture(scope="module")
def settled() -> Iterator[Articles]:
    with some_articles() as articles:
        yield articles


@pytest.fixture(scope="module")
def changing() -> Iterator[Articles]:
    with some_articles() as articles:
        yield articles


@pytest.fixture(scope="module")
def endpoint(settled: Articles) -> Iterator[Endpoint]:
    with an_endpoint(settled) as ready:
        yield ready


@given(question=made(hostile.question) | st.text())
@few
def test_an_answer_to_anything_is_a_message_that_slack_takes_with_nothing_live_in_it(
    settled: Articles, question: str
) -> None:
    assert [*settled.asked(question)] == []


@given(text=made(hostile.search) | st.text())
@few
def test_what_any_search_finds_is_a_message_that_slack_takes_with_nothing_live_in_it(
    settled: Articles, text: str
) -> None:
    assert [*settled.searched(text)] == []


@given(text=made(hostile.question) | st.text())
@few
def test_what_anything_may_jump_to_and_every_list_are_what_slack_takes_with_nothing_live_in_them(
    settled: Articles, text: str
) -> None:
    assert [*of_browsing(settled.knowledge, text)] == []


@given(file=made(hostile.source_file))
@settings(few, max_examples=150)
def test_any_file_gives_a_report_and_what_says_that_it_is_internal_is_answered_to_nobody_outside(
    changing: Articles, file: SourceFile
) -> None:
    assert [*changing.put(file)] == []
    changing.knowledge.refresh()
    assert [*changing.asked("reset password refund")] == []
    assert [*changing.asked(CANARY)] == []
    assert [*of_browsing(changing.knowledge, CANARY)] == []


@given(content=st.binary(), kind=st.sampled_from(["markdown", "jsonl", "listing"]))
@few
def test_any_bytes_give_a_report(changing: Articles, content: bytes, kind: str) -> None:
    assert [*changing.put(SourceFile(kind, "file.md", content))] == []


@given(content=made(hostile.sources_toml) | st.binary())
@few
def test_any_list_of_sources_is_read_or_refused_with_a_sentence(changing: Articles, content: bytes) -> None:
    assert [*changing.listed(content)] == []


@given(random=st.randoms(use_true_random=True))
@settings(few, max_examples=300)
def test_any_request_that_slack_may_send_is_answered_and_what_fails_is_in_the_log(
    endpoint: Endpoint, random: Random
) -> None:
    request = endpoint.request(random)

    assert [*endpoint.sent(request)] == [], request


@given(body=st.binary(), kind=st.sampled_from(["application/json", "application/x-www-form-urlencoded", ""]))
@few
def test_any_bytes_that_nobody_signed_are_refused(endpoint: Endpoint, body: bytes, kind: str) -> None:
    assert [*endpoint.sent(Request(body, {"Content-Type": kind}), statuses=(401,))] == []
