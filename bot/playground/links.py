"""The links that Slack told the app of, and what the app shows below them."""

import re
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from urllib.parse import urlsplit

from bot.playground.model import Json

_LINK = re.compile(r"<(https?://[^<>|\s]+)(?:\|[^<>]*)?>")

# What Slack names as the channel of a message that is still being written.
COMPOSER = "COMPOSER"


@dataclass(frozen=True)
class Told:
    """Links of one message, or of one that is still being written, by which the app was told of them."""

    unfurl_id: str
    channel: str
    ts: str
    urls: tuple[str, ...]

    @property
    def source(self) -> str:
        return "composer" if self.channel == COMPOSER else "conversations_history"


@dataclass(frozen=True)
class KeptLinks:
    """What the app was told of, and what it shows below links that are being written, by unfurl_id and URL."""

    told: tuple[Told, ...]
    previews: Mapping[str, Mapping[str, Json]]


class Links:
    """All links that the app was told of, under the workspace's lock."""

    def __init__(self, changed: threading.Condition, *, new_id: Callable[[str], str]) -> None:
        self._changed = changed
        self._new_id = new_id
        self._told: dict[str, Told] = {}
        self._previews: dict[str, Mapping[str, Json]] = {}

    def tell(self, urls: Iterable[str], *, channel: str = COMPOSER, ts: str = "") -> Told:
        """Note that the app is told of these links of a message, or of one that is still being written."""
        with self._changed:
            unfurl_id = self._new_id("C0UNFURL.")
            told = Told(unfurl_id, channel, ts or unfurl_id, tuple(urls))
            self._told[unfurl_id] = told
            self._changed.notify_all()
        return told

    def find(self, unfurl_id: str) -> Told | None:
        with self._changed:
            return self._told.get(unfurl_id)

    def find_by_message(self, channel: str, ts: str) -> Told | None:
        with self._changed:
            told = [each for each in self._told.values() if (each.channel, each.ts) == (channel, ts)]
        return told[-1] if told else None

    def preview(self, unfurl_id: str, unfurls: Mapping[str, Json]) -> None:
        """Show these below links of a message that is still being written."""
        with self._changed:
            self._previews[unfurl_id] = {**self._previews.get(unfurl_id, {}), **unfurls}
            self._changed.notify_all()

    def previews(self, unfurl_id: str) -> Mapping[str, Json]:
        """What is shown below the links of a message that is still being written, by URL."""
        with self._changed:
            return dict(self._previews.get(unfurl_id, {}))

    def kept(self) -> KeptLinks:
        with self._changed:
            return KeptLinks(tuple(self._told.values()), dict(self._previews))

    def restore(self, kept: KeptLinks) -> None:
        """From now on these are all links that the app was told of."""
        with self._changed:
            self._told = {each.unfurl_id: each for each in kept.told}
            self._previews = dict(kept.previews)
            self._changed.notify_all()


def links_in(text: str, domains: Iterable[str]) -> list[Json]:
    """The links of a written text that lead to one of these domains or below it, each once, as `link_shared` has them.

    Their URLs are escaped as the text is: Slack leaves `&amp;` in them (slackapi/python-slack-events-api, issue 49).
    """
    found = {url: _domain(url, domains) for url in _LINK.findall(text)}
    return [{"url": url, "domain": domain} for url, domain in found.items() if domain]


def same_link(url: str, other: str) -> bool:
    """Whether two URLs are one, escaped or not."""
    return unescape(url) == unescape(other)


def _domain(url: str, domains: Iterable[str]) -> str:
    host = (urlsplit(unescape(url)).hostname or "").lower()
    return next((domain for domain in domains if host == domain or host.endswith(f".{domain}")), "")
