"""Every way in: what people do in Slack that reaches the bot, each done by whoever stands on the stage."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.town import BEN, BOT_ID, TEAM
from tests.bot.walk import canary
from tests.bot.walk.stage import Stage

Json = dict[str, Any]

NOWHERE: tuple[str, ...] = ()
IN_CHANNELS, AT_HOME, EVERYWHERE = ("channel",), ("home",), ("channel", "home")


@dataclass(frozen=True)
class Way:
    """A way in: by which name the bot listens to it, and what is done.

    `shows` says where insiders see something internal by it. By an event that `tells`, Slack says itself who reads
    along. `there` says where there is such a thing.
    """

    kind: str
    name: str
    do: Callable[[Stage], None]
    shows: tuple[str, ...] = NOWHERE
    tells: bool = False
    there: tuple[str, ...] = EVERYWHERE


def button(action: str, value: object) -> Json:
    """A button that carries a value; a text as it is, all else as JSON."""
    carried = value if isinstance(value, str) else json.dumps(value)
    return {"type": "button", "action_id": action, "text": _plain("x"), "value": carried}


def menu(action: str) -> Json:
    """A menu that asks for its options."""
    return {"type": "external_select", "action_id": action, "placeholder": _plain("x"), "min_query_length": 0}


def field(block: str) -> Json:
    """A field that anything can be typed into."""
    element = {"type": "plain_text_input", "action_id": "given", "max_length": 3000}
    return {"type": "input", "block_id": block, "label": _plain("x"), "element": element, "optional": True}


def carried(stage: Stage, **more: object) -> Json:
    """All that the bot's buttons carry, about internal articles, as they were drawn for insiders."""
    return {
        "question": canary.TYPED,
        "search": canary.TYPED,
        "article": canary.KEY,
        "category": canary.SHELF_MARK,
        "offset": 0,
        "private": True,
        "verb": "help",
        "arguments": "",
        **stage.seeds,
        **more,
    }


def pressed(action: str, pressed: str = "", **more: object) -> Callable[[Stage], None]:
    """Presses a button on all that stands where the person is."""

    def do(stage: Stage) -> None:
        stage.press(button(pressed or action, carried(stage, **more)))

    return do


def typed(word: str, *arguments: str) -> Callable[[Stage], None]:
    """Types a verb of `/kb`, where the person can, and presses the button that stands for the same."""

    def do(stage: Stage) -> None:
        for each in arguments or ("",):
            stage.type(f"{word} {each}")
            stage.press(button("verb", carried(stage, verb=word, arguments=each)))

    return do


def submitted(callback: str, *blocks: str, keeps: str = "", **filled: str) -> Callable[[Stage], None]:
    """Submits a form: with these blocks, some filled in; it remembers the number of what it is about."""

    def do(stage: Stage) -> None:
        kept = {keeps: stage.seeds[keeps]} if keeps else {}
        stage.submit(callback, [field(block) for block in (*blocks, *filled)], filled, kept)

    return do


def picked(action: str, *values: str) -> Callable[[Stage], None]:
    """Types into a menu, and chooses what it offers, or what it offered once."""

    def do(stage: Stage) -> None:
        stage.pick(menu(action), ("", canary.TYPED, canary.SHELF, canary.REFERENCE), values)

    return do


def asked(stage: Stage) -> None:
    """Mentions, with what goes on with an answer."""
    for text in (canary.TYPED, canary.REFERENCE, "help", ""):
        stage.note(*stage.slack.mention(text, channel=stage.channel, person=stage.person))
    for text in ("more", "2", "that one?"):
        stage.note(*stage.slack.mention(text, channel=stage.channel, person=stage.person, thread_ts=stage.thread))


def said(stage: Stage) -> None:
    """Messages to nobody in particular, in a channel that wants every one answered."""
    for text, thread in ((f"how is {canary.TYPED} done?", None), ("more", stage.thread), ("2", stage.thread)):
        stage.note(*stage.slack.say(text, channel=stage.channel, person=stage.person, thread_ts=thread))


def linked(stage: Stage) -> None:
    """A link to an internal article."""
    stage.note(*stage.slack.say(f"see {canary.LINK}", channel=stage.channel, person=stage.person))


def visited(stage: Stage) -> None:
    """Both tabs of the app's own place."""
    stage.note(*stage.slack.open_home(stage.person))
    stage.note(*stage.slack.open_home(stage.person, tab="messages"))


def found(stage: Stage) -> None:
    """The shortcut, on what somebody said and on what goes on with it."""
    for text in (canary.TYPED, canary.REFERENCE):
        message = stage.slack.workspace.say(stage.channel, BEN, text=text)
        stage.note(stage.slack.shortcut(message, "find_articles", person=stage.person))


def happened(event: str, **more: object) -> Callable[[Stage], None]:
    """Tells of something that has not happened, so that the bot looks how things are."""

    def do(stage: Stage) -> None:
        told = {"type": event, "user": BOT_ID, "team": TEAM.id, **more}
        stage.note(*stage.slack.event(told, channel=stage.channel))

    return do


def _plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}
