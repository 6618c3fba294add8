"""What people and other apps say in channels, change afterwards, and only begin to write."""

from bot.playground import inbound
from bot.playground.model import Json, Message
from bot.playground.receipts import Receipt
from bot.playground.telling import Telling
from bot.playground.wire import message_json
from bot.playground.workspace import Workspace

Receipts = tuple[Receipt, ...]

# Another app that is in every channel.
OTHER_BOT_USER, OTHER_BOT = "U0OTHERBOT", "B0OTHERBOT"


class Talk:
    """Puts what is said into the workspace, and lets `telling` tell the app what it may know of it."""

    def __init__(self, workspace: Workspace, telling: Telling) -> None:
        self._workspace = workspace
        self._telling = telling

    def say(
        self, text: str, *, channel: str, person: str, thread_ts: str | None = None, deliveries: int = 1
    ) -> Receipts:
        """Write in a channel, in a thread or not, to nobody in particular; each event is delivered so many times.

        The app is told with `app_mention` when the text mentions it, with `message` when it is in the channel, has
        channels:history or groups:history and subscribes to message.channels or message.groups (`subscribe`), and with
        `link_shared` when it has links:read and the text holds links to one of its `unfurl_domains`. There is a receipt
        for each event in that order, and none where it is told nothing. Raises LookupError for who is not there.
        """
        written = inbound.typed(text)
        return self.write(written, channel=channel, person=person, thread_ts=thread_ts, deliveries=deliveries)

    def write(
        self, written: str, *, channel: str, person: str, thread_ts: str | None = None, deliveries: int = 1
    ) -> Receipts:
        """The same with a text as events carry it: & < > escaped, mentions and links marked up."""
        where, who = self._workspace.channel(channel), self._workspace.person(person)
        if who.id not in where.members:
            raise LookupError(f"{who.id} is not in {where.id} and cannot write there")
        blocks = [inbound.rich_text(written)]
        said = self._workspace.say(where.id, who.id, text=written, blocks=blocks, thread_ts=thread_ts)
        return self._telling.said(said, deliveries=deliveries)

    def mention(
        self, text: str, *, channel: str, person: str, thread_ts: str | None = None, deliveries: int = 1
    ) -> Receipts:
        """Write to the bot in a channel; it is told as with `say`.

        Slack tells of mentions only a bot that is in the channel and has app_mentions:read.
        """
        text = f"<@{self._workspace.bot.user_id}> {text}"
        return self.say(text, channel=channel, person=person, thread_ts=thread_ts, deliveries=deliveries)

    def direct_message(self, text: str, *, person: str, thread_ts: str | None = None, deliveries: int = 1) -> Receipts:
        """Write to the bot alone, in a thread or not; without im:history it is not told."""
        where = self._workspace.direct_channel(person)
        return self.say(text, channel=where.id, person=person, thread_ts=thread_ts, deliveries=deliveries)

    def say_as_bot(self, text: str, *, channel: str, thread_ts: str | None = None) -> Receipts:
        """Let another app post in a channel; the app is told as of what a person says, and that a bot said it."""
        where = self._workspace.channel(channel)
        said = self._workspace.say(where.id, OTHER_BOT_USER, text=text, thread_ts=thread_ts, bot_id=OTHER_BOT)
        return self._telling.said(said)

    def echo(self, message: Message) -> Receipts:
        """Tell the app of a message that is there, such as one of its own: Slack tells of those as of any other."""
        return self._telling.said(message)

    def edit(self, message: Message, text: str) -> Receipts:
        """Let a person change what they said; the app is told where it hears what is said."""
        return self.rewrite(message, inbound.typed(text))

    def rewrite(self, message: Message, written: str) -> Receipts:
        """The same with a text as events carry it, as in `write`."""
        before = self._current(message)
        after = self._workspace.amend(before, text=written, blocks=[inbound.rich_text(written)])
        return self._altered("message_changed", before, {"message": self._written(after)})

    def retract(self, message: Message) -> Receipts:
        """Let a person delete what they said; the app is told where it hears what is said."""
        before = self._current(message)
        self._workspace.remove(before)
        return self._altered("message_deleted", before, {"deleted_ts": before.ts})

    def compose(self, text: str, *, person: str) -> Receipts:
        """Write a text and do not send it yet: the app is told of its links (`link_shared`, source composer).

        What it shows below them is in `slack.previews(unfurl_id)`.
        """
        return self._telling.composed(inbound.typed(text), self._workspace.person(person).id)

    def event(self, fields: Json, *, channel: str, deliveries: int = 1) -> Receipts:
        """Deliver any event; what every event of its type has is filled in."""
        where = self._workspace.channel(channel)
        moment = self._workspace.new_ts()
        common: Json = {"channel": where.id, "event_ts": moment}
        if fields.get("type") == "message":
            common |= {"ts": moment, "channel_type": inbound.CHANNEL_TYPE[where.kind]}
        return self._telling.send(common | fields, where, deliveries=deliveries)

    def _altered(self, subtype: str, before: Message, what: Json) -> Receipts:
        where = self._workspace.channel(before.channel)
        moment = self._workspace.new_ts()
        event = {"type": "message", "subtype": subtype, "hidden": True, "channel": where.id, "ts": moment}
        told = event | what | {"previous_message": self._written(before), "event_ts": moment}
        return self._telling.altered(where, told)

    def _current(self, message: Message) -> Message:
        current = self._workspace.find(message.channel, message.ts)
        if current is None:
            raise LookupError(f"the message of {message.ts} is no longer there")
        return current

    def _written(self, message: Message) -> Json:
        return message_json(self._workspace, message, metadata=False)
