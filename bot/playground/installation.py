"""The app as it is installed in a workspace, and what changes about it."""

import threading
from collections.abc import Callable
from dataclasses import replace

from bot.playground.model import Bot

# A manifest holds so many unfurl_domains.
MOST_DOMAINS = 5


class Installation:
    """What the app may do and asks to hear by now, under the workspace's lock."""

    def __init__(self, changed: threading.Condition, bot: Bot) -> None:
        self._changed = changed
        self._bot = bot

    @property
    def bot(self) -> Bot:
        with self._changed:
            return self._bot

    def grant(self, *scopes: str) -> None:
        """The bot may do more from now on."""
        self._change(lambda bot: replace(bot, scopes=bot.scopes | set(scopes)))

    def revoke(self, *scopes: str) -> None:
        """The bot may do less from now on."""
        self._change(lambda bot: replace(bot, scopes=bot.scopes - set(scopes)))

    def subscribe(self, *events: str) -> None:
        """From now on the app asks for these, of message.channels, message.groups and message.im."""
        self._change(lambda bot: replace(bot, subscriptions=bot.subscriptions | set(events)))

    def unsubscribe(self, *events: str) -> None:
        self._change(lambda bot: replace(bot, subscriptions=bot.subscriptions - set(events)))

    def register_domains(self, *domains: str) -> None:
        """From now on the app is told of links to these domains, and to what is below them, alone."""
        if len(domains) > MOST_DOMAINS:
            raise ValueError(f"an app registers {MOST_DOMAINS} domains, not {len(domains)}")
        self._change(lambda bot: replace(bot, unfurl_domains=domains))

    def revoke_token(self, error: str = "token_revoked") -> None:
        """From now on the bot's token gets this error, such as invalid_auth or account_inactive."""
        self._change(lambda bot: replace(bot, token_error=error))

    def restore_token(self) -> None:
        self._change(lambda bot: replace(bot, token_error=""))

    def _change(self, changed: Callable[[Bot], Bot]) -> None:
        with self._changed:
            self._bot = changed(self._bot)
            self._changed.notify_all()
