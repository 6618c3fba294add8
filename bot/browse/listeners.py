"""What happens when somebody moves about among the categories."""

from slack_bolt import Ack

from bot.browse import showing
from bot.gestures import Press
from bot.parts import Parts
from bot.pressing import after_ack
from bot.shapes import Payload
from bot.shelves.showing import shelf_shown


class Listeners:
    """The listeners of browse: each shows something else in the place of what a button was pressed in."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def browse(self, ack: Ack, body: Payload) -> None:
        """A category, or another page of it."""
        after_ack(self._parts, ack, body, show_shelf)

    def categories(self, ack: Ack, body: Payload) -> None:
        """The tree, or another page of it."""
        after_ack(self._parts, ack, body, show_tree)

    def newest(self, ack: Ack, body: Payload) -> None:
        """The newest articles of a category, or another page of them."""
        after_ack(self._parts, ack, body, show_newest)


def show_shelf(parts: Parts, press: Press) -> None:
    """Show the pressed category in place; `UnknownCategory` when it has gone."""
    path, offset = showing.pressed_category(parts, press), press.number("offset")
    parts.replies.replace(press, shelf_shown(parts, press, path, offset))


def show_tree(parts: Parts, press: Press) -> None:
    """Show the pressed page of the tree in place."""
    parts.replies.replace(press, showing.tree_shown(parts, press, press.number("offset")))


def show_newest(parts: Parts, press: Press) -> None:
    """Show the newest articles of the pressed category in place; `UnknownCategory` when it has gone."""
    path, offset = showing.pressed_category(parts, press), press.number("offset")
    parts.replies.replace(press, showing.newest_shown(parts, press, path, offset))
