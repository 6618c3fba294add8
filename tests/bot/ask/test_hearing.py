"""Hearing: what a channel ignores is ignored from memory."""

from pathlib import Path

import pytest

from bot.app import create_parts
from bot.ask.hearing import heard
from bot.settings import Settings
from knowledge.base import KnowledgeBase


@pytest.mark.parametrize("thread", [{}, {"thread_ts": "1.0"}])
def test_a_message_that_its_channel_ignores_costs_no_query(tmp_path: Path, thread: dict[str, str]) -> None:
    no_database = KnowledgeBase(f"sqlite:///{tmp_path}/gone/there-is-none.db")
    parts = create_parts(Settings(), no_database)
    said = {"type": "message", "channel_type": "channel", "channel": "C1", "user": "U1", "ts": "1.1", **thread}
    body = {"team_id": "T1", "event_id": "Ev1", "event": said | {"text": "how do I resubmit a failed order?"}}

    assert heard(parts, body) is None
    assert parts.pool.close(30)
