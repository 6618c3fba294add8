"""Blocks and views that the tests of the fake Slack hand it."""

from typing import Any

Json = dict[str, Any]


def words(text: str, kind: str = "plain_text") -> Json:
    return {"type": kind, "text": text}


def section(text: str = "x", **more: Any) -> Json:
    return {"type": "section", "text": words(text, "mrkdwn"), **more}


def button(action_id: str, text: str = "Go", **more: Any) -> Json:
    return {"type": "button", "action_id": action_id, "text": words(text), **more}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def option(value: str) -> Json:
    return {"text": words(value.title()), "value": value}


def text_input(block_id: str, action_id: str = "typed", *, element: Json | None = None, **more: Any) -> Json:
    inside = {"type": "plain_text_input", "action_id": action_id, **(element or {})}
    return {"type": "input", "block_id": block_id, "label": words("Label"), "element": inside, **more}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": words("A modal"), "blocks": list(blocks) or [section()], **more}


def form(*blocks: Json, **more: Any) -> Json:
    return modal(*blocks, submit=words("Save"), **more)
