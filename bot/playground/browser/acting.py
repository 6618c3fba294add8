"""What somebody does on the page, done in the fake Slack; what fails is told in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.playground.browser.composing import Command, command_in, why_not_sent, written
from bot.playground.browser.meaning import (
    NotDone,
    Stage,
    message,
    own,
    own_channel,
    require_thread,
    seen_channel,
    surface,
)
from bot.playground.desk import Reader, read, words
from bot.playground.limits import Problem, SlackRefused, refusal
from bot.playground.model import Json, Message, View
from bot.playground.receipts import Receipt

# Slack's own words, for what an app does not do in time.
_COMMAND_UNANSWERED = "{command} failed because the app did not respond."
_PRESS_UNANSWERED = "This app is not responding. Try again in a moment."
_FORM_UNANSWERED = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Gesture:
    """One thing to do: what it is given besides the person, and what it does. It may give more than that it is done."""

    act: Callable[[Stage, Json], Json | None]
    required: Mapping[str, Reader] = field(default_factory=dict)
    optional: Mapping[str, Reader] = field(default_factory=dict)


# What people of other organisations are told who type a command of an app that is not theirs.
_IN_WORDS: Mapping[str, str] = {
    "not_a_valid_command": "Commands are for people of the organisation that has the app. Mention the app instead.",
}


def act(stage: Stage, gestures: Mapping[str, Gesture], name: str, given: Any) -> Json:
    """Do what the page asks for: `ok`, and what the gesture gives; or not, and what to tell.

    Blocks for as long as the app takes to acknowledge, so never call it from the server's own thread.
    """
    gesture = gestures.get(name)
    if gesture is None or not isinstance(given, dict):
        return _told(f"The playground knows no gesture {name!r}. Load the page anew.")
    try:
        arguments = read(given, required={"person": words, **gesture.required}, optional=gesture.optional)
        return {"ok": True, **(gesture.act(stage, arguments) or {})}
    except NotDone as problem:
        return _told(str(problem))
    except SlackRefused as refused:
        return _told(_IN_WORDS.get(refused.error, f"Slack refuses this: {refused}."))
    except (LookupError, ValueError) as problem:
        return _told(f"Slack does not do this: {_said(problem)}.")


def _told(sentence: str) -> Json:
    return {"ok": False, "told": sentence}


def _said(problem: Exception) -> str:
    return str(problem.args[0]) if problem.args else type(problem).__name__


def an_object(name: str, value: Any) -> Json:
    """Reads a JSON object."""
    if not isinstance(value, dict):
        raise refusal("invalid_arguments", [Problem("must be an object", f"/{name}")])
    return value


def _anything(name: str, value: Any) -> Any:
    return value


def filled_in(name: str, value: Any) -> dict[str, Json]:
    """Reads what is filled in: by block an object, in which by action a value."""
    return {block_id: an_object(name, actions) for block_id, actions in an_object(name, value).items()}


def _write(stage: Stage, given: Json) -> None:
    text, thread_ts = given["text"], given.get("thread_ts")
    if wrong := why_not_sent(text):
        raise NotDone(wrong)
    if command := command_in(text):
        return _command(stage, command, given)
    if thread_ts:
        require_thread(stage, given)
    stage.slack.write(
        written(stage.slack.workspace, text.strip()),
        channel=given["channel"],
        person=given["person"],
        thread_ts=thread_ts,
    )
    return None


def _command(stage: Stage, command: Command, given: Json) -> None:
    if given.get("thread_ts"):
        raise NotDone(f"{command.name} is not supported in threads. Sorry!")
    built_in = _BUILT_IN.get(command.name)
    if built_in:
        built_in(stage, given)
    elif command.name not in stage.menus.command_names:
        raise NotDone(f"{command.name} is not a valid command. In Slack, a message that begins with / is a command.")
    else:
        who = {"channel": given["channel"], "person": given["person"]}
        _require_answer(stage.slack.slash(command.name, command.text, **who), command.name)


def _require_answer(receipt: Receipt, command: str) -> None:
    if receipt.status is None:
        raise NotDone(_COMMAND_UNANSWERED.format(command=command))
    if receipt.status != 200:
        raise NotDone(f"{command} failed: the app answered with status {receipt.status}.")


def _require_ack(receipt: Receipt | None, otherwise: str) -> None:
    if receipt is not None and receipt.status != 200:
        raise NotDone(otherwise)


def _invite(stage: Stage, given: Json) -> None:
    stage.slack.invite_bot(own_channel(stage, given))


def _remove(stage: Stage, given: Json) -> None:
    stage.slack.remove_bot(own_channel(stage, given))


# Slack's own commands that say something about the bot; whoever else is named is in the channel already.
_BUILT_IN: Mapping[str, Callable[[Stage, Json], None]] = {"/invite": _invite, "/remove": _remove, "/kick": _remove}


def _press(stage: Stage, given: Json) -> None:
    shown = surface(stage, given)
    if isinstance(shown, View) and not shown.is_home and given.get("values"):
        shown = stage.slack.fill(given["person"], given["values"])
    receipt = stage.slack.press(
        shown,
        given["action_id"],
        person=given["person"],
        value=given.get("value"),
        block_id=_block_of(shown, given["block_id"]),
    )
    _require_ack(receipt, _PRESS_UNANSWERED)


def _suggest(stage: Stage, given: Json) -> Json:
    shown = surface(stage, given)
    found = stage.slack.suggest(
        shown,
        given["action_id"],
        given.get("typed", ""),
        person=given["person"],
        block_id=_block_of(shown, given["block_id"]),
    )
    _require_ack(found.receipt, "The app did not answer in time. Type on to ask it again.")
    return {"options": found.options, "groups": found.groups}


def _block_of(shown: Message | View, block_id: str) -> str:
    """The block, or any where it has another id by now: what is drawn anew may get new ones while somebody presses."""
    return block_id if any(block["block_id"] == block_id for block in shown.blocks) else ""


def _submit(stage: Stage, given: Json) -> None:
    _require_ack(stage.slack.submit(given["person"], given.get("values", {})), _FORM_UNANSWERED)


def _fill(stage: Stage, given: Json) -> None:
    stage.slack.fill(given["person"], given["values"])


def _close(stage: Stage, given: Json) -> None:
    stage.slack.close(given["person"])


def _shortcut(stage: Stage, given: Json) -> None:
    chosen = message(stage, given)
    _require_ack(stage.slack.shortcut(chosen, given["callback_id"], person=given["person"]), _PRESS_UNANSWERED)


def _edit(stage: Stage, given: Json) -> None:
    if wrong := why_not_sent(given["text"]):
        raise NotDone(wrong)
    stage.slack.rewrite(own(stage, given), written(stage.slack.workspace, given["text"].strip()))


def _retract(stage: Stage, given: Json) -> None:
    stage.slack.retract(own(stage, given))


def _open_home(stage: Stage, given: Json) -> None:
    stage.slack.open_home(given["person"])


def _open_messages(stage: Stage, given: Json) -> None:
    person, beside = given["person"], given.get("looking_at")
    if beside:
        seen_channel(stage, person, beside)
    stage.slack.open_home(person, tab="messages", looking_at=beside)


_MESSAGE: Mapping[str, Reader] = {"channel": words, "ts": words}
_ELEMENT: Mapping[str, Reader] = {"surface": an_object, "block_id": words, "action_id": words}

GESTURES: Mapping[str, Gesture] = {
    "write": Gesture(_write, {"channel": words, "text": words}, {"thread_ts": words}),
    "edit": Gesture(_edit, {**_MESSAGE, "text": words}),
    "retract": Gesture(_retract, _MESSAGE),
    "shortcut": Gesture(_shortcut, {**_MESSAGE, "callback_id": words}),
    "press": Gesture(_press, _ELEMENT, {"value": _anything, "values": filled_in}),
    "suggest": Gesture(_suggest, _ELEMENT, {"typed": words}),
    "fill": Gesture(_fill, {"values": filled_in}),
    "submit": Gesture(_submit, optional={"values": filled_in}),
    "close": Gesture(_close),
    "open_home": Gesture(_open_home),
    "open_messages": Gesture(_open_messages, optional={"looking_at": words}),
    "invite": Gesture(_invite, {"channel": words}),
    "remove": Gesture(_remove, {"channel": words}),
}
