"""How the list of a channel's subscriptions looks."""

import json
from collections.abc import Iterator

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, DividerBlock

from bot.cards import Message, by, section, small
from bot.subscribe.blocks import begin_button, paragraphs, subscription_button
from bot.subscribe.listing.reading import PAGE, Page
from bot.subscribe.naming import as_typed
from bot.subscribe.telling import form_of, next_of, when_of
from bot.subscribe.times import ago
from knowledge.subscriptions import Cadence, Pause, Subscription


def listing(page: Page) -> Message:
    """A page of subscriptions, each with buttons, or how to begin where there are none."""
    if not page.count:
        return _nothing(page)
    heading = _heading(page)
    blocks: list[Block] = [section(page.said)] if page.said else []
    blocks.append(section(heading))
    for subscription in page.subscriptions:
        blocks += [section(_what(subscription, page)), small(_facts(subscription, page)), _buttons(subscription, page)]
    turns = _turns(page)
    blocks += [DividerBlock(), ActionsBlock(elements=turns)] if turns else []
    return Message.of(f"{page.said} {heading}".strip(), blocks)


def _nothing(page: Page) -> Message:
    said = [page.said] if page.said else []
    who = "You are" if page.is_direct else "This channel is"
    if not page.example:
        return paragraphs([*said, f"{who} subscribed to nothing, and the knowledge base holds no articles yet."])
    try_this = f"Type {as_typed('subscribe', page.example)}, or press the button."
    return paragraphs([*said, f"{who} subscribed to nothing. {try_this}"], [begin_button()])


def _heading(page: Page) -> str:
    who = "You have" if page.is_direct else "This channel has"
    count = "1 subscription" if page.count == 1 else f"{page.count} subscriptions"
    shown = f", here are {page.offset + 1} to {page.offset + len(page.subscriptions)}" if page.count > PAGE else ""
    return f"{who} {count}{shown}. Times are those of {page.subscriptions[0].timetable.timezone}."


def _what(subscription: Subscription, page: Page) -> str:
    said = f"{page.names.first(subscription)}: {when_of(subscription)}"
    is_muted = subscription.timetable.cadence is Cadence.MUTED
    return said if is_muted else f"{said}; {form_of(subscription.style)}"


def _facts(subscription: Subscription, page: Page) -> str:
    return " · ".join([*_what_happens(subscription, page), f"made by {by(subscription.made_by)}"])


def _what_happens(subscription: Subscription, page: Page) -> Iterator[str]:
    """When it posts next, or why not, and when it did last."""
    if subscription.timetable.cadence is Cadence.MUTED:
        return
    yield next_of(subscription, now=page.now)
    last = page.last_sent.get(subscription.id)
    yield f"last posted {ago(last, subscription.timetable.timezone, now=page.now)}" if last else "nothing posted yet"


def _buttons(subscription: Subscription, page: Page) -> ActionsBlock:
    here = {"offset": page.offset}
    buttons = [subscription_button("Change", "change_subscription", subscription)]
    if subscription.pause is not Pause.NONE:
        buttons.append(subscription_button("Resume", "resume_subscription", subscription, **here))
    elif subscription.timetable.cadence is not Cadence.MUTED:
        buttons.append(subscription_button("Pause", "pause_subscription", subscription, **here))
    buttons.append(subscription_button("Remove", "remove_subscription", subscription, **here))
    if subscription.pause is Pause.NONE and subscription.timetable.cadence is not Cadence.MUTED:
        buttons.append(subscription_button("Announce now", "try_now", subscription))
    return ActionsBlock(elements=buttons)


def _turns(page: Page) -> list[ButtonElement]:
    turns = []
    if page.offset:
        turns.append(_turn("Previous", "previous_subscriptions", page.offset - PAGE))
    if page.offset + PAGE < page.count:
        turns.append(_turn("Next", "next_subscriptions", page.offset + PAGE))
    return turns


def _turn(label: str, action_id: str, offset: int) -> ButtonElement:
    return ButtonElement(text=label, action_id=action_id, value=json.dumps({"offset": offset}))
