"""`python -m bot misses` and `votes`: what the operator is told of questions."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.articles import Audience, Band
from knowledge.base import KnowledgeBase
from knowledge.posts import Way
from knowledge.privacy import Privacy
from knowledge.questions import Answered, Asker
from tests.knowledge.given import NobodyWatches, jsonl_source

RunBot = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def knowledge(run_bot: RunBot, tmp_path: Path, open_knowledge: Callable[..., KnowledgeBase]) -> KnowledgeBase:
    """What the commands read, with an article."""
    assert said(run_bot("db", "upgrade"))
    opened = open_knowledge(f"sqlite:///{tmp_path / 'quickjump.db'}", privacy=Privacy("nobody-can-guess-this-one"))
    opened.syncs.sync([jsonl_source(tmp_path / "help.jsonl", [{"id": "a", "title": "Refunds"}])], NobodyWatches())
    return opened


def said(ran: subprocess.CompletedProcess[str]) -> str:
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.strip()


def test_misses_are_listed_and_closed(knowledge: KnowledgeBase, run_bot: RunBot) -> None:
    assert "No question waits" in said(run_bot("misses"))
    asker = Asker("T1", "C1", "U1", Audience.INTERNAL)
    for question in ("do you ship to [Mars]?", "and Venus", "and venus"):
        knowledge.recording.add(asker, Answered(question, Band.NONE, is_miss=True), Way.COMMAND)
    knowledge.recording.flush()
    knowledge.misses.propose(workspace="T1", question="and Venus", proposal="In May.", person="U1")

    listed = json.loads(said(run_bot("misses", "--json")))
    assert [(miss["question"], miss["times"], miss["proposal"]) for miss in listed] == [
        ("and Venus", 2, "In May."),
        ("do you ship to [Mars]?", 1, ""),
    ]
    shown = said(run_bot("misses"))
    assert "do you ship to [Mars]?" in shown
    assert "by U1:\nIn May." in shown
    assert "Closed: “and Venus”" in said(run_bot("misses", "--close", str(listed[0]["id"])))
    again = run_bot("misses", "--close", str(listed[0]["id"]))
    assert again.returncode == 1
    assert "There is no open miss" in again.stderr
    assert len(json.loads(said(run_bot("misses", "--json")))) == 1


def test_votes_are_listed_with_their_reasons_and_without_names(knowledge: KnowledgeBase, run_bot: RunBot) -> None:
    assert said(run_bot("votes")) == "Nobody has voted yet."
    vote = {"workspace": "T1", "person": "U1", "question": "money back", "article": "help:a"}
    knowledge.votes.cast(**vote, helpful=False)
    knowledge.votes.say_why(**vote, reason="Out of [date]")

    [kept] = json.loads(said(run_bot("votes", "--json")))
    assert (kept["article"], kept["helpful"], kept["reason"]) == ("help:a", False, "Out of [date]")
    shown = said(run_bot("votes"))
    assert "not helpful" in shown
    assert "Out of [date]" in shown
    assert "U1" not in shown
