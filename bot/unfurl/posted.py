"""Links that were posted, as Slack's event `link_shared` tells of them."""

from dataclasses import dataclass

from bot.shapes import Payload, at, text_at

# What an event says of a link in a message that has been posted. Of one that is still being written, which `composer`
# says, nobody knows yet who will read it.
_POSTED = ("", "conversations_history")


@dataclass(frozen=True, slots=True)
class Posted:
    """The links of one message, as they stand there, and who wrote it."""

    workspace: str
    channel: str
    person: str
    ts: str
    links: tuple[str, ...]


def posted_from(body: Payload) -> Posted | None:
    """The links in a posted message, each once; None where there are none."""
    event = at(body, "event")
    found = at(event, "links")
    urls = [text_at(link, "url") for link in found] if isinstance(found, list) else []
    links = tuple(dict.fromkeys(filter(None, urls)))
    workspace, channel, ts = text_at(body, "team_id"), text_at(event, "channel"), text_at(event, "message_ts")
    if not (workspace and channel and ts and links) or text_at(event, "source") not in _POSTED:
        return None
    return Posted(workspace, channel, text_at(event, "user"), ts, links)
