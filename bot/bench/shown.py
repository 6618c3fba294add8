"""What the bot shows, wherever it does: in acks and by calls of Slack's methods; a sentence for each broken promise."""

import json
from collections.abc import Iterator
from typing import Any

from bot.bench import promises
from bot.playground.journal import Call
from bot.playground.limits import SlackRefused
from bot.playground.suggestions import checked_suggestions

# The one link of the articles that are tried.
LINK = "https://help.example.com/a?b=1&c=2"

# What Slack says of something that is drawn wrong; all its other words may be the request's own doing.
_DRAWN_WRONG = (
    *(
        "invalid_blocks",
        "invalid_blocks_format",
        "no_text",
        "msg_too_long",
        "view_too_large",
        "invalid_metadata_schema",
    ),
    *("cannot_parse_attachment", "invalid_unfurls_format"),
)


def of_ack(ack: dict[str, Any], *, typed: str) -> Iterator[str]:
    """What the body of an ack must keep to; `typed` is all that was said in the request."""
    if "options" in ack or "option_groups" in ack:
        yield from _of_options(ack)
    elif ack.get("response_action") == "errors":
        yield from _of_errors(ack.get("errors"))
    elif "response_action" in ack and "view" in ack:
        yield from promises.of_view(ack["view"], {LINK}, typed=typed)
    elif "text" in ack or "blocks" in ack:
        yield from promises.of_drawn(ack.get("text", ""), ack.get("blocks"), {LINK}, typed=typed, secret=False)


def of_call(call: Call, *, typed: str) -> Iterator[str]:
    """What a request to Slack must keep to, and what Slack may not say of it."""
    error = call.answer.get("error")
    if error in _DRAWN_WRONG:
        yield f"Slack refuses what {call.method} shows: {error} {call.answer.get('errors', [])[:1]}"
    if call.method in ("chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"):
        yield from of_ack(call.arguments, typed=typed)
    elif call.method.startswith("views."):
        yield from promises.of_view(call.arguments.get("view") or {}, {LINK}, typed=typed)
    elif call.method == "chat.unfurl":
        unfurls = call.arguments.get("unfurls")
        shown = json.loads(unfurls) if isinstance(unfurls, str) else unfurls
        yield from promises.of_attachments(shown, {LINK}, typed=typed)


def _of_options(ack: dict[str, Any]) -> Iterator[str]:
    try:
        checked_suggestions(json.dumps(ack))
    except SlackRefused as refused:
        yield f"Slack refuses options: {refused}"


def _of_errors(errors: Any) -> Iterator[str]:
    if not errors or not all(isinstance(text, str) and text for text in errors.values()):
        yield "a form is refused without a word"
