"""People: what Slack knows of somebody, remembered for an hour."""

from dataclasses import dataclass

from slack_sdk import WebClient

from bot.outbox.outcomes import FAILURES


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody: their time zone, whether they administer the workspace, and whether they are a full member of it."""

    timezone: str
    is_admin: bool
    is_member: bool


class People:
    """Asks Slack about people."""

    def __init__(self, client: WebClient) -> None:
        self._client = client

    def of(self, workspace: str, person: str) -> Person | None:
        """Who somebody is; None where Slack does not say."""
        try:
            user = self._client.users_info(user=person)["user"]
        except FAILURES:
            return None
        guest = user.get("is_restricted") or user.get("is_ultra_restricted")
        return Person(user.get("tz") or "UTC", bool(user.get("is_admin") or user.get("is_owner")), not guest)
