"""What happened to channels while no process ran is found when one starts; over Socket Mode they are told of it."""

import time
from collections.abc import Callable
from multiprocessing.process import BaseProcess

from bot.playground import FakeSlack
from bot.playground.town import ANA, GENERAL, OPS, TEAM
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Place, Style, Timetable

Start = Callable[..., BaseProcess]


def subscribe(knowledge: KnowledgeBase, channel: str) -> Place:
    place = Place(TEAM.id, channel)
    knowledge.subscriptions.subscribe(place, (), person=ANA, timetable=Timetable(), style=Style())
    return place


def wait_for_problem(knowledge: KnowledgeBase, place: Place, problem: str) -> None:
    """Look again and again for what is wrong with a channel, for as long as a process may take to start."""
    deadline = time.monotonic() + 60
    while (found := knowledge.subscriptions.of(place)[0].problem) != problem:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)


def test_a_worker_that_starts_pauses_and_resumes_as_slack_says(
    slack: FakeSlack, start: Start, synced_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    slack.grant("users:read", "im:write")
    knowledge = open_knowledge(synced_url)
    general, ops = subscribe(knowledge, GENERAL), subscribe(knowledge, OPS)
    knowledge.places.refused_everywhere(TEAM.id, "token_revoked")
    slack.quietly.archive(OPS)
    start("worker", database=synced_url)

    wait_for_problem(knowledge, general, "")
    wait_for_problem(knowledge, ops, "is_archived")
    direct = slack.wait_for(lambda: slack.workspace.find_direct_channel(ANA))
    told = slack.wait_for(
        lambda: [m.text for m in slack.messages(direct.id)] if len(slack.messages(direct.id)) == 2 else []
    )
    assert {text.split(",")[0] for text in told} == {
        f"I can post to <#{GENERAL}> again",
        f"I can't post to <#{OPS}>",
    }


def test_over_socket_mode_a_channel_is_followed_too(
    slack_over_socket: FakeSlack, synced_url: str, open_knowledge: Callable[..., KnowledgeBase]
) -> None:
    knowledge = open_knowledge(synced_url)
    ops = subscribe(knowledge, OPS)
    slack_over_socket.archive(OPS)
    wait_for_problem(knowledge, ops, "is_archived")
    slack_over_socket.unarchive(OPS)
    wait_for_problem(knowledge, ops, "")
