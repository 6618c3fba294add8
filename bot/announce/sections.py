"""What Home shows of news: what has happened lately in the categories of whoever looks."""

from collections.abc import Sequence
from datetime import timedelta

from slack_sdk.models.blocks import Block

from bot.announce.blocks import headline
from bot.cards import header, row_of, small, verb_button
from bot.parts import Parts, Visitor
from knowledge.announcements import Line

_DAYS, _MOST_SHOWN = 14, 5

# The verb that lists what came last.
_ALL = "recent"


def news(parts: Parts, visitor: Visitor) -> Sequence[Block]:
    """The articles that are new or updated in what whoever looks, or a channel of theirs, is subscribed to."""
    has_any = bool(parts.knowledge.subscriptions.of_all(visitor.places))
    within, places = timedelta(days=_DAYS), visitor.places if has_any else ()
    found = parts.knowledge.announcements.news_for(places, visitor.audience, within=within, count=_MOST_SHOWN)
    lines = [Line(each.article, each.kind, compact=True) for each in found]
    shown = [block for line in lines for block in headline(line)]
    all_button = [verb_button("Show all", _ALL)] if lines and parts.verb(_ALL) else []
    return [header("What is new"), *shown, small(_said(visitor, lines, has_any=has_any)), *row_of(all_button)]


def _said(visitor: Visitor, lines: Sequence[Line], *, has_any: bool) -> str:
    """Where that is from, or that there is nothing."""
    when = f"{'From' if lines else 'Nothing in'} the last {_DAYS} days"
    if visitor.channels is None:
        return f"{when}. Slack does not tell me just now which channels you are in, so theirs may be missing."
    if has_any:
        return f"{when}, in what you and your channels are subscribed to."
    return f"{when}. Once you or your channels are subscribed to categories, this is about theirs."
