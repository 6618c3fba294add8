"""Hostile requests: what Slack sends, with fields dropped or made into something else, signed as Slack would."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import unquote_plus

from bot.bench import hostile
from bot.bench.filled import sendable
from bot.bench.payloads import Making, Sent
from bot.bench.triggers import Triggers
from bot.playground.delivery import encoded, signed
from bot.playground.model import Json


@dataclass(frozen=True, slots=True)
class Request:
    """A POST: its body, the headers that the app gets, and what was done to it, in words."""

    body: bytes
    headers: dict[str, str]
    story: str = ""

    def __repr__(self) -> str:
        return f"{self.story}: {self.headers.get('Content-Type')} {unquote_plus(self.body.decode('utf-8', 'replace'))}"


def request(random: Random, *, triggers: Triggers, secret: str, response_url: str) -> Request:
    """A request of any kind that the bot listens to; `response_url` is where presses ask to be answered.

    It leads nowhere else.
    """
    made = Making(random, triggers, response_url=response_url).anything()
    if random.random() < 0.85:
        return _spoilt(random, made, secret)
    return _garbled(random, made, secret)


def _spoilt(random: Random, made: Sent, secret: str) -> Request:
    """The request with up to three of its fields dropped or replaced, anywhere but where it is to be answered."""
    payload = json.loads(json.dumps(made.payload))
    done = [_spoil(random, payload) for _ in range(random.choice((0, 1, 1, 1, 2, 3)))]
    if made.sort == "slash_commands":
        payload = {name: each if isinstance(each, str) else json.dumps(each) for name, each in payload.items()}
        payload = {sendable(name): sendable(each) for name, each in payload.items()}
    kind, body = encoded(made.sort, payload)
    return Request(body, {"Content-Type": kind, **signed(secret, body)}, f"{made.sort}, {'; '.join(done) or 'whole'}")


def _spoil(random: Random, payload: Json) -> str:
    """Drop or replace one field, at any depth; in words, which and how."""
    place: Any = payload
    way: list[str] = []
    while keys := [key for key in (place if isinstance(place, dict) else range(len(place))) if key != "response_url"]:
        key = random.choice(keys)
        way.append(str(key))
        if isinstance(place[key], dict | list) and random.random() < 0.7:
            place = place[key]
        elif random.random() < 0.4:
            del place[key]
            return f"{'/'.join(way)} dropped"
        else:
            place[key] = random.choice((hostile.value(random), hostile.text(random)))
            return f"{'/'.join(way)} is {place[key]!r:.80}"
    return "nothing done"


def _garbled(random: Random, made: Sent, secret: str) -> Request:
    """A request that Slack would not send: bytes cut, swapped or of another type, headers missing or wrong."""
    kind, body = encoded(made.sort, made.payload)
    body = _garbled_body(random, body)
    kind = random.choice((kind, "application/json", "text/plain", "", "application/x-www-form-urlencoded; charset=x"))
    headers = {"Content-Type": kind, **signed(secret, body)}
    name = random.choice((*headers, "none"))
    wrong = random.choice((None, "", "x", "v0=\udce4", "9" * 30, "-1"))
    if wrong is None:
        headers.pop(name, None)
    elif random.random() < 0.5:
        headers[name] = wrong
    return Request(body, headers, f"{made.sort}, garbled")


def _garbled_body(random: Random, body: bytes) -> bytes:
    other = json.dumps(hostile.value(random)).encode()
    return random.choice(
        (
            body,
            body[: random.randrange(len(body))],
            body.replace(b"a", bytes([random.randrange(256)])),
            body + b"&payload=%7B%7D&command=%2Fkb",
            other,
            b"payload=" + other,
            b"",
            b"[" * random.choice((50, 5000, 100_000)),
        )
    )
