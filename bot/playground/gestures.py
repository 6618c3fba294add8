"""What people write in Slack, delivered to the app as Slack would."""

import json
from typing import Any

from bot.playground import inbound
from bot.playground.delivery import Reply
from bot.playground.desk import read
from bot.playground.limits import SlackRefused, checked
from bot.playground.model import Channel, Json, Message, Person
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.responses import MAY_HAVE, ResponseUrls, sees
from bot.playground.workspace import Workspace


class Gestures:
    """What the people in a workspace write; `deliver` takes what it causes away."""

    def __init__(self, workspace: Workspace, response_urls: ResponseUrls, *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._response_urls = response_urls
        self._deliver = deliver

    def slash(self, command: str, text: str = "", *, channel: str, person: str) -> Receipt:
        """Type a command. Raises SlackRefused when Slack would not show its answer."""
        where, who = self._workspace.channel(channel), self._workspace.person(person)
        self._refuse_command(where, who)
        url = self._response_urls.new(where.id, who.id)
        payload = inbound.slash_command(
            self._workspace,
            command,
            text=text,
            channel=where,
            person=who,
            response_url=url,
        )
        [reply] = self._deliver("slash_commands", payload, times=1)
        message = self._shown(reply, where=where, who=who)
        if message is not None:
            self._response_urls.shows(url, message)
        return receipt(reply, message=message)

    def mention(
        self,
        text: str,
        *,
        channel: str,
        person: str,
        thread_ts: str | None = None,
        deliveries: int = 1,
    ) -> tuple[Receipt, ...]:
        """Write to the bot in a channel, and deliver the event so many times at once.

        Slack tells only a bot that is in the channel and has app_mentions:read: to
        any other nothing is delivered, and there is no receipt.
        """
        bot = self._workspace.bot
        where = self._workspace.channel(channel)
        said = self._say(f"<@{bot.user_id}> {text}", where, person=person, thread_ts=thread_ts)
        if bot.user_id not in where.members or "app_mentions:read" not in bot.scopes:
            return ()
        event = inbound.said_event(self._workspace, said) | {"type": "app_mention"}
        return self._send(event, where, deliveries=deliveries, said=said)

    def direct_message(self, text: str, *, person: str, deliveries: int = 1) -> tuple[Receipt, ...]:
        """Write to the bot alone; without im:history nothing is delivered."""
        where = self._workspace.direct_channel(person)
        said = self._say(text, where, person=person)
        if "im:history" not in self._workspace.bot.scopes:
            return ()
        event = inbound.said_event(self._workspace, said) | {"channel_type": "im"}
        return self._send(event, where, deliveries=deliveries, said=said)

    def event(self, fields: Json, *, channel: str, deliveries: int = 1) -> tuple[Receipt, ...]:
        """Deliver any event; what every event of its type has is filled in."""
        where = self._workspace.channel(channel)
        moment = self._workspace.new_ts()
        common: Json = {"channel": where.id, "event_ts": moment}
        if fields.get("type") == "message":
            common |= {"ts": moment, "channel_type": inbound.CHANNEL_TYPE[where.kind]}
        return self._send(common | fields, where, deliveries=deliveries)

    def _refuse_command(self, where: Channel, who: Person) -> None:
        workspace = self._workspace
        if "commands" not in workspace.bot.scopes:
            raise SlackRefused("missing_scope", needed="commands")
        if who.team_id != workspace.team.id:
            raise SlackRefused("not_a_valid_command", person=who.id)
        _require_member(where, who)

    def _say(self, text: str, where: Channel, *, person: str, thread_ts: str | None = None) -> Message:
        who = self._workspace.person(person)
        _require_member(where, who)
        written = inbound.typed(text)
        return self._workspace.say(
            where.id,
            who.id,
            text=written,
            blocks=[inbound.rich_text(written)],
            thread_ts=thread_ts,
        )

    def _send(
        self,
        event: Json,
        where: Channel,
        *,
        deliveries: int,
        said: Message | None = None,
    ) -> tuple[Receipt, ...]:
        payload = inbound.event_callback(self._workspace, event, channel=where)
        replies = self._deliver("events_api", payload, times=deliveries)
        return tuple(receipt(reply, said=said) for reply in replies)

    def _shown(self, reply: Reply, *, where: Channel, who: Person) -> Message | None:
        """The message that the body of a command's ack makes, if it holds one."""
        if reply.status != 200 or not reply.body:
            return None
        given = read(_ack(reply.body), required={}, optional=MAY_HAVE)
        if not given.get("text") and not given.get("blocks"):
            return None
        draft = checked(given.get("text", ""), given.get("blocks"))
        return self._workspace.say(
            where.id,
            self._workspace.bot.user_id,
            text=draft.text,
            blocks=draft.blocks,
            ephemeral_to=sees(given, who.id),
        )


def _require_member(where: Channel, who: Person) -> None:
    if who.id not in where.members:
        raise LookupError(f"{who.id} is not in {where.id} and cannot write there")


def _ack(body: str) -> Json:
    """The ack's body as an object; one that is no JSON is the text itself."""
    try:
        given: Any = json.loads(body)
    except ValueError:
        given = None
    return given if isinstance(given, dict) else {"text": body}
