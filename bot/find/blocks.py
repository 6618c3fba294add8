"""How the answer to a message looks in its modal, and a shared article in its thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock

from bot.cards import (
    NO_ARTICLES,
    Message,
    article_value,
    by,
    card,
    echo,
    escape,
    kept_with,
    nothing_found,
    section,
    small,
    spoken,
)
from bot.modals import LONGEST_MEMORY, modal
from knowledge.articles import Answer, Band, Match

# So many matches are shown to choose from, and so many where the first is very likely right.
CHOICES, SURE_CHOICES = 5, 3


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


def shared(match: Match, person: str) -> Message:
    """An article as everybody in the thread sees it, with who shared it."""
    return Message.of(spoken(match), [*card(match), small(f"Shared by {by(person)}")])


def _matches(found: Answer) -> list[Block]:
    if not found.searched:
        return [section(NO_ARTICLES)]
    if found.band is Band.NONE:
        return [section(nothing_found(found))]
    sure = found.band is Band.CONFIDENT
    blocks: list[Block] = [section(f"{'The first answers' if sure else 'These may answer'} “{echo(found)}”:")]
    for match in found.matches[: SURE_CHOICES if sure else CHOICES]:
        blocks += [*card(match), ActionsBlock(elements=[_share_button(match)])]
    return blocks


def _share_button(match: Match) -> ButtonElement:
    return ButtonElement(text="Share in thread", action_id="share_in_thread", value=article_value(match.article))
