"""What happens when somebody asks, and when they press a button below the answer."""

import json
import threading
from collections.abc import Callable
from functools import lru_cache, partial

from slack_bolt import Ack, BoltResponse

from bot.ask import blocks, sharing, verbs
from bot.ask.answering import answer_asked, postpone
from bot.cards import Message, note
from bot.errors import in_background
from bot.gestures import Press
from bot.parts import Parts, Verb
from bot.payloads import command_from, press_from, question_from, sharing_from
from bot.responding import respond
from bot.shapes import Payload
from knowledge.articles import Audience

# So many answers to /kb are kept ready to be given again, some 10 KB each.
_REMEMBERED = 1000


class Listeners:
    """The listeners of ask: ack, read, one call into the knowledge base, reply."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        # The same things are asked again and again. A newer edition of the articles is another question.
        self._drawn = lru_cache(_REMEMBERED)(self._draw)
        self._drawing = threading.Lock()

    def kb(self, body: Payload) -> BoltResponse:
        """`/kb …`: a verb, or a question; answered privately in the response itself, which is the acknowledgement."""
        command = command_from(body)
        reading = verbs.read(command.text, self._parts)
        if reading.verb:
            answer = reading.verb.answer(self._parts, command, reading.arguments)
            return _privately(_as_json(answer)) if answer else BoltResponse(status=200, body="")
        with self._parts.admission.enter():
            audience = self._parts.channels.audience(command.workspace, command.channel)
            edition = self._parts.knowledge.edition
            return _privately(self._drawn(edition, audience, reading.question, reading.offered))

    def asked(self, ack: Ack, body: Payload) -> None:
        """A mention or a direct message: kept, acknowledged, and answered at once by this process."""
        question = question_from(body)
        shared = sharing_from(body)
        if question:
            if shared is not None:
                self._parts.channels.note(question.workspace, question.channel, shared=shared)
            asked = self._parts.knowledge.inbox.receive(question)
            if asked:
                in_background(self._parts.pool, partial(answer_asked, self._parts, asked), otherwise=postpone)
        ack()

    def share(self, ack: Ack, body: Payload) -> None:
        """Share to the channel."""
        ack()
        self._after_ack(body, sharing.share)

    def more(self, ack: Ack, body: Payload) -> None:
        """More results, or back to the first, in place."""
        ack()
        self._after_ack(body, show_more)

    def verb(self, ack: Ack, body: Payload) -> None:
        """A verb that was offered as a button: answered privately."""
        ack()
        self._after_ack(body, show_verb)

    def _draw(self, _edition: int, audience: Audience, question: str, offered: Verb | None) -> str:
        # One after the other: threads that all compute in one Python only take it from each other.
        with self._drawing:
            found = self._parts.knowledge.ask(question, audience, limit=blocks.CHOICES)
            return _as_json(blocks.answer(found, offered=offered))

    def _after_ack(self, body: Payload, work: Callable[[Parts, Press], None]) -> None:
        """A press is answered by its response_url, so its work goes on after the acknowledgement."""
        in_background(
            self._parts.pool,
            partial(work, self._parts, press_from(body)),
            otherwise=partial(self._parts.replies.tell, body),
        )


def _as_json(message: Message) -> str:
    return json.dumps(message.as_reply(response_type="ephemeral"), ensure_ascii=False)


def _privately(reply: str) -> BoltResponse:
    return BoltResponse(status=200, body=reply, headers={"content-type": "application/json;charset=utf-8"})


def show_more(parts: Parts, press: Press) -> None:
    """Put the next matches in the place of those that are shown."""
    page = blocks.Page(offset=_offset(press), private=press.value.get("private") is not False)
    found = parts.knowledge.ask(
        press.text("question"), _reader(parts, press, page), limit=blocks.CHOICES, offset=page.offset
    )
    message = blocks.answer(found, page) if found.matches else note("There are no more results.")
    respond(press.response_url, message.as_reply(replace_original=True))


def show_verb(parts: Parts, press: Press) -> None:
    """Show privately what a verb answers, with the arguments that the button carries."""
    verb = parts.verb(press.text("verb"))
    if verb:
        answer = verb.answer(parts, press.as_command(), press.text("arguments"))
        if answer:
            parts.replies.show(press, answer)


def _reader(parts: Parts, press: Press, page: blocks.Page) -> Audience:
    """Whoever pressed, or all of the channel where the page that is turned is seen by all."""
    if page.private:
        return parts.channels.audience_for(press)
    return parts.channels.audience_now(press.workspace, press.channel)


def _offset(press: Press) -> int:
    offset = press.value.get("offset")
    return offset if isinstance(offset, int) and 0 <= offset <= blocks.FURTHEST else 0
