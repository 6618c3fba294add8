"""Suggested prompts: what people may ask, offered beside their messages with us where Slack shows that."""

import logging
import threading

from slack_sdk import WebClient

from bot.cards import shorten
from bot.outbox.outcomes import FAILURES, reason, slacks_word
from bot.parts import Parts, Visitor
from knowledge.errors import DatabaseUnavailable

# docs.slack.dev/reference/methods/assistant.threads.setSuggestedPrompts: "up to four suggested prompts".
_MOST_PROMPTS = 4

_LONGEST_TITLE, _LONGEST_MESSAGE = 75, 500

log = logging.getLogger(__name__)


class Prompts:
    """Suggests what to ask. Where the workspace or our token has no such thing, that is logged once and no more."""

    def __init__(self, parts: Parts, client: WebClient) -> None:
        self._parts, self._client = parts, client
        self._logged, self._logging = set[str](), threading.Lock()

    def suggest(self, visitor: Visitor, channel: str) -> None:
        """Offer a visitor questions in their direct messages with us, whose channel is given."""
        prompts = [
            {"title": shorten(question, _LONGEST_TITLE), "message": shorten(question, _LONGEST_MESSAGE)}
            for question in questions_for(self._parts, visitor)
        ]
        if not prompts:
            return
        try:
            # Without a thread: with one Slack would say yes and show nothing to people of an agent's app.
            self._client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, prompts=prompts, title="Try one of these"
            )
        except FAILURES as error:
            self._note(slacks_word(error), reason(error))

    def _note(self, word: str, why: str) -> None:
        with self._logging:
            is_new = word not in self._logged
            self._logged.add(word)
        if is_new:
            log.warning("Slack suggests nothing to people beside their messages: %s", why)


def questions_for(parts: Parts, visitor: Visitor) -> list[str]:
    """Up to four questions that are answered to a visitor: those asked most in their channels, then examples."""
    examples = (article.as_question for article in parts.knowledge.examples(visitor.audience, _MOST_PROMPTS))
    found: dict[str, str] = {}
    for question in (*_most_asked(parts, visitor), *examples):
        found.setdefault(question.casefold(), question)
    return [*found.values()][:_MOST_PROMPTS]


def _most_asked(parts: Parts, visitor: Visitor) -> list[str]:
    """What was asked most in a visitor's channels; nothing while the database is gone."""
    try:
        found = parts.knowledge.questions.most_asked(
            visitor.workspace, visitor.channels or (), limit=_MOST_PROMPTS, audience=visitor.audience
        )
    except DatabaseUnavailable as unavailable:
        log.warning("examples alone are suggested: %s", unavailable)
        return []
    return [often.text for often in found]
