"""conversations.info, .members, .join, .history and .replies."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import islice

from bot.playground.desk import Desk, Reader, flag, number, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Channel, Json, Message
from bot.playground.paging import page
from bot.playground.transcripts import END_OF_TIME, micros
from bot.playground.wire import channel_json, message_json, thread_json

CHANNEL: Mapping[str, Reader] = {"channel": words}
THREAD: Mapping[str, Reader] = {"channel": words, "ts": words}
INFO_OPTIONAL: Mapping[str, Reader] = {
    "include_locale": flag,
    "include_num_members": flag,
}
HISTORY_OPTIONAL: Mapping[str, Reader] = {
    "cursor": words,
    "inclusive": flag,
    "include_all_metadata": flag,
    "latest": words,
    "oldest": words,
    "limit": number,
}
MOST_AT_ONCE = 999


def info(desk: Desk, given: Json) -> Json:
    channel = desk.channel(given["channel"], ability="read")
    written = channel_json(desk.workspace, channel)
    if given.get("include_num_members"):
        written["num_members"] = len(channel.members)
    return {"ok": True, "channel": written}


def members(desk: Desk, given: Json) -> Json:
    """Who is in a channel, the bot too, in pages."""
    channel = desk.channel(given["channel"], ability="read")
    shown, metadata = page(channel.members, key=str, given=given)
    return {"ok": True, "members": shown, **metadata}


def join(desk: Desk, given: Json) -> Json:
    """Let the bot enter a public channel; being in it already is a warning."""
    channel = desk.channel(given["channel"])
    if channel.kind != "public":
        raise SlackRefused("method_not_supported_for_channel_type")
    if channel.is_archived:
        raise SlackRefused("is_archived")
    warned: Json = {}
    if desk.is_in(channel):
        known = "already_in_channel"
        warned = {"warning": known, "response_metadata": {"warnings": [known]}}
    joined = desk.workspace.put(replace(channel, members=channel.members | {desk.workspace.bot.user_id}))
    return {"ok": True, "channel": channel_json(desk.workspace, joined), **warned}


def history(desk: Desk, given: Json) -> Json:
    """The messages outside threads, newest first."""
    channel = _readable(desk, given)
    first, last = _span(given)
    last = min(last, _passed(given, otherwise=last + 1) - 1)
    told = desk.workspace.transcripts.recorded(channel.id, first, last)
    return _page(desk, (each for each in told if each.thread_ts is None), given=given, usual=100)


def replies(desk: Desk, given: Json) -> Json:
    """A message and what was answered in its thread, oldest first."""
    channel = _readable(desk, given)
    transcripts = desk.workspace.transcripts
    asked = transcripts.find_recorded(channel.id, given["ts"])
    if asked is None:
        raise SlackRefused("thread_not_found")
    root = transcripts.find_recorded(channel.id, asked.thread_ts or asked.ts)
    first, last = _span(given)
    answers = transcripts.answers(channel.id, asked.thread_ts or asked.ts)
    wanted = [*filter(None, [root]), *(each for each in answers if first <= micros(each.ts) <= last)]
    passed = _passed(given, otherwise=-1)
    return _page(desk, (each for each in wanted if micros(each.ts) > passed), given=given, usual=1000)


def _readable(desk: Desk, given: Json) -> Channel:
    channel = desk.channel(given["channel"], ability="history")
    if not desk.is_in(channel):
        raise SlackRefused("not_in_channel")
    return channel


def _span(given: Json) -> tuple[int, int]:
    """The first and the last moment that were asked for."""
    oldest = _moment(given, "oldest", otherwise=-1)
    latest = _moment(given, "latest", otherwise=END_OF_TIME)
    return (oldest, latest) if given.get("inclusive", False) else (oldest + 1, latest - 1)


def _moment(given: Json, name: str, *, otherwise: int) -> int:
    ts = given.get(name)
    if ts is None:
        return otherwise
    if not re.fullmatch(r"\d+(\.\d{1,6})?", ts):
        raise SlackRefused(f"invalid_ts_{name}")
    return micros(ts)


def _passed(given: Json, *, otherwise: int) -> int:
    """How far the pages before this one came: a time, so that new messages move no page."""
    cursor = given.get("cursor")
    if not cursor:
        return otherwise
    try:
        return int(urlsafe_b64decode(cursor).decode().removeprefix("ts:"))
    except ValueError:
        raise SlackRefused("invalid_cursor") from None


def _page(desk: Desk, messages: Iterable[Message], *, given: Json, usual: int) -> Json:
    size = min(given.get("limit") or usual, MOST_AT_ONCE)
    found = [*islice(messages, size + 1)]
    shown = found[:size]
    metadata = given.get("include_all_metadata", False)
    answer: Json = {
        "ok": True,
        "messages": [_written(desk, each, metadata=metadata) for each in shown],
        "has_more": size < len(found),
    }
    if answer["has_more"]:
        cursor = urlsafe_b64encode(f"ts:{micros(shown[-1].ts)}".encode()).decode()
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _written(desk: Desk, message: Message, *, metadata: bool) -> Json:
    written = message_json(desk.workspace, message, metadata=metadata)
    return written | thread_json(message, desk.workspace.transcripts.answers(message.channel, message.ts))
