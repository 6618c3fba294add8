"""Opening the form: for a new subscription, or filled in with one that is to be changed."""

from dataclasses import replace
from functools import partial

from bot.errors import in_background
from bot.gestures import Command
from bot.parts import Parts
from bot.subscribe.form.blocks import Form, form_view
from bot.subscribe.making import timezone_for
from bot.subscribe.naming import Names
from knowledge.subscriptions import Style, Subscription, Timetable


def open_form(parts: Parts, command: Command) -> None:
    """Open the form of a new subscription in the background; whoever asked is told where that fails."""
    told = partial(parts.replies.tell_caller, command)
    in_background(parts.pool, partial(_open_new, parts, command), otherwise=told)


def filled_in(parts: Parts, command: Command, subscription: Subscription) -> dict[str, object]:
    """The form filled in with a subscription, as a modal."""
    names = Names(parts.knowledge, parts.channels.audience_for(command))
    form = Form(
        categories=(),
        timetable=subscription.timetable,
        style=subscription.style,
        memory=command.whence | {"subscription": subscription.id},
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
        memory=command.whence,
    )
    show = parts.modals.push if command.view else parts.modals.open
    show(command.trigger, form_view(form))
