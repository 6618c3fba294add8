"""Permissions: who may change what a channel is told, and who may see how an answer came about."""

from typing import Protocol

from bot.people import People
from bot.settings import Settings
from knowledge.channel_settings import ChangedBy
from knowledge.errors import KnowledgeError

ANYONE, ADMINS = "anyone", "admins"


# What people change, as it ends a sentence.
_ANNOUNCED, _SETTLED = "what is announced here", "what I answer here"

_NOT_TOLD = "Slack does not tell me just now whether you are an admin, so I can't show why. Try again in a minute."

_ONLY_ADMINS_SEE = (
    "Only admins and owners of this workspace, and people whom ADMINS lists, may see why an answer is as it is."
)


class NotAllowed(KnowledgeError):
    """Somebody may not do what they asked for."""

    def __init__(self, what: str = _ANNOUNCED) -> None:
        super().__init__(f"Only admins may change {what}. Ask an admin of this workspace to do it.")


class Outsider(KnowledgeError):
    """Somebody of another organisation may not do what they asked for."""

    def __init__(self, what: str = _ANNOUNCED) -> None:
        super().__init__(f"Only people of the organisation that runs me may change {what}. Ask one.")


class Gesture(Protocol):
    """What somebody typed, pressed or submitted."""

    @property
    def workspace(self) -> str: ...
    @property
    def person(self) -> str: ...
    @property
    def is_outsider(self) -> bool: ...


class Permissions:
    """Knows who may change subscriptions: anyone, or admins alone where SUBSCRIBE_ROLE says so."""

    def __init__(self, settings: Settings, people: People) -> None:
        self._settings, self._people = settings, people

    def check_change(self, gesture: Gesture) -> None:
        """Raise `NotAllowed` or `Outsider` unless whoever made a gesture may change what a channel is told."""
        if gesture.is_outsider:
            raise Outsider
        self.check_subscribing(gesture.workspace, gesture.person)

    def check_subscribing(self, workspace: str, person: str) -> None:
        """Raise `NotAllowed` unless a person may change what a channel is told."""
        if self._settings.subscribe_role == ADMINS and not self.is_admin(workspace, person):
            raise NotAllowed

    def check_settling(self, gesture: Gesture, changed_by: ChangedBy) -> None:
        """Raise `NotAllowed` or `Outsider` unless whoever made a gesture may change what a channel has settled."""
        if gesture.is_outsider:
            raise Outsider(_SETTLED)
        if changed_by is ChangedBy.ADMINS and not self.is_admin(gesture.workspace, gesture.person):
            raise NotAllowed(_SETTLED)

    def refusal_to_explain(self, workspace: str, person: str) -> str:
        """Why a person may not see how an answer came about, in a sentence; empty where they may."""
        if person in self._settings.admins:
            return ""
        known = self._people.of(workspace, person)
        if known is None:
            return _NOT_TOLD
        return "" if known.is_admin and known.is_member else _ONLY_ADMINS_SEE

    def is_admin(self, workspace: str, person: str) -> bool:
        """Whether a person is one of ADMINS, or Slack says that they are an admin or owner of the workspace."""
        if person in self._settings.admins:
            return True
        known = self._people.of(workspace, person)
        return known is not None and known.is_admin
