"""Questions that are asked by a press: an example's button, or what was typed into a field."""

from bot.ask import blocks, verbs
from bot.ask.going_on import answer_alone
from bot.ask.verbs import Reading
from bot.cards import Message
from bot.gestures import Command, Press
from bot.parts import Parts
from knowledge.posts import Way
from knowledge.questions import Asker


def answer_pressed(parts: Parts, press: Press) -> None:
    """Show whoever pressed what `/kb` would answer; `Busy`, `NotOpened`, `NotResponded`, and what verbs raise.

    What a button carries is a question, whatever its first word.
    """
    carried = press.text("question")
    reading = Reading(question=carried) if carried else verbs.read(" ".join(press.typed.split()), parts)
    answer = _answer(parts, press.as_command(), reading)
    if answer:
        parts.replies.show(press, answer)


def _answer(parts: Parts, command: Command, reading: Reading) -> Message | None:
    if reading.verb:
        return reading.verb.answer(parts, command, reading.arguments)
    audience = parts.channels.audience_for(command)
    with parts.admission.enter():
        found = parts.knowledge.ask(reading.question, audience, limit=blocks.CHOICES)
    asker = Asker(command.workspace, command.channel, command.person, audience)
    page = blocks.Page(people=bool(parts.help_channel(command.place)), at_home=command.at_home)
    message, answered = answer_alone(found, page, offered=reading.offered)
    parts.knowledge.recording.add(asker, answered, Way.HOME)
    return message
