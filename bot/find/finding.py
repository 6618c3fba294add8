"""Finding: the articles that answer a message, in a modal that only whoever asked sees."""

from bot.find import blocks
from bot.find.blocks import Place
from bot.gestures import Shortcut
from bot.modals import note_modal
from bot.parts import Parts

_NO_WORDS = "That message holds no words that I can read. Use the shortcut on one that asks something."


def find(parts: Parts, shortcut: Shortcut) -> None:
    """Open a modal with the answer to a message's text; `NotOpened` when Slack does not open it."""
    if not shortcut.text:
        parts.modals.open(shortcut.trigger, note_modal(_NO_WORDS))
        return
    found = parts.knowledge.ask(shortcut.text, parts.channels.audience_for(shortcut), limit=blocks.CHOICES)
    place = Place(shortcut.channel, shortcut.thread_ts)
    parts.modals.open(shortcut.trigger, blocks.found_modal(found, place))
