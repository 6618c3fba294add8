"""assistant.threads.setSuggestedPrompts, .setStatus and .setTitle, for an app that is an agent.

Source: docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts: "up to four suggested prompts"; a
thread_ts "in a call for an agent app will cause the call to silently fail".
"""

from collections.abc import Mapping
from typing import Any

from bot.playground.desk import Desk, Reader, structure, words
from bot.playground.limits import SlackRefused, check, refusal
from bot.playground.model import Channel, Json, Prompts
from bot.playground.shapes import Many, Shape, Words

PROMPTS_REQUIRED: Mapping[str, Reader] = {"channel_id": words, "prompts": structure}
PROMPTS_OPTIONAL: Mapping[str, Reader] = {"thread_ts": words, "title": words}
STATUS: Mapping[str, Reader] = {"channel_id": words, "thread_ts": words}
STATUS_OPTIONAL: Mapping[str, Reader] = {"status": words, "loading_messages": structure}
TITLE: Mapping[str, Reader] = {"channel_id": words, "thread_ts": words, "title": words}

_SENTENCE = Words(3000, least=1)
PROMPTS = Many(4, Shape({"title": _SENTENCE, "message": _SENTENCE}, required=("title", "message")), least=0)


def set_suggested_prompts(desk: Desk, given: Json) -> Json:
    """Offer a person up to four things to ask, above what they write to the app."""
    channel = _direct(desk, given["channel_id"])
    prompts: Any = given["prompts"]
    problems = [*check(PROMPTS, prompts, at="/prompts")]
    if problems:
        raise refusal("invalid_arguments", problems)
    if "thread_ts" not in given:
        desk.workspace.offer(channel, Prompts(tuple(prompts), given.get("title", "")))
    return {"ok": True}


def set_in_thread(desk: Desk, given: Json) -> Json:
    """Say what the app does, or how a thread is called; it is in the journal, and nowhere else."""
    channel = _direct(desk, given["channel_id"])
    if desk.workspace.find(channel.id, given["thread_ts"]) is None:
        raise SlackRefused("invalid_thread_ts")
    return {"ok": True}


def _direct(desk: Desk, channel_id: str) -> Channel:
    channel = desk.channel(channel_id)
    if channel.kind != "im":
        raise SlackRefused("channel_not_found")
    return channel
