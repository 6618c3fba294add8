"""How a subscription that was made, changed, paused or ended looks, with what can be done about it next."""

import json
from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from bot.cards import Message, offer, row_of, section, small, verb_button
from bot.subscribe.making import Made
from bot.subscribe.telling import told
from bot.typed.pieces import in_quotes
from bot.typed.spelling import typed, typed_category
from knowledge.articles import CategoryPath, category_text
from knowledge.subscriptions import Cadence, Subscription

# So many buttons stand below a sentence that asks which.
MOST_CHOICES = 10


def confirmation(made: Made) -> Message:
    """What was made or changed, and what can be done next."""
    return paragraphs(told(made), _next(made))


def paragraphs(texts: Iterable[str], buttons: Sequence[ButtonElement] = ()) -> Message:
    """Paragraphs of mrkdwn, the first in large type, above buttons."""
    first, *rest = texts
    blocks: list[Block] = [section(first), *map(small, rest)]
    return Message.of(" ".join([first, *rest]), [*blocks, *row_of(buttons)])


def which(mrkdwn: str, verb: str, categories: Iterable[CategoryPath]) -> Message:
    """A sentence that asks which category is meant, above a button for each."""
    return offer(mrkdwn, verb, {category_text(each) or "All categories": quoted(each) for each in categories})


def begin_button() -> ButtonElement:
    """The button that opens the form of a new subscription."""
    return verb_button("Subscribe…", "subscribe")


def list_button() -> ButtonElement:
    """The button that lists the subscriptions of a place, to change them; in Home those of whoever presses it."""
    return verb_button("Change your own", "subscriptions", number=1)


def resume_button() -> ButtonElement:
    """The button that ends the pauses of a channel."""
    return verb_button("Resume now", "resume", number=1)


def again_button(ended: Subscription) -> ButtonElement:
    """The button that subscribes, or mutes, as it was before."""
    was_muted = ended.timetable.cadence is Cadence.MUTED
    return verb_button("Mute again" if was_muted else "Subscribe again", "subscribe", typed(ended))


def end_all_button(label: str) -> ButtonElement:
    """The button that ends all subscriptions of a channel."""
    return ButtonElement(text=label, action_id="end_subscriptions", value="{}", style="danger")


def subscription_button(label: str, action_id: str, subscription: Subscription, **more: int) -> ButtonElement:
    """A button that does something with one subscription."""
    return ButtonElement(text=label, action_id=action_id, value=json.dumps({"subscription": subscription.id, **more}))


def quoted(category: CategoryPath) -> str:
    """A category as a button carries it for a verb, which reads it whatever words it has."""
    return in_quotes(category_text(category)) if category else typed_category(category)


def _next(made: Made) -> list[ButtonElement]:
    subscription = made.subscription
    muted, named = subscription.timetable.cadence is Cadence.MUTED, made.names.shows(subscription.category)
    buttons = []
    if made.before is None and not muted and not made.recent:
        buttons.append(subscription_button("Post the last 3 articles", "show_latest", subscription))
    if not muted and named:
        buttons.append(verb_button("Preview", "preview", quoted(subscription.category), number=1))
    buttons.append(subscription_button("Change", "change_subscription", subscription))
    if named:
        label = "End the mute" if muted else "Unsubscribe"
        buttons.append(verb_button(label, "unsubscribe", quoted(subscription.category), number=2))
    return buttons
