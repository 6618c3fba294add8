"""What happens to channels and to the app itself, told to the app where Slack would tell it."""

from dataclasses import replace

from bot.playground import inbound, notices
from bot.playground.desk import FAMILY
from bot.playground.model import Channel, Json
from bot.playground.receipts import Deliver, Receipt, receipt
from bot.playground.town import OTHER_TEAM_ID
from bot.playground.workspace import Workspace

Receipts = tuple[Receipt, ...]


class Happenings:
    """Changes the workspace, then lets `deliver` take the event away; an admin of the workspace did it.

    Slack tells of a public channel whom it gave channels:read, and of a private one only a bot that is in it and has
    groups:read. To any other nothing is delivered, and there is no receipt.
    """

    def __init__(self, workspace: Workspace, *, deliver: Deliver) -> None:
        self._workspace = workspace
        self._deliver = deliver

    def archive(self, channel: str) -> Receipts:
        """Archive a channel. A public one loses its members for good, the bot too; a private one keeps them."""
        where = self._workspace.channel(channel)
        left = where.members if where.kind == "private" else frozenset[str]()
        self._workspace.put(replace(where, is_archived=True, members=left))
        return self._tell(notices.archived(where, by=self._admin), where)

    def unarchive(self, channel: str) -> Receipts:
        """Open an archived channel again; whoever is not in it by now has to be invited."""
        where = self._workspace.put(replace(self._workspace.channel(channel), is_archived=False))
        return self._tell(notices.unarchived(where, by=self._admin), where)

    def rename(self, channel: str, name: str) -> Receipts:
        where = self._workspace.put(replace(self._workspace.channel(channel), name=name))
        return self._tell(notices.renamed(where), where)

    def delete(self, channel: str) -> Receipts:
        """Delete a channel and all that was said in it."""
        where = self._workspace.channel(channel)
        self._workspace.forget(where.id)
        return self._tell(notices.deleted(where, by=self._admin, at=self._workspace.clock()), where)

    def invite_bot(self, channel: str) -> Receipts:
        where = self._workspace.channel(channel)
        joined = self._workspace.put(replace(where, members=where.members | {self._bot}))
        event = notices.joined(joined, self._bot, team=self._workspace.team.id, by=self._admin)
        return self._tell(event, joined)

    def remove_bot(self, channel: str) -> Receipts:
        """Remove the bot from a channel. Raises LookupError when it is not in it."""
        where = self._workspace.channel(channel)
        if self._bot not in where.members:
            raise LookupError(f"the bot is not in {where.id}")
        self._workspace.put(replace(where, members=where.members - {self._bot}))
        return self._tell(notices.left(where, by=self._admin), where)

    def share(self, channel: str, with_team: str = OTHER_TEAM_ID) -> Receipts:
        """Let another organisation accept an invitation to a channel."""
        where = self._workspace.channel(channel)
        shared = self._workspace.put(replace(where, is_ext_shared=True, is_pending_ext_shared=False))
        return self._tell(notices.shared(shared, team=with_team), shared)

    def unshare(self, channel: str, with_team: str = OTHER_TEAM_ID) -> Receipts:
        """End what was shared, and take the people of the other organisation out of the channel."""
        where = self._workspace.channel(channel)
        home = self._workspace.team.id
        stay = frozenset(each for each in where.members if self._workspace.team_of(each) == home)
        apart = self._workspace.put(replace(where, is_ext_shared=False, members=stay))
        return self._tell(notices.unshared(apart, team=with_team), apart)

    def change_id(self, channel: str, new_id: str) -> Receipts:
        """Give a channel another id, as Slack does to some private ones that get shared; the old one is forgotten."""
        where = self._workspace.move(channel, new_id)
        return self._tell(notices.id_changed(channel, new_id), where)

    def make_private(self, channel: str) -> Receipts:
        """Make a public channel private. Slack has no event for it but a message, which needs groups:history."""
        where = self._workspace.put(replace(self._workspace.channel(channel), kind="private"))
        event = notices.made_private(where, by=self._admin, ts=self._workspace.new_ts())
        return self._tell(event, where, ability="history")

    def uninstall(self, error: str = "account_inactive") -> Receipts:
        """Remove the app: its token gets this error from now on, and the bot is in no channel any more.

        The app is told of its tokens first, and of itself last: within `held()` it is the other way round.
        """
        workspace = self._workspace
        with workspace.changed:
            workspace.installation.revoke_token(error)
            for channel in workspace.channels:
                if channel.kind != "im":
                    workspace.put(replace(channel, members=channel.members - {self._bot}))
        return self._send(notices.tokens_revoked(self._bot)) + self._send(notices.APP_UNINSTALLED)

    @property
    def _bot(self) -> str:
        return self._workspace.bot.user_id

    @property
    def _admin(self) -> str:
        return next(person.id for person in self._workspace.people if person.is_admin)

    def _tell(self, event: Json, where: Channel, *, ability: str = "read") -> Receipts:
        may_know = f"{FAMILY[where.kind]}:{ability}" in self._workspace.bot.scopes
        is_in = self._bot in where.members
        if not may_know or not (is_in or _is_told_outside(event, where)):
            return ()
        return self._send({"event_ts": self._workspace.new_ts()} | event, where)

    def _send(self, event: Json, where: Channel | None = None) -> Receipts:
        payload = inbound.event_callback(self._workspace, event, channel=where)
        return tuple(receipt(reply) for reply in self._deliver("events_api", payload, times=1))


def _is_told_outside(event: Json, where: Channel) -> bool:
    return where.kind == "public" and event["type"] != "message"
