"""The app manifest of one installation: manifest.yml, with its own domains, over Socket Mode or HTTP."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import yaml

from knowledge.errors import KnowledgeError

MANIFEST = Path(__file__).parents[1] / "manifest.yml"

# Slack's limit (SLACK.md, "Life of a workspace and a channel").
MOST_DOMAINS = 5

_DOMAIN = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

_EXAMPLE = "https://bot.example.com"

Manifest = dict[str, Any]


class BadManifest(KnowledgeError):
    """A manifest that can't be written as it was asked for."""


def committed() -> Manifest:
    """The manifest that the project holds; `BadManifest` where it is gone."""
    try:
        read: Manifest = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadManifest(f"manifest.yml can't be read ({error.strerror}). Run me where the project lies.") from error
    return read


def manifest_for(manifest: Manifest, *, domains: Sequence[str], url: str = "", path: str = "") -> Manifest:
    """A manifest whose links from these domains are unfurled, over HTTP at a URL, or else over Socket Mode.

    `path` is where at the URL we take what Slack sends; it is added where it is missing.
    `BadManifest` when a domain is none, when there are more than five, or when the URL is none that Slack can reach.
    """
    shown = [_domain(each) for each in dict.fromkeys(domains)]
    if len(shown) > MOST_DOMAINS:
        raise BadManifest(f"Slack unfurls links of {MOST_DOMAINS} domains at most, and these are {len(shown)}.")
    made: Manifest = {**manifest, "features": {**manifest["features"], "unfurl_domains": shown}}
    if not shown:
        del made["features"]["unfurl_domains"]
    return _over_http(made, _address(url, path)) if url else made


def domains_of(links: Iterable[str]) -> list[str]:
    """The domains to which most links lead, at most as many as Slack unfurls."""
    hosts = Counter((urlsplit(link).hostname or "").removeprefix("www.") for link in links)
    return [host for host, _count in hosts.most_common() if _DOMAIN.fullmatch(host)][:MOST_DOMAINS]


def as_yaml(manifest: Manifest) -> str:
    """The manifest as Slack takes it."""
    text: str = yaml.safe_dump(manifest, sort_keys=False, allow_unicode=True, width=100)
    return text


def _over_http(manifest: Manifest, address: str) -> Manifest:
    features, settings = manifest["features"], manifest["settings"]
    commands = [{**command, "url": address} for command in features["slash_commands"]]
    interactivity = {"is_enabled": True, "request_url": address, "message_menu_options_url": address}
    events = {"request_url": address, **settings["event_subscriptions"]}
    over = {"event_subscriptions": events, "interactivity": interactivity, "socket_mode_enabled": False}
    return {**manifest, "features": {**features, "slash_commands": commands}, "settings": {**settings, **over}}


def _domain(text: str) -> str:
    domain = text.strip().lower()
    if not _DOMAIN.fullmatch(domain):
        raise BadManifest(f"{text!r} is no domain. Write it without https:// and path, as in help.example.com.")
    return domain


def _address(url: str, path: str) -> str:
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        parts = urlsplit("")
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise BadManifest(f"{url!r} is no address that Slack can reach. It begins with https://, as in {_EXAMPLE}.")
    given = parts.path.rstrip("/")
    return f"https://{parts.netloc}{given if given.endswith(path) else given + path}"
