"""What happens when somebody asks, and when they press a button below the answer."""

import json
import threading
from functools import lru_cache, partial

from slack_bolt import Ack, BoltResponse

from bot.ask import blocks, sharing, verbs
from bot.ask.answering import answer_asked, postpone
from bot.ask.asking import answer_pressed
from bot.ask.going_on import answer_alone
from bot.ask.hearing import heard
from bot.cards import Message, note
from bot.errors import in_background
from bot.gestures import Press
from bot.parts import Parts, Verb
from bot.payloads import command_from, sharing_from
from bot.pressed import NotKnown
from bot.pressing import after_ack
from bot.shapes import Payload
from knowledge.articles import Audience, CategoryPath
from knowledge.posts import Way
from knowledge.questions import Answered, Asker

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
        audience = self._parts.channels.audience_for(command)
        with self._parts.admission.enter():
            edition = self._parts.knowledge.edition
            favoured = self._parts.knowledge.channel_settings.favoured(command.place)
            page = blocks.Page(people=bool(self._parts.help_channel(command.place)))
            reply, answered = self._drawn(edition, audience, favoured, reading.question, page, reading.offered)
        asker = Asker(command.workspace, command.channel, command.person, audience)
        self._parts.knowledge.recording.add(asker, answered, Way.COMMAND)
        return _privately(reply)

    def asked(self, ack: Ack, body: Payload) -> None:
        """A mention, a direct message or what else its channel wants answered: kept, acknowledged, and answered at once
        by this process."""
        question = heard(self._parts, body)
        if question:
            shared = sharing_from(body)
            if shared is not None:
                self._parts.channels.note(question.workspace, question.channel, shared=shared)
            asked = self._parts.knowledge.inbox.receive(question)
            if asked:
                in_background(self._parts.pool, partial(answer_asked, self._parts, asked), otherwise=postpone)
        ack()

    def question(self, ack: Ack, body: Payload) -> None:
        """A question that a button asks, or that was typed into a field."""
        after_ack(self._parts, ack, body, answer_pressed)

    def share(self, ack: Ack, body: Payload) -> None:
        """Share to the channel."""
        after_ack(self._parts, ack, body, sharing.share)

    def more(self, ack: Ack, body: Payload) -> None:
        """More results, or back to the first, in place."""
        after_ack(self._parts, ack, body, show_more)

    def verb(self, ack: Ack, body: Payload) -> None:
        """A verb that was offered as a button: answered privately."""
        after_ack(self._parts, ack, body, show_verb)

    def _draw(
        self,
        _edition: int,
        audience: Audience,
        favoured: tuple[CategoryPath, ...],
        question: str,
        page: blocks.Page,
        offered: Verb | None,
    ) -> tuple[str, Answered | None]:
        # One after the other: threads that all compute in one Python only take it from each other.
        with self._drawing:
            found = self._parts.knowledge.ask(question, audience, limit=blocks.CHOICES, favoured=favoured)
            message, answered = answer_alone(found, page, offered=offered)
            return _as_json(message), answered


def _as_json(message: Message) -> str:
    return json.dumps(message.as_reply(response_type="ephemeral"), ensure_ascii=False)


def _privately(reply: str) -> BoltResponse:
    return BoltResponse(status=200, body=reply, headers={"content-type": "application/json;charset=utf-8"})


def show_more(parts: Parts, press: Press) -> None:
    """Put the next matches in the place of those that are shown."""
    page = _page(parts, press)
    found = parts.knowledge.ask(
        press.text("question"),
        _reader(parts, press, page),
        limit=blocks.CHOICES,
        offset=page.offset,
        favoured=parts.knowledge.channel_settings.favoured(press.place),
    )
    message = blocks.answer(found, page) if found.matches else note("There are no more results.")
    parts.replies.replace(press, blocks.unasked(message) if page.unasked else message)


def show_verb(parts: Parts, press: Press) -> None:
    """Show privately what a verb answers, with the arguments that the button carries; `NotKnown` when it is none."""
    verb = parts.verb(press.text("verb"))
    if verb is None:
        raise NotKnown
    answer = verb.answer(parts, press.as_command(), press.text("arguments"))
    if answer:
        parts.replies.show(press, answer)


def _reader(parts: Parts, press: Press, page: blocks.Page) -> Audience:
    """Whoever pressed, or all of the channel where the page that is turned is seen by all."""
    if page.private:
        return parts.channels.audience_for(press)
    return parts.channels.audience_now(press)


def _page(parts: Parts, press: Press) -> blocks.Page:
    """The page to which a button turns."""
    private = press.value.get("private") is not False
    return blocks.Page(
        offset=_offset(press),
        private=private,
        numbered=not private,
        people=bool(parts.help_channel(press.place)),
        at_home=press.at_home,
        unasked=press.value.get("unasked") is True,
    )


def _offset(press: Press) -> int:
    offset = press.value.get("offset")
    return offset if isinstance(offset, int) and 0 <= offset <= blocks.FURTHEST else 0
