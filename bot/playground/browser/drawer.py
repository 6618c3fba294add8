"""What the page shows behind the scenes: requests, switches for faults, and articles."""

import json
from collections.abc import Collection
from typing import Any

from aiohttp import web

from bot.playground.articles import Article, Articles
from bot.playground.browser.hiding import hidden, secrets_of
from bot.playground.model import Json
from bot.playground.server import FakeSlack
from bot.playground.switches import SWITCHES
from bot.playground.traffic import Exchange

MOST_REQUESTS = 100

EXCHANGE_PATH = "/playground/traffic/{number:[0-9]{1,15}}"

# What was said is asked for when somebody opens a request.
_LISTED = ("number", "direction", "line", "kind", "at", "status", "attempt", "fault")


def drawer_of(slack: FakeSlack, articles: Articles) -> Json:
    """The whole drawer; read it under the workspace's lock."""
    listed = articles.all()
    on = slack.switches.on
    secrets = secrets_of(slack.workspace.bot)
    return {
        "requests": [_request(each, secrets) for each in slack.traffic.newest(MOST_REQUESTS)],
        "switches": [
            {"name": each.name, "label": each.label, "told": each.told, "on": each.name in on} for each in SWITCHES
        ],
        "articles": [_article(each) for each in listed],
        "categories": sorted({each.draft.category for each in listed} - {""}, key=str.casefold),
    }


async def exchange(slack: FakeSlack, request: web.Request) -> web.StreamResponse:
    """GET a request by its number, with all that was said in it and no token."""
    found = slack.traffic.find(int(request.match_info["number"]))
    if found is None:
        return web.json_response({"ok": False, "told": "That request is so old that it is no longer kept."})
    said = {"payload": _parsed(found.payload), "answer": found.answer}
    shown = hidden(said, secrets_of(slack.workspace.bot))
    return web.json_response({"ok": True, **shown}, headers={"Cache-Control": "no-store"})


def _request(each: Exchange, secrets: Collection[str]) -> Json:
    written = {name: hidden(getattr(each, name), secrets) for name in ("name", "refused")}
    return {name: getattr(each, name) for name in _LISTED} | written | {"took_ms": round(each.took_ms, 1)}


def _article(article: Article) -> Json:
    draft = article.draft
    return {
        "id": article.id,
        "title": draft.title,
        "category": draft.category,
        "visibility": draft.visibility,
        "updated": article.updated,
        "problem": article.problem,
    }


def _parsed(arguments: Json) -> Json:
    """Arguments in which what a form carries as a string of JSON is what it stands for."""
    return {name: _structure(value) for name, value in arguments.items()}


def _structure(value: Any) -> Any:
    if not isinstance(value, str) or value[:1] not in ("[", "{"):
        return value
    try:
        return json.loads(value)
    except (ValueError, RecursionError):
        return value
