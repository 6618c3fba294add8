"""What happens when somebody submits the form, or presses a button below a subscription."""

from slack_bolt import Ack

from bot.cards import note, plain
from bot.gestures import Press
from bot.parts import Parts
from bot.payloads import submission_from
from bot.pressed import subscription_of
from bot.pressing import after_ack
from bot.shapes import Payload
from bot.subscribe.ending import end_all
from bot.subscribe.form.opening import filled_in
from bot.subscribe.form.submitting import submitted
from bot.subscribe.listing import changing
from bot.subscribe.naming import Names
from bot.typed.options import RECENT
from knowledge.articles import Audience


class Listeners:
    """The listeners of subscribe: a form is answered in the acknowledgement, all else follows it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def submit(self, ack: Ack, body: Payload) -> None:
        """The form."""
        ack(**submitted(self._parts, submission_from(body)))

    def change(self, ack: Ack, body: Payload) -> None:
        """Change."""
        after_ack(self._parts, ack, body, open_filled_in)

    def pause(self, ack: Ack, body: Payload) -> None:
        """Pause, in the list."""
        after_ack(self._parts, ack, body, changing.pause)

    def resume(self, ack: Ack, body: Payload) -> None:
        """Resume, in the list."""
        after_ack(self._parts, ack, body, changing.resume)

    def remove(self, ack: Ack, body: Payload) -> None:
        """Remove, in the list."""
        after_ack(self._parts, ack, body, changing.remove)

    def turn(self, ack: Ack, body: Payload) -> None:
        """Previous or next, below the list."""
        after_ack(self._parts, ack, body, changing.turn)

    def show_latest(self, ack: Ack, body: Payload) -> None:
        """Post the last 3 articles."""
        after_ack(self._parts, ack, body, post_latest)

    def end_all(self, ack: Ack, body: Payload) -> None:
        """End all subscriptions."""
        after_ack(self._parts, ack, body, end_and_say)


def open_filled_in(parts: Parts, press: Press) -> None:
    """Open the form filled in with the pressed subscription.

    `NoSubscription`, `NotAllowed`, `Outsider`, `NotOpened`.
    """
    parts.permissions.check_change(press)
    view = filled_in(parts, press.as_command(), subscription_of(parts.knowledge, press))
    show = parts.modals.push if press.view else parts.modals.open
    show(press.trigger, view)


def post_latest(parts: Parts, press: Press) -> None:
    """Post the last articles of the pressed subscription's category, once, and say so; errors as above."""
    parts.permissions.check_change(press)
    found = subscription_of(parts.knowledge, press)
    audience = _readers(parts, press)
    count = parts.knowledge.announcements.show_latest(found, audience, RECENT)
    if count:
        where = "you" if press.place.channel != press.channel else "this channel"
        said = "The last article is" if count == 1 else f"The last {count} articles are"
        parts.replies.show(press, note(f"{said} on the way to {where}."))
        return
    name = Names(parts.knowledge, parts.channels.audience_for(press)).of(found)
    there = parts.knowledge.announcements.latest(found.category, audience, 1)
    empty = f"There is no article in {name} yet that may be shown here."
    parts.replies.show(press, plain(f"The last articles of {name} were posted here already." if there else empty))


def _readers(parts: Parts, press: Press) -> Audience:
    """Who will read what is posted to where a button was pressed."""
    if press.place.channel != press.channel:  # what is posted there is told to that person alone
        return parts.channels.audience_of(press.workspace, press.person)
    return parts.channels.audience_shown(press, press.channel)


def end_and_say(parts: Parts, press: Press) -> None:
    """End all subscriptions of the channel, and say so in the place of the question; `NotAllowed`, `Outsider`."""
    parts.replies.replace(press, end_all(parts, press))
