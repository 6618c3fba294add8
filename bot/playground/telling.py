"""What the app is told of a message: that it was mentioned, what was said, and the links in it."""

from collections.abc import Iterator

from bot.playground import inbound
from bot.playground.desk import FAMILY
from bot.playground.links import links_in
from bot.playground.model import Channel, Json, Message
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.workspace import Workspace

# By which name an app subscribes to what is said in each kind of conversation.
SUBSCRIPTION = {"public": "message.channels", "private": "message.groups", "im": "message.im"}


class Telling:
    """Every event that one message causes, each with an id of its own; `deliver` takes them away."""

    def __init__(self, workspace: Workspace, *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._deliver = deliver

    def said(self, message: Message, *, deliveries: int = 1) -> tuple[Receipt, ...]:
        """Tell of a message all that the app may know, each event so many times at once."""
        where = self._workspace.channel(message.channel)
        events = (*self._mention(message, where), *self._message(message, where), *self._links(message, where))
        return tuple(each for event in events for each in self.send(event, where, deliveries=deliveries, said=message))

    def altered(self, where: Channel, event: Json) -> tuple[Receipt, ...]:
        """Tell that a message is another by now, or gone, where the app hears what is said."""
        return self.send(event | self._kind(where), where) if self.hears(where) else ()

    def composed(self, text: str, person: str) -> tuple[Receipt, ...]:
        """Tell of the links in a message that somebody still writes, wherever they do."""
        links = self._known_links(text)
        if not links:
            return ()
        told = self._workspace.links.tell(link["url"] for link in links)
        return self.send(inbound.link_shared(self._workspace, told, links, user=person), None)

    def hears(self, where: Channel) -> bool:
        """Whether the app is told what is said in a conversation: it must be in it, and have asked for that."""
        bot = self._workspace.bot
        may_read = f"{FAMILY[where.kind]}:history" in bot.scopes
        return bot.user_id in where.members and may_read and SUBSCRIPTION[where.kind] in bot.subscriptions

    def send(
        self, event: Json, where: Channel | None, *, deliveries: int = 1, said: Message | None = None
    ) -> tuple[Receipt, ...]:
        payload = inbound.event_callback(self._workspace, event, channel=where)
        replies = self._deliver("events_api", payload, times=deliveries)
        return tuple(receipt(reply, said=said) for reply in replies)

    def _mention(self, message: Message, where: Channel) -> Iterator[Json]:
        bot = self._workspace.bot
        is_told = where.kind != "im" and bot.user_id in where.members and "app_mentions:read" in bot.scopes
        if is_told and f"<@{bot.user_id}" in message.text:
            yield inbound.said_event(self._workspace, message) | {"type": "app_mention"}

    def _message(self, message: Message, where: Channel) -> Iterator[Json]:
        if self.hears(where):
            yield inbound.said_event(self._workspace, message) | self._kind(where)

    def _links(self, message: Message, where: Channel) -> Iterator[Json]:
        # In any conversation, whether the bot is in it or not; never those that the app posted itself.
        links = self._known_links(message.text)
        if links and message.user != self._workspace.bot.user_id:
            told = self._workspace.links.tell((link["url"] for link in links), channel=where.id, ts=message.ts)
            event = inbound.link_shared(self._workspace, told, links, user=message.user)
            yield event | ({"thread_ts": message.thread_ts} if message.thread_ts else {})

    def _known_links(self, text: str) -> list[Json]:
        bot = self._workspace.bot
        return links_in(text, bot.unfurl_domains) if "links:read" in bot.scopes else []

    def _kind(self, where: Channel) -> Json:
        return {"channel_type": inbound.CHANNEL_TYPE[where.kind]}
