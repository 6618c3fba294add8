"""Slash commands, delivered to the app as Slack would, which shows what the body of their ack holds."""

import json
from typing import Any

from bot.playground import inbound
from bot.playground.delivery import Reply
from bot.playground.desk import read
from bot.playground.limits import SlackRefused, checked
from bot.playground.model import Channel, Json, Message, Person
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.responses import MAY_HAVE, ResponseUrls, sees
from bot.playground.traffic import Traffic
from bot.playground.workspace import Workspace


class Commands:
    """The commands that people type; `deliver` takes them away."""

    def __init__(
        self, workspace: Workspace, response_urls: ResponseUrls, *, deliver: Deliver, traffic: Traffic
    ) -> None:
        self._workspace = workspace
        self._traffic = traffic
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
        with self._traffic.judging(reply.number):
            message = self._shown(reply, where=where, who=who)
        if message is not None:
            self._response_urls.shows(url, message)
        return receipt(reply, message=message)

    def _refuse_command(self, where: Channel, who: Person) -> None:
        workspace = self._workspace
        if "commands" not in workspace.bot.scopes:
            raise SlackRefused("missing_scope", needed="commands")
        if who.team_id != workspace.team.id:
            raise SlackRefused("not_a_valid_command", person=who.id)
        _require_member(where, who)

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
