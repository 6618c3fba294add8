"""How a channel's settings look: the form in which they are changed, and what is said of them in plain words."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    InputInteractiveElement,
    NumberInputElement,
    Option,
    PlainTextObject,
    RadioButtonsElement,
)

from bot.cards import Message, bullets, escape, plain, section, shorten, small
from bot.modals import modal
from bot.talk import fields
from bot.talk.ears import Ears
from knowledge.channel_settings import MOST_MINUTES, Answers, ChangedBy, ChannelSettings

# Slack's limit (SLACK.md, "Posting").
_LONGEST_OPTION = 75

_TITLE = "Settings"

_ANSWERS = {
    Answers.MENTIONS: ("Mentions of me only", ""),
    Answers.QUESTIONS: ("Questions too", "Where I'm sure of the answer, once a thread."),
    Answers.EVERYTHING: ("Every message", "As if each mentioned me; small talk is left alone."),
}
_ALSO = {
    fields.SEVERAL: (
        "Answer also where several articles may be right",
        "For every message and in threads; a question needs a sure answer.",
    ),
    fields.FOLLOW_UPS: ("Go on in my threads without a mention", "Such as “more”, “2” or another question."),
    fields.FAVOURS: ("Prefer the categories that are subscribed here", "Where two answers are about as good."),
}
_SHOWN = {
    fields.EVERYBODY: ("Everybody, in the thread", ""),
    fields.ASKER: ("Whoever asked, and nobody else", ""),
}
_CHANGED_BY = {
    ChangedBy.ANYONE: ("Anybody in the channel", ""),
    ChangedBy.ADMINS: ("Admins of the workspace", ""),
}

Choices = Mapping[Any, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Form:
    """What the form starts with; `memory` is what it is to remember. `ears` tell what keeps us from hearing more."""

    settings: ChannelSettings
    memory: dict[str, object]
    is_direct: bool
    ears: Ears


def form_view(form: Form) -> dict[str, Any]:
    """The form as a modal."""
    blocks = _direct(form.settings) if form.is_direct else _channel(form)
    view = modal(_TITLE, Message.of(_TITLE, blocks), memory=json.dumps(form.memory))
    buttons = {"submit": {"type": "plain_text", "text": "Save"}, "close": {"type": "plain_text", "text": "Cancel"}}
    return view | buttons | {"callback_id": fields.CALLBACK}


def settled_view(settings: ChannelSettings, *, is_direct: bool) -> dict[str, Any]:
    """What stands in the form's place once it is saved."""
    return modal(_TITLE, Message.of(_TITLE, [section(what_is_set(settings, is_direct=is_direct))]))


def refused(problem: str, settings: ChannelSettings) -> Message:
    """What is told to whoever may not change a channel's settings: why, and what is set."""
    return plain(f"{escape(problem)}\n{what_is_set(settings, is_direct=False)}")


def stopped() -> Message:
    """What is told to whoever pressed Stop."""
    return plain(
        "All right: from now on I answer in this channel when somebody mentions me. `/kb settings` changes it."
    )


def what_is_set(settings: ChannelSettings, *, is_direct: bool) -> str:
    """What a channel, or a conversation with one person, has settled, in plain words as mrkdwn."""
    lines = _said_directly(settings) if is_direct else _said_in_channel(settings)
    where = "In this conversation" if is_direct else "In this channel"
    return f"{where}:\n{bullets([*lines])}"


def _said_in_channel(settings: ChannelSettings) -> Iterator[str]:
    match settings.answers:
        case Answers.MENTIONS:
            yield "I answer when somebody mentions me."
        case Answers.QUESTIONS:
            yield f"I also answer questions, once a thread, where I'm sure. {_pause(settings.minutes_between)}"
        case Answers.EVERYTHING:
            several = ", or where several articles may be right" if settings.several else ""
            yield f"I answer every message where I'm sure{several}."
    if settings.follow_ups:
        yield "In threads where I have answered, you can go on without mentioning me."
    if settings.favours:
        yield "Categories that are subscribed here go first where two answers are about as good."
    yield f"Answers are seen by {'whoever asked alone' if settings.privately else 'everybody, in the thread'}."
    yield _helped(settings)
    who = "Anybody here" if settings.changed_by is ChangedBy.ANYONE else "Only admins"
    yield f"{who} may change this with `/kb settings`."


