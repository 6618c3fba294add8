"""`python -m bot outbox …`: what waits to be posted, for people and as JSON, and what was done about it."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.base import KnowledgeBase
from knowledge.posts import Post

RunBot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def knowledge(tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    return open_knowledge(f"sqlite:///{tmp_path}/quickjump.db")


def put(knowledge: KnowledgeBase, channel: str, *, parked: str = "") -> int:
    row = knowledge.outbox.put(Post("T1", channel, "answer:1", "Text."))
    assert row is not None
    if parked:
        delivery = knowledge.outbox.claim_due(only=row)
        assert delivery is not None
        knowledge.outbox.park(delivery, parked)
    return row


def test_what_waits_is_listed_with_its_problem(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    put(knowledge, "C1")
    parked = put(knowledge, "C2", parked="Slack refused it: [bold]not_in_channel")
    shown = run_bot("outbox", "list")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "Slack refused it: [bold]not_in_channel" in shown.stdout
    assert "C1" in shown.stdout

    [told] = json.loads(run_bot("outbox", "list", "--state", "parked", "--json").stdout)
    assert told["id"] == parked
    assert (told["state"], told["channel"], told["attempts"], told["next_in_s"]) == ("parked", "C2", 1, None)
    assert 0 <= told["age_s"] < 60


def test_where_nothing_waits_that_is_said(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    assert run_bot("outbox", "list").stdout == "Nothing waits to be posted.\n"
    assert run_bot("outbox", "list", "--json").stdout == "[]\n"
    assert run_bot("outbox", "retry", "--all").stdout == "0 posts will be sent.\n"


def test_posts_are_tried_again_and_dropped(run_bot: RunBot, knowledge: KnowledgeBase) -> None:
    parked = put(knowledge, "C2", parked="not_in_channel")
    assert run_bot("outbox", "retry", str(parked)).stdout == "1 post will be sent.\n"
    assert [post.state for post in knowledge.backlog.all()] == ["pending"]

    assert run_bot("outbox", "drop", "--all").stdout == "1 post will never be sent.\n"
    assert knowledge.backlog.all() == []


def test_each_post_that_nothing_can_be_done_with_is_named_and_the_others_are_done(
    run_bot: RunBot, knowledge: KnowledgeBase
) -> None:
    row, sending = put(knowledge, "C1"), put(knowledge, "C2")
    assert knowledge.outbox.claim_due(only=sending) is not None
    ended = run_bot("outbox", "drop", str(row), str(sending), "77")

    assert ended.returncode == 1
    assert ended.stdout == "1 post will never be sent.\n"
    assert ended.stderr.splitlines() == [
        f"Post {sending} is being sent just now. Ask again in a minute.",
        "There is no post 77.",
    ]


@pytest.mark.parametrize("args", [["retry"], ["drop", "1", "--all"], ["drop", "99999999999999999999"]])
def test_what_can_not_be_meant_is_said(run_bot: RunBot, knowledge: KnowledgeBase, args: list[str]) -> None:
    ended = run_bot("outbox", *args)
    assert ended.returncode == 2
    assert "Traceback" not in ended.stderr
    assert ended.stdout == ""
