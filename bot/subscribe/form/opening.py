"""Opening the form: for a new subscription, or filled in with one that is to be changed."""

from dataclasses import replace
from functools import partial

from bot.errors import in_background
from bot.gestures import Command
from bot.modals import LONGEST_MEMORY
from bot.parts import Parts
from bot.responding import tell_at
from bot.subscribe.form.blocks import Form, form_view
from bot.subscribe.making import timezone_for
from bot.subscribe.naming import Names
from knowledge.subscriptions import Style, Subscription, Timetable

# A response_url is some 100 characters; one that would not fit is not needed to make a subscription.
_LONGEST_URL = LONGEST_MEMORY // 2


def open_form(parts: Parts, command: Command) -> None:
    """Open the form of a new subscription in the background; whoever asked is told where that fails."""
    told = partial(tell_at, command.response_url)
    in_background(parts.pool, partial(_open_new, parts, command), otherwise=told)


def filled_in(parts: Parts, command: Command, subscription: Subscription) -> dict[str, object]:
    """The form filled in with a subscription, as a modal."""
    names = Names(parts.knowledge, parts.channels.audience_for(command))
    form = Form(
        categories=(),
        timetable=subscription.timetable,
        style=subscription.style,
        memory=_memory(command) | {"subscription": subscription.id},
        category=names.of(subscription),
    )
    return form_view(form)


def _open_new(parts: Parts, command: Command) -> None:
    audience = parts.channels.audience_for(command)
    here = parts.knowledge.subscriptions.of(command.place)
    form = Form(
        categories=[each.path for each in parts.knowledge.categories(audience)],
        timetable=replace(Timetable(), timezone=timezone_for(parts, command, here)),
        style=Style(),
        memory=_memory(command),
    )
    parts.modals.open(command.trigger, form_view(form))


def _memory(command: Command) -> dict[str, object]:
    url = command.response_url
    return {"channel": command.channel, "response_url": url if len(url) <= _LONGEST_URL else ""}
