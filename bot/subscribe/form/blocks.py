"""How the form looks in which a subscription is made or changed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    OptionGroup,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
    TimePickerElement,
)

from bot.cards import Message, section, shorten
from bot.modals import modal
from bot.subscribe.form import fields
from bot.typed.reading import LONGEST_CATEGORY, LONGEST_PHRASE, MOST_PHRASES
from bot.typed.words import DAYS
from knowledge.articles import CategoryPath, category_text
from knowledge.subscriptions import Cadence, Style, Timetable

# Slack's limits (SLACK.md, "Posting"); one option is that of all categories.
_LONGEST_OPTION, _MOST_OPTIONS = 75, 100

_LONGEST_TIMEZONE = 60

# Phrases that are all quotes are written twice as long, in quotes and with a comma between them.
_LONGEST_WORDS = MOST_PHRASES * (2 * LONGEST_PHRASE + 4)

_CADENCES = {Cadence.AT_ONCE: "At once", Cadence.DAILY: "Once a day", Cadence.WEEKLY: "Once a week"}


@dataclass(frozen=True, slots=True)
class Form:
    """What the form starts with. `category` is the name, as mrkdwn, of that whose subscription is changed, or nothing.

    `memory` is what the form is to remember.
    """

    categories: Sequence[CategoryPath]
    timetable: Timetable
    style: Style
    memory: dict[str, object]
    category: str = ""


def form_view(form: Form) -> dict[str, Any]:
    """The form as a modal."""
    blocks = [*_what(form), *_when(form.timetable), *_how(form), *_more(form)]
    title = "Change subscription" if form.category else "Subscribe"
    view = modal(title, Message.of(title, blocks), memory=json.dumps(form.memory))
    submit = {"type": "plain_text", "text": "Save" if form.category else "Subscribe"}
    return view | {"callback_id": fields.CALLBACK, "submit": submit, "close": {"type": "plain_text", "text": "Cancel"}}


def _what(form: Form) -> list[Block]:
    if form.category:
        return [section(f"What is told here of {form.category}:")]
    shown = _shallowest(form.categories, _MOST_OPTIONS - 1)
    left_out = len(shown) < len(form.categories)
    menu = StaticSelectElement(action_id="given", placeholder="Choose a category", option_groups=_groups(shown))
    blocks: list[Block] = [_input(fields.CATEGORY, "Category", menu, optional=left_out)]
    if left_out:
        typed = PlainTextInputElement(action_id="given", max_length=LONGEST_CATEGORY)
        blocks.append(_input(fields.TYPED, "Or type a category", typed, optional=True))
    return blocks


def _when(timetable: Timetable) -> list[Block]:
    cadences = {cadence.value: label for cadence, label in _CADENCES.items()}
    days = {str(number): name for number, name in enumerate(DAYS)}
    at = TimePickerElement(action_id="given", initial_time=f"{timetable.at:%H:%M}")
    cadence = timetable.cadence if timetable.cadence in _CADENCES else Cadence.AT_ONCE
    return [
        _input(fields.CADENCE, "How often?", _radio(cadences, cadence.value)),
        _input(fields.AT, "At what time?", at, hint="For once a day and once a week."),
        _input(fields.WEEKDAY, "On which day?", _menu(days, str(timetable.weekday)), hint="For once a week."),
    ]


def _how(form: Form) -> list[Block]:
    styles = {fields.FULL: "Full cards", fields.COMPACT: "One line each"}
    also = {fields.UPDATES: "Also tell of updated articles", fields.WEEKDAYS: "Not at weekends"}
    if not form.category:
        also[fields.RECENT] = "Begin with the last 3 articles"
    now = {fields.UPDATES: form.style.updates, fields.WEEKDAYS: form.timetable.weekdays_only}
    ticked = [value for value, is_ticked in now.items() if is_ticked]
    chosen = fields.COMPACT if form.style.compact else fields.FULL
    return [
        _input(fields.STYLE, "In what form?", _radio(styles, chosen)),
        _input(fields.ALSO, "And", _boxes(also, ticked), optional=True),
    ]


def _more(form: Form) -> list[Block]:
    quiet = form.timetable.quiet
    starts = TimePickerElement(action_id="given", initial_time=f"{quiet.start:%H:%M}" if quiet else None)
    ends = TimePickerElement(action_id="given", initial_time=f"{quiet.end:%H:%M}" if quiet else None)
    timezone = PlainTextInputElement(
        action_id="given", initial_value=form.timetable.timezone, max_length=_LONGEST_TIMEZONE
    )
    words = fields.separated(form.style.without) or None
    without = PlainTextInputElement(action_id="given", initial_value=words, max_length=_LONGEST_WORDS)
    return [
        _input(fields.QUIET_FROM, "Quiet from", starts, optional=True, hint="Nothing is posted in quiet hours."),
        _input(fields.QUIET_UNTIL, "Quiet until", ends, optional=True),
        _input(fields.TIMEZONE, "Time zone", timezone, optional=True, hint="A city will do, such as Berlin."),
        _input(
            fields.WITHOUT,
            "Leave out articles that say",
            without,
            optional=True,
            hint="Words or phrases, separated by commas.",
        ),
    ]


def _groups(categories: Sequence[CategoryPath]) -> list[OptionGroup]:
    """All categories as one choice, and each of them below the name of its topmost."""
    everything = OptionGroup(label="Everything", options=[_option(fields.ALL, "All categories")])
    groups = groupby(categories, key=lambda category: category[0].casefold())
    return [everything, *(_group(list(group)) for _, group in groups)]


def _group(categories: Sequence[CategoryPath]) -> OptionGroup:
    options = [_option(fields.category_value(each), category_text(each)) for each in categories]
    return OptionGroup(label=PlainTextObject(text=shorten(categories[0][0], _LONGEST_OPTION)), options=options)


def _shallowest(categories: Sequence[CategoryPath], most: int) -> Sequence[CategoryPath]:
    """As many levels of the categories as there is room for; of the first as many as there is room for."""
    for depth in range(max(map(len, categories), default=1), 1, -1):
        level = [each for each in categories if len(each) <= depth]
        if len(level) <= most:
            return level
    return [each for each in categories if len(each) == 1][:most]


def _input(
    block: str, label: str, element: InputInteractiveElement, *, optional: bool = False, hint: str | None = None
) -> InputBlock:
    return InputBlock(block_id=block, label=label, element=element, optional=optional, hint=hint)


def _radio(options: dict[str, str], chosen: str) -> RadioButtonsElement:
    drawn = [_option(value, label) for value, label in options.items()]
    return RadioButtonsElement(action_id="given", options=drawn, initial_option=_option(chosen, options[chosen]))


def _menu(options: dict[str, str], chosen: str) -> StaticSelectElement:
    drawn = [_option(value, label) for value, label in options.items()]
    return StaticSelectElement(action_id="given", options=drawn, initial_option=_option(chosen, options[chosen]))


def _boxes(options: dict[str, str], ticked: Sequence[str]) -> CheckboxesElement:
    drawn = [_option(value, label) for value, label in options.items()]
    initial = [_option(value, options[value]) for value in ticked] or None
    return CheckboxesElement(action_id="given", options=drawn, initial_options=initial)


def _option(value: str, label: str) -> Option:
    return Option(value=value, text=PlainTextObject(text=shorten(label, _LONGEST_OPTION)))
