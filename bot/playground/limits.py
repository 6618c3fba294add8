"""What Slack refuses in a message, and the words in which it does."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.playground.blockkit import (
    BLOCKS,
    CONFIRM,
    ELEMENTS,
    ID,
    MOST_BLOCKS,
)
from bot.playground.elements import options_of, parts_of
from bot.playground.shapes import Anything, Many, Part, Rule, Shape, Text, Words

TEXT_IS_CUT_AT = 40_000

MESSAGE = Many(MOST_BLOCKS, Part(frozenset(BLOCKS), kind="block"), least=0)

_TEXT_MAY_HAVE = {
    "plain_text": {"type", "text", "emoji"},
    "mrkdwn": {"type", "text", "verbatim"},
}


class SlackRefused(Exception):
    """Slack said no; `answer` is what it said."""

    def __init__(self, error: str, **details: Any) -> None:
        self.error = error
        self.answer: dict[str, Any] = {"ok": False, "error": error, **details}
        super().__init__("; ".join([error, *details.get("errors", ())]))


@dataclass(frozen=True)
class Problem:
    """What is wrong, and a JSON pointer to where."""

    wrong: str
    where: str

    def __str__(self) -> str:
        return f"{self.wrong} [json-pointer:{self.where}]"


@dataclass(frozen=True)
class Draft:
    """A message's text and blocks that Slack takes."""

    text: str
    blocks: tuple[dict[str, Any], ...]


def refusal(error: str, problems: Sequence[Problem]) -> SlackRefused:
    """The error that names these problems as Slack does, twice over."""
    errors = [str(problem) for problem in problems]
    messages = [f"[ERROR] {each}" for each in errors]
    return SlackRefused(error, errors=errors, response_metadata={"messages": messages})


def checked(text: str, blocks: Any = None) -> Draft:
    """The message as Slack would take it; raises SlackRefused when it would not."""
    if blocks is not None and not isinstance(blocks, list):
        raise SlackRefused("invalid_blocks_format")
    if not text and not blocks:
        raise SlackRefused("no_text")
    problems = find_problems(blocks or [])
    if problems:
        raise refusal("invalid_blocks", problems)
    return Draft(text[:TEXT_IS_CUT_AT], tuple(blocks or ()))


def find_problems(blocks: Sequence[Any]) -> list[Problem]:
    """Everything that Slack would find wrong with a message's blocks."""
    return [*check(MESSAGE, blocks, at="/blocks")] or [*entangled(blocks, at="/blocks")]


def entangled(blocks: Sequence[Mapping[str, Any]], *, at: str) -> Iterator[Problem]:
    """What is wrong between parts that are right by themselves. Only looked for once the shapes hold."""
    yield from _repeated(blocks, at=at)
    for number, block in enumerate(blocks):
        for place, part in enumerate(parts_of(block)):
            yield from _not_offered(part, at=f"{at}/{number}/elements/{place}")


def _not_offered(part: Mapping[str, Any], *, at: str) -> Iterator[Problem]:
    """What a menu or boxes start with and do not offer; those that ask the app for their options offer anything."""
    if "options" in part and "option_groups" in part:
        yield Problem("must define only one of `options` and `option_groups`", at)
    offered = options_of(part)
    if not offered:
        return
    for name in ("initial_option", "initial_options"):
        start = part.get(name) or []
        for option in start if isinstance(start, list | tuple) else [start]:
            if option not in offered:
                yield Problem("must be one of the provided options", f"{at}/{name}")


def _repeated(blocks: Sequence[Mapping[str, Any]], *, at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        yield from _again(block, "block_id", seen=seen, at=f"{at}/{number}")
        actions: set[str] = set()
        for place, part in enumerate(parts_of(block)):
            where = f"{at}/{number}/elements/{place}"
            yield from _again(part, "action_id", seen=actions, at=where)


def _again(part: Mapping[str, Any], name: str, *, seen: set[str], at: str) -> Iterator[Problem]:
    given = part.get(name)
    if given and given in seen:
        yield Problem(f'`{name}` "{given}" already exists', f"{at}/{name}")
    seen.add(given or "")


def check(rule: Rule, value: Any, *, at: str) -> Iterator[Problem]:
    """Everything that is wrong with a value by a rule of the tables."""
    match rule:
        case Anything():
            return
        case Words():
            yield from _words(rule, value, at=at)
        case Text():
            yield from _text(rule, value, at=at)
        case Part():
            yield from _part(rule, value, at=at)
        case Many():
            yield from _list(rule, value, at=at)
        case Shape():
            yield from _shape(rule, value, at=at)


def _words(rule: Words, value: Any, *, at: str) -> Iterator[Problem]:
    if not isinstance(value, str):
        yield Problem("must be a string", at)
    elif len(value) < rule.least:
        yield Problem(f"must be more than {rule.least - 1} characters", at)
    elif len(value) > rule.most:
        yield Problem(f"must be less than {rule.most + 1} characters", at)
    elif rule.looks and not re.fullmatch(rule.looks, value):
        yield Problem(f"must match {rule.looks}", at)


def _text(rule: Text, value: Any, *, at: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("must be an object", at)
        return
    kind = value.get("type")
    if kind not in rule.kinds:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")
        return
    yield from _unknown(value, _TEXT_MAY_HAVE[kind], at=at)
    yield from _words(Words(rule.most, least=1), value.get("text"), at=f"{at}/text")


def _part(rule: Part, value: Any, *, at: str) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("must be an object", at)
        return
    kind = value.get("type")
    if kind not in rule.types:
        yield Problem(f"unsupported type: {kind}", f"{at}/type")
        return
    if rule.kind == "block":
        yield from _shape(BLOCKS[kind], value, at=at, extra={"block_id": ID})
    else:
        yield from _shape(ELEMENTS[kind], value, at=at, extra={"action_id": ID, "confirm": CONFIRM})


def _list(rule: Many, value: Any, *, at: str) -> Iterator[Problem]:
    if not isinstance(value, list | tuple):
        yield Problem("must be an array", at)
        return
    if len(value) > rule.most:
        yield Problem(f"no more than {rule.most} items allowed", at)
    if len(value) < rule.least:
        yield Problem(f"no less than {rule.least} items allowed", at)
    for number, each in enumerate(value):
        yield from check(rule.of, each, at=f"{at}/{number}")


def _shape(shape: Shape, value: Any, *, at: str, extra: Mapping[str, Rule] | None = None) -> Iterator[Problem]:
    if not isinstance(value, dict):
        yield Problem("must be an object", at)
        return
    fields = {**shape.fields, **(extra or {})}
    for name in shape.required:
        if value.get(name) is None:
            yield Problem(f"missing required field: {name}", at)
    if shape.one_of and all(value.get(name) is None for name in shape.one_of):
        names = " or ".join(f"`{name}`" for name in shape.one_of)
        yield Problem(f"must define either {names}", at)
    if shape.is_closed:
        yield from _unknown(value, {"type", *shape.required, *fields}, at=at)
    for name, rule in fields.items():
        if value.get(name) is not None:
            yield from check(rule, value[name], at=f"{at}/{name}")


def _unknown(value: Mapping[str, Any], known: set[str], *, at: str) -> Iterator[Problem]:
    for name in value:
        if name not in known:
            yield Problem(f"invalid additional property: {name}", at)
