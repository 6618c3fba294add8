"""What happens when somebody fills a search in, turns its pages, or posts what it found."""

from slack_bolt import Ack

from bot.gestures import Press
from bot.parts import Parts
from bot.payloads import press_from, submission_from
from bot.pressing import after_ack
from bot.search import blocks
from bot.search.choosing import offered
from bot.search.form.blocks import options
from bot.search.form.opening import change_search
from bot.search.form.submitting import submitted
from bot.search.recording import keep_shown
from bot.search.window import pages, posting
from bot.search.window.memory import search_in
from bot.shapes import Payload, text_at


class Listeners:
    """The listeners of search: the form and its menu are answered in the acknowledgement, presses after it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def choose(self, ack: Ack, body: Payload) -> None:
        """The menu of categories, as somebody types into it."""
        ack(options=options(offered(self._parts, press_from(body), text_at(body, "value"))))

    def submit(self, ack: Ack, body: Payload) -> None:
        """The form."""
        ack(**submitted(self._parts, submission_from(body)))

    def change(self, ack: Ack, body: Payload) -> None:
        """Change search, below a message or in the window."""
        after_ack(self._parts, ack, body, change)

    def turn(self, ack: Ack, body: Payload) -> None:
        """More results, or back to the first, in place."""
        after_ack(self._parts, ack, body, turn_page)

    def turn_window(self, ack: Ack, body: Payload) -> None:
        """Previous or next, in the window."""
        after_ack(self._parts, ack, body, pages.turn)

    def post(self, ack: Ack, body: Payload) -> None:
        """Post to channel."""
        after_ack(self._parts, ack, body, posting.post)


def change(parts: Parts, press: Press) -> None:
    """Show the form filled in with the search that a message or a window shows; `NotOpened`."""
    shown = search_in(press.view.memory) if press.view else ""
    change_search(parts, press, press.text("search") or shown)


def turn_page(parts: Parts, press: Press) -> None:
    """Put another page of a search in the place of the one that is shown."""
    offset = min(max(press.number("offset"), 0), blocks.FURTHEST)
    audience = parts.channels.audience_for(press)
    found = parts.knowledge.search(press.text("search"), audience, limit=blocks.SHOWN, offset=offset)
    keep_shown(parts, press, found)
    parts.replies.replace(press, blocks.results(found))
