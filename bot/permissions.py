"""Permissions: who may change what a channel is told."""

from typing import Protocol

from bot.people import People
from bot.settings import Settings
from knowledge.errors import KnowledgeError

ANYONE, ADMINS = "anyone", "admins"


class NotAllowed(KnowledgeError):
    """Somebody may not do what they asked for."""

    def __init__(self) -> None:
        super().__init__("Only admins may change what is announced here. Ask an admin of this workspace to do it.")


class Outsider(KnowledgeError):
    """Somebody of another organisation may not do what they asked for."""

    def __init__(self) -> None:
        super().__init__("Only people of the organisation that runs me may change what is announced here. Ask one.")


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

    def is_admin(self, workspace: str, person: str) -> bool:
        """Whether a person is one of ADMINS, or Slack says that they are an admin or owner of the workspace."""
        if person in self._settings.admins:
            return True
        known = self._people.of(workspace, person)
        return known is not None and known.is_admin
