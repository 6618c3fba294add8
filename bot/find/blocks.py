"""How the answer to a message looks in its modal, and a shared article in its thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock

from bot.buttons import helpful_button, none_button
from bot.cards import (
    NO_ARTICLES,
    Message,
    article_value,
    card,
    echo,
    escape,
    kept_with,
    nothing_found,
    reference_unknown,
    section,
)
from bot.modals import LONGEST_MEMORY, modal
from knowledge.articles import Answer, Band, Match

# So many matches are shown to choose from, and so many where the first is very likely right.
CHOICES, SURE_CHOICES = 5, 3

_NO_QUESTION = "That message asks nothing that I could look up. Use the shortcut on one that does."


@dataclass(frozen=True, slots=True)
class Place:
    """The thread that a modal was opened from."""

    channel: str
    thread_ts: str

    @classmethod
    def remembered(cls, memory: Mapping[str, Any]) -> "Place":
        """The place that a modal was told to remember."""
        return cls(str(memory.get("channel", "")), str(memory.get("thread_ts", "")))


def found_modal(found: Answer, place: Place, *, said: str = "") -> dict[str, Any]:
    """The modal with an answer's matches; `said` stands above them, in our own words."""
    memory = kept_with(found.question, {"channel": place.channel, "thread_ts": place.thread_ts}, LONGEST_MEMORY)
    above: list[Block] = [section(escape(said)), DividerBlock()] if said else []
    return modal("Find articles", Message.of("Find articles", [*above, *_matches(found)]), memory=memory)


def _matches(found: Answer) -> list[Block]:
    if found.talk:
        return [section(_NO_QUESTION)]
    if not found.searched:
        return [section(NO_ARTICLES)]
    if found.unknown:
        return [section(reference_unknown(found.unknown))]
    if found.band is Band.NONE:
        return [section(nothing_found(found))]
    sure = found.band is Band.CONFIDENT
    blocks: list[Block] = [section(f"{'The first answers' if sure else 'These may answer'} “{echo(found)}”:")]
    for match in found.matches[: SURE_CHOICES if sure else CHOICES]:
        row = [_share_button(match), helpful_button(found.question, match.article)]
        blocks += [*card(match, found.question), ActionsBlock(elements=row)]
    return [*blocks, DividerBlock(), ActionsBlock(elements=[none_button(found.question)])]


def _share_button(match: Match) -> ButtonElement:
    return ButtonElement(text="Share in thread", action_id="share_in_thread", value=article_value(match.article))
