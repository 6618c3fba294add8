"""A case: what is examined, with what several checks want to know of it and is found out once."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property

from slack_sdk import WebClient

from bot.doctor.slack import Answer, NoAnswer, Slack
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import BadDatabase, KnowledgeError


class Case:
    """An installation: its settings as far as they can be read, its knowledge base, and Slack.

    `illegible` says, by their names, what is wrong with the settings that can't be read: what hangs on one of these is
    not looked at. `now` is this machine's clock.
    """

    def __init__(
        self,
        settings: Settings,
        illegible: Mapping[str, str],
        knowledge: KnowledgeBase,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.settings, self.illegible, self.knowledge = settings, illegible, knowledge
        self.slack = Slack(settings.slack_api_url, now=now)
        self.now = now

    @cached_property
    def trouble(self) -> KnowledgeError | None:
        """What keeps the database from being used: it does not answer, or its tables are not ours."""
        if "DATABASE_URL" in self.illegible:
            return BadDatabase(self.illegible["DATABASE_URL"])
        try:
            self.knowledge.check_schema()
        except KnowledgeError as problem:
            return problem
        return None

    @cached_property
    def greeting(self) -> Answer | None:
        """What Slack says of the bot's token; None where there is none to ask about. `NoAnswer`."""
        token = self.settings.slack_bot_token
        if not token:
            return None
        answer = self.slack.ask(token, WebClient.auth_test)
        if not answer.refusal and not (answer.text("user_id") and answer.text("team_id")):
            raise NoAnswer.of_somebody_else()
        return answer
