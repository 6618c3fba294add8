"""What Slack's events say that happened: to which channel, in which workspace, by whom."""

from collections.abc import Mapping

from bot.shapes import Payload
from knowledge.characters import storable
from knowledge.subscriptions import Place


def place_in(body: Payload, name: str = "channel") -> Place | None:
    """The channel that an event names; None where it names none."""
    workspace, channel = _text(body.get("team_id")), _text(_event(body).get(name))
    return Place(workspace, channel) if workspace and channel else None


def person_in(body: Payload) -> str:
    """Whom an event is about, or nothing."""
    return _text(_event(body).get("user"))


def recipients_of(body: Payload) -> frozenset[str]:
    """For whom of ours an event was delivered: bots, by their ids; none where Slack does not say."""
    given = body.get("authorizations")
    listed = given if isinstance(given, list) else []
    bots = (each for each in listed if isinstance(each, Mapping) and each.get("is_bot") is True)
    return frozenset(id for each in bots if (id := _text(each.get("user_id"))))


def is_ours_revoked(body: Payload) -> bool:
    """Whether bots lost their tokens by an event, and not only people."""
    tokens = _event(body).get("tokens")
    return not isinstance(tokens, Mapping) or bool(tokens.get("bot"))


def _event(body: Payload) -> Mapping[str, object]:
    event = body.get("event")
    return event if isinstance(event, Mapping) else {}


def _text(found: object) -> str:
    return storable(found) if isinstance(found, str) else ""
