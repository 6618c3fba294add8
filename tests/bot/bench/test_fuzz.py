"""Fuzzing: the same seed makes the same input, each distinct failure is kept once, and the command line counts."""

import json
from collections.abc import Callable
from functools import partial
from random import Random
from subprocess import CompletedProcess
from urllib.parse import unquote_plus

import pytest

from bot.bench import hostile, requests
from bot.bench.fuzz import Failure, Fuzzing
from bot.bench.triggers import Triggers
from bot.bench.witnesses import AtOnce, unforeseen

RunBot = Callable[..., CompletedProcess[str]]


@pytest.mark.parametrize(
    "make",
    [hostile.question, hostile.markdown_file, hostile.json_lines, hostile.listing, hostile.sources_toml],
    ids=lambda make: make.__name__,
)
def test_a_seed_makes_the_same_input_again_and_another_seed_makes_another(make: Callable[[Random], object]) -> None:
    first, again, other = ([make(random) for _ in range(20)] for random in map(Random, (1, 1, 2)))

    assert first == again
    assert first != other


def test_what_is_internal_bears_the_canary_and_nothing_else_does() -> None:
    made = [hostile.fields(Random(seed), "a") for seed in range(300)]

    assert {"internal" in repr(fields).casefold() for fields in made} == {True, False}
    for fields in made:
        assert (hostile.CANARY in repr(fields)) is ("internal" in repr(fields).casefold())


TRIGGERS = Triggers(
    actions=("share",),
    options=("jump",),
    views=("subscribe",),
    shortcuts=("find_articles",),
    events=("channel_archive",),
    verbs=("help",),
)


def test_requests_of_all_sorts_are_made_whole_spoilt_and_garbled() -> None:
    made = [
        requests.request(Random(seed), triggers=TRIGGERS, secret="s", response_url="http://127.0.0.1/x")
        for seed in range(300)
    ]
    stories = " ".join(request.story for request in made)

    for told in ("slash_commands", "events_api", "interactive", "whole", "dropped", " is ", "garbled"):
        assert told in stories
    bodies = unquote_plus("".join(request.body.decode(errors="replace") for request in made))
    kinds = ("block_actions", "block_suggestion", "view_submission", "message_action", "app_home_opened", "link_shared")
    for told in (*kinds, "channel_archive", "app_mention", '"channel_type": "group"', "share", "jump", "subscribe"):
        assert told in bodies


def test_each_distinct_failure_is_kept_once_with_its_shortest_input() -> None:
    found = Fuzzing(seed=1)
    for number, given in enumerate(["a long input", "short", "a longer input"], start=1):
        found.note("question", number, given, ["it broke"])
    found.note("question", 4, "sound", [])

    assert [*found.failures.values()] == [Failure("question", "it broke", "'short'", 2)]
    assert found.as_dict()["kinds"] == {"question": {"tried": 4, "failed": 3}}


def test_what_is_raised_in_the_background_is_not_lost() -> None:
    pool = AtOnce()
    assert pool.offer(partial(int, "no number"))

    [error] = pool.taken()
    assert unforeseen(error).startswith("ValueError in bench/witnesses.py")
    assert pool.taken() == []


def test_the_command_line_counts_what_it_tried_and_exits_1_when_something_failed(run_bot: RunBot) -> None:
    done = run_bot("bench", "fuzz", "--seconds", "1", "--seed", "7", "--json")

    found = json.loads(done.stdout)
    assert found["seed"] == 7
    assert set(found["kinds"]) == {"question", "search", "browse", "source", "sources.toml", "request"}
    assert all(kind["tried"] > 0 for kind in found["kinds"].values())
    assert (done.returncode, done.stderr) == (1 if found["failures"] else 0, "")
