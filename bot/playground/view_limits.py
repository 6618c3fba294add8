"""What Slack refuses in a view, whole, and the words in which it does.

Source: docs.slack.dev/reference/views, and the errors that Slack answers with.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.playground.blockkit import ANYTHING, BLOCKS, plain
from bot.playground.limits import Problem, SlackRefused, check, entangled, refusal
from bot.playground.model import Json
from bot.playground.shapes import Many, Part, Rule, Shape, Words

MOST_BYTES = 250_000

# These stand in messages only.
VIEW_BLOCKS = frozenset(BLOCKS) - {"markdown", "table", "file", "context_actions"}

_EVERY_VIEW: dict[str, Rule] = {
    "blocks": Many(100, Part(VIEW_BLOCKS, kind="block")),
    "private_metadata": Words(3000),
    "callback_id": Words(255),
    "external_id": Words(255),
}

VIEWS: Mapping[str, Shape] = {
    "modal": Shape(
        _EVERY_VIEW
        | {
            "title": plain(24),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": ANYTHING,
            "notify_on_close": ANYTHING,
        },
        required=("title", "blocks"),
    ),
    "home": Shape(_EVERY_VIEW, required=("blocks",)),
}


def view_object(name: str, value: Any) -> Json:
    """A view, as an object or as a string of JSON."""
    try:
        view = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        view = None
    if not isinstance(view, dict):
        raise refusal("invalid_arguments", [Problem("must be an object", f"/{name}")])
    return view


def checked_view(view: Json, *, kind: str = "modal") -> Json:
    """The view as Slack would take it; raises SlackRefused when it would not."""
    problems = find_view_problems(view, kind=kind)
    if problems:
        raise refusal("invalid_arguments", problems)
    if len(json.dumps(view).encode()) > MOST_BYTES:
        raise SlackRefused("view_too_large")
    return view


def find_view_problems(view: Json, *, kind: str = "modal") -> list[Problem]:
    """Everything that Slack would find wrong with a view of this type."""
    if view.get("type") != kind:
        return [Problem(f"unsupported type: {view.get('type')}", "/view/type")]
    problems = [*check(VIEWS[kind], view, at="/view")]
    return problems or [*entangled(view["blocks"], at="/view/blocks"), *_unsubmittable(view)]


def _unsubmittable(view: Json) -> Iterator[Problem]:
    if view["type"] != "modal" or view.get("submit"):
        return
    for number, block in enumerate(view["blocks"]):
        if block["type"] == "input":
            yield Problem("must define `submit` to use `input` block", f"/view/blocks/{number}/input")
