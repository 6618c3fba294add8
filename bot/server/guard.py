"""The guard before Bolt, which parses a body before it checks it: size, then signature, then shape."""

import hmac
import json
from collections.abc import Callable, Iterable
from hashlib import sha256
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
WsgiApp = Callable[[Environ, StartResponse], Iterable[bytes]]

LARGEST_BODY = 2**20

# Slack's signatures are good for five minutes, either way (SLACK.md, "Requests from Slack").
SECONDS_VALID = 300

# What Slack sends is two levels deep in most places and a dozen at worst; the parser must not run out of stack.
_DEEPEST = 100

_FORM = "application/x-www-form-urlencoded"

# What is an object wherever it stands in what Slack sends; `enterprise` is, or is null.
_OBJECTS = frozenset(("event", "user", "team", "channel", "view", "container", "message"))

# What an event calls by its id, or gives whole.
_NAMES = frozenset(("channel", "user", "team", "item"))

_STATUS = {400: "400 Bad Request", 401: "401 Unauthorized", 413: "413 Content Too Large"}


class Refused(Exception):
    """A request that goes no further; `status` is the HTTP status that it gets."""

    def __init__(self, status: int, reason: str) -> None:
        super().__init__(reason)
        self.status = status


class Guard:
    """WSGI middleware that lets through only what Slack signed, read whole and well formed."""

    def __init__(self, app: WsgiApp, *, signing_secret: str, clock: Callable[[], float]) -> None:
        self._app, self._secret, self._clock = app, signing_secret.encode(), clock

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        try:
            body = _read_body(environ)
            self._check_signature(environ, body)
            body = _well_formed(environ.get("CONTENT_TYPE", ""), body)
        except Refused as refused:
            return plain(start_response, _STATUS[refused.status], f"{refused}\n")
        environ["wsgi.input"] = BytesIO(body)
        environ["CONTENT_LENGTH"] = str(len(body))
        return self._app(environ, start_response)

    def _check_signature(self, environ: Environ, body: bytes) -> None:
        stamp = environ.get("HTTP_X_SLACK_REQUEST_TIMESTAMP", "")
        if not (stamp.isascii() and stamp.isdecimal() and len(stamp) <= 12):
            raise Refused(401, "The request has no timestamp.")
        if abs(self._clock() - int(stamp)) > SECONDS_VALID:
            raise Refused(401, "The request's timestamp is too far from the time here.")
        expected = "v0=" + hmac.new(self._secret, b"v0:" + stamp.encode() + b":" + body, sha256).hexdigest()
        given = environ.get("HTTP_X_SLACK_SIGNATURE", "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(expected.encode(), given):
            raise Refused(401, "The signature is not ours.")


def plain(start_response: StartResponse, status: str, text: str) -> Iterable[bytes]:
    """A short answer in plain text."""
    body = text.encode()
    start_response(status, [("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(body)))])
    return [body]


def _read_body(environ: Environ) -> bytes:
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal():
        raise Refused(400, "The request's length is not a number.")
    if int(length) > LARGEST_BODY:
        raise Refused(413, "The request is larger than 1 MiB.")
    body: bytes = environ["wsgi.input"].read(int(length) if environ.get("CONTENT_LENGTH") else LARGEST_BODY + 1)
    if len(body) > LARGEST_BODY:
        raise Refused(413, "The request is larger than 1 MiB.")
    return body


def _well_formed(content_type: str, body: bytes) -> bytes:
    """The body, once it is certain that Bolt can parse it to an object."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "The body is not UTF-8.") from error
    if content_type.startswith("application/json"):
        _check_shape(_checked_object(text))
        return body
    if not content_type.startswith(_FORM) or text.lstrip().startswith("{"):  # Bolt would take that for JSON
        raise Refused(400, "The body is neither JSON nor a form.")
    names = {pair.partition("=")[0] for pair in text.split("&")}
    if "payload" in names:
        _check_shape(_checked_object(parse_qs(text, keep_blank_values=True)["payload"][0]))
        return body
    if names.isdisjoint(("command", "ssl_check")):
        raise Refused(400, "The body is neither an event nor a command nor a press.")
    # Bolt takes every form in which the word "payload" stands, be it in the question asked, for a press without
    # one. Spelt with an escape the word is the same to any parser, and Bolt does not see it.
    return body.replace(b"payload", b"p%61yload")


def _checked_object(text: str) -> dict[str, Any]:
    if _depth(text) > _DEEPEST:
        raise Refused(400, "The JSON is nested too deeply.")
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "The body is not JSON.") from error
    if not isinstance(parsed, dict):
        raise Refused(400, "The JSON is not an object.")
    return parsed


def _check_shape(payload: dict[str, Any]) -> None:
    """Refuse what Slack never sends and Bolt would stumble over: a part of another kind than it always has."""
    for name in _OBJECTS & payload.keys():
        _require(isinstance(payload[name], dict), f"Its {name} is not an object.")
    for name in _NAMES & payload.get("event", {}).keys():
        _require(isinstance(payload["event"][name], str | dict), f"Its event's {name} is neither an id nor an object.")
    _check_messages(payload)
    _check_names(payload)
    _require(isinstance(payload.get("enterprise"), dict | None), "Its enterprise is not an object.")
    authorizations = payload.get("authorizations")
    _require(authorizations is None or _is_list_of(_is_object, authorizations), "Its authorizations are no list.")
    _require(_is_list_of(_is_object, payload.get("response_urls", [])), "Its response_urls are no list of objects.")
    actions = payload.get("actions", [{"action_id": ""}])
    _require(_is_list_of(_is_action, actions) and len(actions) > 0, "Its actions are no list of actions.")


def _check_messages(payload: dict[str, Any]) -> None:
    """Refuse a message, or an event's message, whose writer Bolt would stumble over."""
    event = payload.get("event", {})
    for message in (payload.get("message"), event.get("message"), event.get("previous_message")):
        writer = message.get("user") if isinstance(message, dict) else None
        _require(isinstance(writer, str | dict | None), "Its message's user is neither an id nor an object.")


def _check_names(payload: dict[str, Any]) -> None:
    """Refuse what Bolt finds listeners by and is no text."""
    view = payload.get("view", {"type": ""})
    _require(isinstance(view.get("type"), str), "Its view has no type.")
    for name in (payload.get("callback_id"), payload.get("action_id"), view.get("callback_id")):
        _require(isinstance(name, str | None), "Its callback_id or action_id is no text.")


def _require(is_so: bool, otherwise: str) -> None:
    if not is_so:
        raise Refused(400, otherwise)


def _is_list_of(kind: Callable[[object], bool], value: object) -> bool:
    return isinstance(value, list) and all(map(kind, value))


def _is_object(value: object) -> bool:
    return isinstance(value, dict)


def _is_action(value: object) -> bool:
    return isinstance(value, dict) and isinstance(value.get("action_id"), str)


def _depth(text: str) -> int:
    """How many brackets stand open at most; those inside texts count too, which errs on the safe side."""
    open_brackets = deepest = 0
    for char in text:
        if char in "[{":
            open_brackets += 1
            deepest = max(deepest, open_brackets)
        elif char in "]}":
            open_brackets -= 1
    return deepest
