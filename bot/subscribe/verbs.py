"""The verbs of subscriptions."""

from bot.cards import Message
from bot.gestures import Command
from bot.parts import Parts, Verb
from bot.subscribe.ending import unsubscribe
from bot.subscribe.listing.blocks import listing
from bot.subscribe.listing.reading import read_page
from bot.subscribe.pausing import pause, resume
from bot.subscribe.subscribing import mute, subscribe
from bot.typed.pausing import could_be_pause
from bot.typed.reading import could_be_category, could_be_wanted


def _show(parts: Parts, command: Command, _arguments: str) -> Message:
    return listing(read_page(parts, command))


SUBSCRIBE = Verb(
    word="subscribe",
    usage="subscribe {category} daily 09:00",
    purpose="tells this channel of new and updated articles; without more it asks what and when",
    label="Subscribe…",
    parses=could_be_wanted,
    answer=subscribe,
)
UNSUBSCRIBE = Verb(
    word="unsubscribe",
    usage="unsubscribe {category}",
    purpose="ends that",
    label="End a subscription",
    parses=could_be_category,
    answer=unsubscribe,
)
MUTE = Verb(
    word="mute",
    usage="mute {category}",
    purpose="keeps a category out, whatever else is subscribed",
    label="Mute a category",
    parses=could_be_category,
    answer=mute,
)
PAUSE = Verb(
    word="pause",
    usage="pause 3d",
    purpose="tells this channel nothing for 3 days; `until monday` works too",
    label="Pause announcements",
    parses=could_be_pause,
    answer=pause,
)
RESUME = Verb(
    word="resume",
    usage="resume",
    purpose="ends the pause; what was missed comes as one digest",
    label="Resume announcements",
    parses=lambda rest: not rest,
    answer=resume,
)
SUBSCRIPTIONS = Verb(
    word="subscriptions",
    usage="subscriptions",
    purpose="shows what this channel is told, and when",
    label="Show subscriptions",
    parses=lambda rest: not rest,
    answer=_show,
)
