"""Pressing: a press is acknowledged at once, and what somebody wanted by it is done after that."""

from collections.abc import Callable
from functools import partial

from slack_bolt import Ack

from bot.errors import in_background
from bot.gestures import Press
from bot.parts import Parts
from bot.payloads import press_from
from bot.shapes import Payload


def after_ack(parts: Parts, ack: Ack, body: Payload, work: Callable[[Parts, Press], None]) -> None:
    """Acknowledge a press and do its work in the background; whoever pressed is told what goes wrong with it."""
    ack()
    told = partial(parts.replies.tell, body)
    in_background(parts.pool, partial(work, parts, press_from(body)), otherwise=told)
