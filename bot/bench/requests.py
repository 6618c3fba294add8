"""Hostile requests: what Slack sends, with fields dropped or made into something else, signed as Slack would."""

import json
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import unquote_plus

from bot.bench import hostile
from bot.playground import inbound, interactive
from bot.playground.delivery import Sort, encoded, signed
from bot.playground.model import Json, Message, View
from bot.playground.town import ANA, BEN, BOT_ID, GENERAL, OPS, PARTNERS, ZOE, a_workspace
from bot.playground.workspace import Workspace

# Where else a press may ask to be answered: nowhere that is not on this machine.
_NO_RESPONSE_URLS = ("", "x", "ftp://127.0.0.1/x", "file:///etc/hostname", "http://127.0.0.1:1/x", "http://[")


@dataclass(frozen=True, slots=True)
class Request:
    """A POST: its body, the headers that the app gets, and what was done to it, in words."""

    body: bytes
    headers: dict[str, str]
    story: str = ""

    def __repr__(self) -> str:
        return f"{self.story}: {self.headers.get('Content-Type')} {unquote_plus(self.body.decode('utf-8', 'replace'))}"


def request(random: Random, *, secret: str, response_url: str) -> Request:
    """A request of any kind; `response_url` is where presses ask to be answered, and leads nowhere else."""
    made = random.choice((_command, _event, _press, _press_in_modal, _shortcut))(random, a_workspace(), response_url)
    if random.random() < 0.85:
        return _spoilt(random, made, secret)
    return _garbled(random, made, secret)


@dataclass(frozen=True, slots=True)
class _True:
    """A payload that Slack might send, and the way in which it does."""

    sort: Sort
    payload: Json


def _command(random: Random, workspace: Workspace, response_url: str) -> _True:
    where, who = workspace.channel(random.choice((GENERAL, PARTNERS, OPS))), workspace.person(ANA)
    typed = _sendable(hostile.question(random))
    payload = inbound.slash_command(workspace, "/kb", text=typed, channel=where, person=who, response_url=response_url)
    return _True("slash_commands", {**payload})


def _event(random: Random, workspace: Workspace, response_url: str) -> _True:
    who = random.choice((ANA, BEN, ZOE))
    where = workspace.direct_channel(who) if random.random() < 0.3 else workspace.channel(PARTNERS)
    written = inbound.typed(f"<@{BOT_ID}> {hostile.question(random)}")
    said = workspace.say(where.id, who, text=written, blocks=[inbound.rich_text(written)])
    direct = {"channel_type": "im"} if where.kind == "im" else {"type": "app_mention"}
    event = inbound.said_event(workspace, said) | direct
    payload = inbound.event_callback(workspace, event, channel=where)
    return _True("events_api", payload | {"event_id": f"Ev{random.getrandbits(64):X}"})


def _shortcut(random: Random, workspace: Workspace, response_url: str) -> _True:
    where = workspace.channel(random.choice((GENERAL, PARTNERS)))
    said = workspace.say(where.id, BEN, text=inbound.typed(hostile.question(random)))
    payload = interactive.message_action(
        workspace, said, callback_id="find_articles", person=workspace.person(ANA), response_url=response_url
    )
    return _True("interactive", payload)


def _press_in_modal(random: Random, workspace: Workspace, _response_url: str) -> _True:
    place = {"channel": GENERAL, "thread_ts": "1.1", "question": hostile.question(random)}
    memory = json.dumps(random.choice((place, place, hostile.value(random))))
    given = {"type": "modal", "title": {"type": "plain_text", "text": "x"}, "private_metadata": memory, "blocks": []}
    view = View("V1", "1.1", ANA, given, blocks=(), state={"values": {}}, root_view_id="V1")
    action = {
        "type": "button",
        "action_id": random.choice(("open", "share_in_thread", "more")),
        "block_id": "b1",
        "action_ts": workspace.new_ts(),
        "value": json.dumps({"article": random.choice(("help1:a", hostile.value(random)))}),
    }
    payload = interactive.pressed_in_view(workspace, view, action=action, person=workspace.person(ANA))
    return _True("interactive", payload)


def _press(random: Random, workspace: Workspace, response_url: str) -> _True:
    carried: dict[str, Any] = {
        "question": random.choice((hostile.question(random), hostile.value(random))),
        "article": random.choice(("help1:a", f"help1:{hostile.text(random, 1)}", hostile.value(random))),
        "offset": random.choice((0, 5, 20, -1, 10**30, hostile.value(random))),
        "private": random.choice((True, False, hostile.value(random))),
        "verb": random.choice(("help", hostile.value(random))),
    }
    button = {
        "type": "button",
        "action_id": random.choice(("share", "more", "back", "verb", "open", "share_in_thread", "other")),
        "block_id": "b1",
        "action_ts": workspace.new_ts(),
        "value": json.dumps(random.choice((carried, carried, hostile.value(random)))),
    }
    shown = Message(GENERAL, workspace.new_ts(), BOT_ID, "x", ephemeral_to=random.choice((None, ANA)))
    if random.random() < 0.1:
        response_url = random.choice(_NO_RESPONSE_URLS)
    payload = interactive.pressed_on_message(
        workspace, shown, action=button, values={}, person=workspace.person(ANA), response_url=response_url
    )
    return _True("interactive", payload)


def _spoilt(random: Random, made: _True, secret: str) -> Request:
    """The request with up to three of its fields dropped or replaced, anywhere but where it is to be answered."""
    payload = json.loads(json.dumps(made.payload))
    done = [_spoil(random, payload) for _ in range(random.choice((0, 1, 1, 1, 2, 3)))]
    if made.sort == "slash_commands":
        payload = {name: each if isinstance(each, str) else json.dumps(each) for name, each in payload.items()}
        payload = {_sendable(name): _sendable(each) for name, each in payload.items()}
    kind, body = encoded(made.sort, payload)
    return Request(body, {"Content-Type": kind, **signed(secret, body)}, f"{made.sort}, {'; '.join(done) or 'whole'}")


def _sendable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


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


def _garbled(random: Random, made: _True, secret: str) -> Request:
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
