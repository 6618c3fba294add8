"""What a workspace is made of, as plain frozen types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Json = dict[str, Any]
Kind = Literal["public", "private", "im"]


@dataclass(frozen=True)
class Team:
    id: str
    domain: str
    name: str


@dataclass(frozen=True)
class Bot:
    """The app as it is installed: who it is here, its secrets and what it may do.

    `token_error` is what its bot token gets once it was revoked, `subscriptions` are the message.* events that it asked
    for, and `unfurl_domains` those whose links it is told of.
    """

    user_id: str
    bot_id: str
    app_id: str
    name: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    scopes: frozenset[str]
    token_error: str = ""
    subscriptions: frozenset[str] = frozenset({"message.im"})
    unfurl_domains: tuple[str, ...] = ()


@dataclass(frozen=True)
class Person:
    """Somebody in Slack; `tz` is a name of the tz database.

    A guest is `is_restricted`, and `is_ultra_restricted` too when they are let into a single channel.
    """

    id: str
    name: str
    real_name: str
    team_id: str
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_deleted: bool = False
    tz: str = "Europe/Lisbon"
    locale: str = "en-GB"


@dataclass(frozen=True)
class Channel:
    """A conversation; `members` are user ids, the bot's among them when it is in.

    `is_pending_ext_shared` while another organisation is invited and has not accepted.
    """

    id: str
    name: str
    kind: Kind
    members: frozenset[str]
    is_ext_shared: bool = False
    is_pending_ext_shared: bool = False
    is_archived: bool = False


@dataclass(frozen=True)
class Message:
    """What was said; `ephemeral_to` names the one who sees it, `edited` is when.

    `bot_id` is that of another app that said it; `unfurls` is what our app shows below links in it, by URL.
    """

    channel: str
    ts: str
    user: str
    text: str
    blocks: tuple[Json, ...] = ()
    thread_ts: str | None = None
    metadata: Json | None = None
    ephemeral_to: str | None = None
    edited: str | None = None
    bot_id: str = ""
    unfurls: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Prompts:
    """What an agent offers somebody to ask: objects with a title and a message each, under a title for all."""

    prompts: tuple[Json, ...]
    title: str = ""


@dataclass(frozen=True)
class View:
    """An open modal or a Home: what the bot gave, what its person filled in, the errors shown in it by block.

    `channel` is the conversation from which a modal was opened, if it was opened from one.
    """

    id: str
    hash: str
    person: str
    given: Json
    blocks: tuple[Json, ...]
    state: Json
    root_view_id: str
    previous_view_id: str | None = None
    errors: Mapping[str, str] = field(default_factory=dict)
    channel: str | None = None

    @property
    def title(self) -> str:
        """A modal's; a Home has none."""
        return str(self.given.get("title", {}).get("text", ""))

    @property
    def is_home(self) -> bool:
        return bool(self.given["type"] == "home")

    @property
    def callback_id(self) -> str:
        return str(self.given.get("callback_id", ""))

    @property
    def private_metadata(self) -> str:
        return str(self.given.get("private_metadata", ""))

    @property
    def external_id(self) -> str:
        return str(self.given.get("external_id", ""))
