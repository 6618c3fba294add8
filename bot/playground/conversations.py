"""conversations.info, .join, .history and .replies."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from operator import ge, le

from bot.playground.desk import Desk, Reader, flag, number, words
from bot.playground.limits import SlackRefused
from bot.playground.model import Channel, Json, Message
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
    spoken = desk.workspace.recorded(channel.id)
    outside = [each for each in reversed(spoken) if each.thread_ts is None]
    found = _not_yet(_between(outside, given), given.get("cursor"), passed=ge)
    return _page(desk, found, given=given, usual=100)


def replies(desk: Desk, given: Json) -> Json:
    """A message and what was answered in its thread, oldest first."""
    channel = _readable(desk, given)
    spoken = desk.workspace.recorded(channel.id)
    asked = next((each for each in spoken if each.ts == given["ts"]), None)
    if asked is None:
        raise SlackRefused("thread_not_found")
    root = asked.thread_ts or asked.ts
    thread = [each for each in spoken if root in (each.ts, each.thread_ts)]
    wanted = [*thread[:1], *_between(thread[1:], given)]
    found = _not_yet(wanted, given.get("cursor"), passed=le)
    return _page(desk, found, given=given, usual=1000)


def _readable(desk: Desk, given: Json) -> Channel:
    channel = desk.channel(given["channel"], ability="history")
    if not desk.is_in(channel):
        raise SlackRefused("not_in_channel")
    return channel


def _between(messages: Sequence[Message], given: Json) -> list[Message]:
    oldest = _moment(given, "oldest", otherwise=0)
    latest = _moment(given, "latest", otherwise=10**18)
    inclusive = given.get("inclusive", False)
    return [
        message
        for message in messages
        if oldest < _micros(message.ts) < latest or (inclusive and _micros(message.ts) in (oldest, latest))
    ]


def _moment(given: Json, name: str, *, otherwise: int) -> int:
    ts = given.get(name)
    if ts is None:
        return otherwise
    if not re.fullmatch(r"\d+(\.\d{1,6})?", ts):
        raise SlackRefused(f"invalid_ts_{name}")
    return _micros(ts)


def _micros(ts: str) -> int:
    # As whole microseconds, since a float cannot tell two neighbours apart.
    seconds, _, rest = ts.partition(".")
    return int(seconds) * 1_000_000 + int(rest.ljust(6, "0"))


def _not_yet(
    messages: Sequence[Message],
    cursor: str | None,
    *,
    passed: Callable[[int, int], bool],
) -> list[Message]:
    """The messages beyond the cursor: a time, so that new ones move no page."""
    if not cursor:
        return list(messages)
    try:
        last = int(urlsafe_b64decode(cursor).decode().removeprefix("ts:"))
    except ValueError:
        raise SlackRefused("invalid_cursor") from None
    return [each for each in messages if not passed(_micros(each.ts), last)]


def _page(desk: Desk, found: Sequence[Message], *, given: Json, usual: int) -> Json:
    size = min(given.get("limit") or usual, MOST_AT_ONCE)
    shown = found[:size]
    metadata = given.get("include_all_metadata", False)
    answer: Json = {
        "ok": True,
        "messages": [_written(desk, each, metadata=metadata) for each in shown],
        "has_more": size < len(found),
    }
    if answer["has_more"]:
        cursor = urlsafe_b64encode(f"ts:{_micros(shown[-1].ts)}".encode()).decode()
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


def _written(desk: Desk, message: Message, *, metadata: bool) -> Json:
    written = message_json(desk.workspace, message, metadata=metadata)
    spoken = desk.workspace.recorded(message.channel)
    return written | thread_json(message, [each for each in spoken if each.thread_ts == message.ts])
