"""Finding: the articles that answer a message, in a modal that only whoever asked sees."""

from bot.find import blocks
from bot.find.blocks import Place
from bot.gestures import Shortcut
from bot.modals import note_modal
from bot.parts import Parts
from knowledge.posts import Way
from knowledge.questions import Asker, answered_by

_NO_WORDS = "That message holds no words that I can read. Use the shortcut on one that asks something."


def find(parts: Parts, shortcut: Shortcut) -> None:
    """Open a modal with the answer to a message's text; `NotOpened` when Slack does not open it."""
    if not shortcut.text:
        parts.modals.open(shortcut.trigger, note_modal(_NO_WORDS))
        return
    audience = parts.channels.audience_for(shortcut)
    favoured = parts.knowledge.channel_settings.favoured(shortcut.place)
    found = parts.knowledge.ask(shortcut.text, audience, limit=blocks.CHOICES, favoured=favoured)
    asker = Asker(shortcut.workspace, shortcut.channel, shortcut.person, audience, shortcut.thread_ts)
    parts.knowledge.recording.add(asker, answered_by(found), Way.SHORTCUT)
    place = Place(shortcut.channel, shortcut.thread_ts)
    parts.modals.open(shortcut.trigger, blocks.found_modal(found, place))
