"""What the buttons in the list do to one subscription; the list is then shown anew in its place."""

from bot.gestures import Press
from bot.parts import Parts
from bot.pressed import subscription_of
from bot.subscribe.ending import ended
from bot.subscribe.listing import blocks
from bot.subscribe.listing.reading import read_page
from bot.subscribe.naming import Names


def turn(parts: Parts, press: Press) -> None:
    """Show another page."""
    _show(parts, press, said="")


def pause(parts: Parts, press: Press) -> None:
    """Pause the pressed subscription until somebody resumes it; `NoSubscription`, `NotAllowed`, `Outsider`."""
    parts.permissions.check_change(press)
    found = subscription_of(parts.knowledge, press)
    parts.knowledge.subscriptions.pause(press.place, person=press.person, until=None, only=found.id)
    _show(parts, press, said=f"Paused: {_names(parts, press).of(found)}. Press Resume to go on.")


def resume(parts: Parts, press: Press) -> None:
    """End the pause of the pressed subscription; `NoSubscription`, `NotAllowed`, `Outsider`."""
    parts.permissions.check_change(press)
    found = subscription_of(parts.knowledge, press)
    parts.knowledge.subscriptions.resume(press.place, person=press.person, only=found.id)
    what = "What came meanwhile, if anything did, comes as one digest."
    _show(parts, press, said=f"Resumed: {_names(parts, press).of(found)}. {what}")


def remove(parts: Parts, press: Press) -> None:
    """End the pressed subscription; `NoSubscription`, `NotAllowed`, `Outsider`."""
    parts.permissions.check_change(press)
    found = subscription_of(parts.knowledge, press)
    parts.knowledge.subscriptions.end(press.place, person=press.person, only=found.id)
    rest = parts.knowledge.subscriptions.of(press.place)
    _show(parts, press, said=" ".join(ended(found, rest, _names(parts, press))))


def _show(parts: Parts, press: Press, *, said: str) -> None:
    page = read_page(parts, press.as_command(), offset=press.number("offset"), said=said)
    parts.replies.replace(press, blocks.listing(page))


def _names(parts: Parts, press: Press) -> Names:
    return Names(parts.knowledge, parts.channels.audience_for(press))
