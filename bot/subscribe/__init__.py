"""Subscribe: what a channel, or one person, wants to be told of, when and in which form."""

import re

from slack_bolt import App

from bot.parts import Parts
from bot.subscribe.form.fields import CALLBACK
from bot.subscribe.listeners import Listeners
from bot.subscribe.sections import subscriptions
from bot.subscribe.verbs import MUTE, PAUSE, RESUME, SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE

VERBS = (SUBSCRIBE, SUBSCRIPTIONS, UNSUBSCRIBE, MUTE, PAUSE, RESUME)

SECTIONS = (subscriptions,)


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    app.view(CALLBACK)(listeners.submit)
    app.action("change_subscription")(listeners.change)
    app.action("pause_subscription")(listeners.pause)
    app.action("resume_subscription")(listeners.resume)
    app.action("remove_subscription")(listeners.remove)
    app.action(re.compile("(previous|next)_subscriptions"))(listeners.turn)
    app.action("show_latest")(listeners.show_latest)
    app.action("end_subscriptions")(listeners.end_all)
