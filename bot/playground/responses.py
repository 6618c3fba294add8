"""The response_url: five answers in half an hour to the one who did something."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot.playground.desk import Reader, flag, read, structure, words
from bot.playground.limits import SlackRefused, checked
from bot.playground.model import Json, Message
from bot.playground.workspace import Workspace

MOST_USES = 5
LIFETIME_SECONDS = 30 * 60

MAY_HAVE: Mapping[str, Reader] = {
    "text": words,
    "blocks": structure,
    "response_type": words,
    "replace_original": flag,
    "delete_original": flag,
    "thread_ts": words,
    "unfurl_links": flag,
    "unfurl_media": flag,
    "mrkdwn": flag,
}


@dataclass(frozen=True)
class ResponseUrl:
    """Where it answers, whom, which message it came from, and how often it did."""

    channel: str
    person: str
    since: float
    original: Message | None = None
    uses: int = 0


class ResponseUrls:
    """The response_urls that were handed out, by their keys; what has expired is forgotten after as long again."""

    def __init__(self, workspace: Workspace, *, address: Callable[[], str]) -> None:
        self._workspace = workspace
        self._address = address
        self._known: OrderedDict[str, ResponseUrl] = OrderedDict()

    def new(self, channel: str, person: str, *, original: Message | None = None) -> str:
        with self._workspace.changed:
            key = self._workspace.new_id("R")
            now = self._workspace.clock()
            self._put(key, ResponseUrl(channel, person, now, original))
            self._forget_before(now - 2 * LIFETIME_SECONDS)
        return f"{self._address()}/response/{key}"

    def shows(self, url: str, message: Message) -> None:
        """From now on `message` is what this URL replaces or deletes."""
        with self._workspace.changed:
            key = url.rpartition("/")[2]
            self._put(key, replace(self._known[key], original=message))

    def answer(self, key: str, body: Any) -> tuple[int, Json]:
        """The status and the body with which Slack answers a request to it."""
        with self._workspace.changed:
            url = self._known.get(key)
            if url is None:
                return 404, {"ok": False, "error": "invalid_url"}
            if self._has_expired(url):
                return 404, {"ok": False, "error": "expired_url"}
            if url.uses >= MOST_USES:
                return 404, {"ok": False, "error": "used_url"}
            try:
                original = self._carry_out(url, body)
            except SlackRefused as refused:
                return 200, refused.answer
            self._put(key, replace(url, original=original, uses=url.uses + 1))
            return 200, {"ok": True}

    def kept(self) -> Mapping[str, ResponseUrl]:
        """Those that may be answered still, by their keys: the address may be another after a restart."""
        with self._workspace.changed:
            return {key: url for key, url in self._known.items() if not self._has_expired(url)}

    def restore(self, kept: Mapping[str, ResponseUrl]) -> None:
        """From now on these are all that were handed out."""
        with self._workspace.changed:
            self._known = OrderedDict(kept)
            self._workspace.changed.notify_all()

    def _put(self, key: str, url: ResponseUrl) -> None:
        self._known[key] = url
        self._workspace.changed.notify_all()

    def _has_expired(self, url: ResponseUrl) -> bool:
        return self._workspace.clock() - url.since > LIFETIME_SECONDS

    def _forget_before(self, moment: float) -> None:
        while next(iter(self._known.values())).since < moment:
            self._known.popitem(last=False)

    def _carry_out(self, url: ResponseUrl, body: Any) -> Message | None:
        """Do what was asked; gives the message that the next use would replace."""
        if not isinstance(body, dict):
            raise SlackRefused("invalid_payload")
        given = read(body, required={}, optional=MAY_HAVE)
        original = self._current(url)
        if given.get("delete_original"):
            if original:
                self._workspace.remove(original)
            return None
        draft = checked(given.get("text", ""), given.get("blocks"))
        if given.get("replace_original") and original:
            return self._workspace.amend(original, text=draft.text, blocks=draft.blocks)
        message = self._workspace.say(
            url.channel,
            self._workspace.bot.user_id,
            text=draft.text,
            blocks=draft.blocks,
            thread_ts=given.get("thread_ts"),
            ephemeral_to=sees(given, url.person),
        )
        return original or message

    def _current(self, url: ResponseUrl) -> Message | None:
        if url.original is None:
            return None
        return self._workspace.find(url.channel, url.original.ts)


def sees(given: Mapping[str, Any], person: str) -> str | None:
    """Who sees an answer: this person only, unless it says `in_channel`."""
    kind = given.get("response_type", "ephemeral")
    if kind not in ("ephemeral", "in_channel"):
        raise SlackRefused("invalid_response_type")
    return None if kind == "in_channel" else person
