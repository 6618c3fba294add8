"""Lifecycle: channels are archived, left, shared and moved, and the app is removed; subscriptions follow."""

from slack_bolt import App

from bot.lifecycle.listeners import Listeners
from bot.parts import Parts


def register(app: App, parts: Parts) -> None:
    """Hand every trigger that this capability owns to its listener."""
    listeners = Listeners(parts)
    for event in ("archive", "unarchive", "deleted", "left"):
        app.event(f"channel_{event}")(listeners.changed)
        app.event(f"group_{event}")(listeners.changed)
    app.event("member_joined_channel")(listeners.joined)
    app.event("channel_id_changed")(listeners.moved)
    app.event("channel_shared")(listeners.shared)
    app.event("channel_unshared")(listeners.unshared)
    app.event("app_uninstalled")(listeners.removed)
    app.event("tokens_revoked")(listeners.removed)