def _said_directly(settings: ChannelSettings) -> Iterator[str]:
    yield "I answer every message."
    if settings.favours:
        yield "Categories that you are subscribed to go first where two answers are about as good."
    yield _helped(settings)


def _helped(settings: ChannelSettings) -> str:
    channel = settings.help_channel
    return f"“Ask a person” asks in {f'<#{channel}>' if channel else 'the usual channel, where there is one'}."


def _pause(minutes: int) -> str:
    if not minutes:
        return "There is no pause between two such answers."
    return f"At least {minutes} {'minute passes' if minutes == 1 else 'minutes pass'} between two such answers."


def _channel(form: Form) -> list[Block]:
    settings = form.settings
    shown = fields.ASKER if settings.privately else fields.EVERYBODY
    return [
        *([small(escape(form.ears.problem))] if form.ears.problem else []),
        _input(fields.ANSWERS, "What shall I answer?", _radio(_heard(form.ears), settings.answers)),
        _input(fields.ALSO, "And", _boxes(_ALSO, _ticked(settings)), optional=True),
        _input(fields.MINUTES, "Minutes between two answers to questions", _minutes(settings), hint=_OF_QUESTIONS),
        _input(fields.SHOWN, "Who sees my answers?", _radio(_SHOWN, shown)),
        _help_channel(settings),
        _input(fields.CHANGED_BY, "Who may change this?", _radio(_CHANGED_BY, settings.changed_by)),
    ]


_OF_QUESTIONS = "For questions that do not mention me. 0 is no pause."


def _direct(settings: ChannelSettings) -> list[Block]:
    ticked = [fields.FAVOURS] if settings.favours else []
    favours = {fields.FAVOURS: ("Prefer the categories that I'm subscribed to", _ALSO[fields.FAVOURS][1])}
    return [
        section("Here I answer every message."),
        _input(fields.ALSO, "And", _boxes(favours, ticked), optional=True),
        _help_channel(settings),
    ]


def _heard(ears: Ears) -> Choices:
    """The choices, of which those that need more than mentions say what keeps us from hearing it."""
    if not ears.in_short:
        return _ANSWERS
    mentions = Answers.MENTIONS
    return {each: (label, hint if each is mentions else ears.in_short) for each, (label, hint) in _ANSWERS.items()}


def _ticked(settings: ChannelSettings) -> list[str]:
    now = {
        fields.SEVERAL: settings.several,
        fields.FOLLOW_UPS: settings.follow_ups,
        fields.FAVOURS: settings.favours,
    }
    return [value for value, is_ticked in now.items() if is_ticked]


def _minutes(settings: ChannelSettings) -> NumberInputElement:
    initial = str(settings.minutes_between)
    return NumberInputElement(
        action_id="given", initial_value=initial, min_value="0", max_value=str(MOST_MINUTES), is_decimal_allowed=False
    )


def _help_channel(settings: ChannelSettings) -> InputBlock:
    menu = ConversationSelectElement(
        action_id="given",
        placeholder="The usual channel",
        initial_conversation=settings.help_channel or None,
        filter=ConversationFilter(include=["public", "private"], exclude_external_shared_channels=True),
    )
    label = "Where shall “Ask a person” ask?"
    return _input(fields.HELP, label, menu, optional=True, hint="Its people see the question. I must be in it.")


def _input(
    block: str, label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str | None = None
) -> InputBlock:
    return InputBlock(block_id=block, label=label, element=element, optional=optional, hint=hint)


def _radio(choices: Choices, chosen: str) -> RadioButtonsElement:
    options = {value: _option(value, *words) for value, words in choices.items()}
    return RadioButtonsElement(action_id="given", options=[*options.values()], initial_option=options[chosen])


def _boxes(choices: Choices, ticked: Sequence[str]) -> CheckboxesElement:
    options = {value: _option(value, *words) for value, words in choices.items()}
    initial = [options[value] for value in ticked] or None
    return CheckboxesElement(action_id="given", options=[*options.values()], initial_options=initial)


def _option(value: str, label: str, hint: str) -> Option:
    described = PlainTextObject(text=shorten(hint, _LONGEST_OPTION)) if hint else None
    return Option(value=str(value), text=PlainTextObject(text=shorten(label, _LONGEST_OPTION)), description=described)
