"""What people fill in and choose, by block and action, as Slack keeps it in `state.values`."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.playground.blockkit import LOOKS
from bot.playground.elements import options_of, parts_of
from bot.playground.model import Json

Values = dict[str, dict[str, Json]]

_TEXTS = ("plain_text_input", "email_text_input", "url_text_input", "number_input")

# Under which name an element's value is kept, and where it says with what it starts.
_KEPT: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(_TEXTS, ("value", "initial_value")),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "file_input": ("files", ""),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "channels_select": ("selected_channel", "initial_channel"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_users_select": ("selected_users", "initial_users"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
}
# Whoever fills in anything else than a text or a list of texts.
_OTHERWISE: Mapping[str, type] = {"rich_text_input": dict, "datetimepicker": int}
_LISTS = frozenset(kind for kind, (kept, _) in _KEPT.items() if kept.endswith("s"))


def is_kept(part: Json) -> bool:
    """Whether the element has a value that is kept; a button has none."""
    return part["type"] in _KEPT


def initial(blocks: Sequence[Json], *, channel: str | None = None) -> Values:
    """The values with which the elements of these blocks start, opened from this conversation."""
    values: Values = {}
    for block, part in _stateful(blocks):
        kept, start = _KEPT[part["type"]]
        values.setdefault(block["block_id"], {})[part["action_id"]] = {
            "type": part["type"],
            kept: part.get(start, _otherwise(part, channel)),
        }
    return values


def _otherwise(part: Json, channel: str | None) -> Any:
    """With what an element starts that does not say: nothing, or where its person is."""
    is_list = part["type"] in _LISTS
    if channel and part.get("default_to_current_conversation"):
        return [channel] if is_list else channel
    return [] if is_list else None


def carried_over(blocks: Sequence[Json], before: Values, *, channel: str | None = None) -> Values:
    """The values after an update: those of before where block_id, action_id and type are the same."""
    values = initial(blocks, channel=channel)
    for block_id, actions in values.items():
        for action_id, value in actions.items():
            known = before.get(block_id, {}).get(action_id)
            if known and known["type"] == value["type"]:
                actions[action_id] = known
    return values


def filled(blocks: Sequence[Json], before: Values, given: Mapping[str, Mapping[str, Any]]) -> Values:
    """The values after a person has filled in `given`, by block and action, as in `chosen`."""
    values = {block_id: dict(actions) for block_id, actions in before.items()}
    parts = {(block["block_id"], part["action_id"]): part for block, part in _stateful(blocks)}
    for block_id, actions in given.items():
        for action_id, value in actions.items():
            if (block_id, action_id) not in parts:
                raise LookupError(f"nothing to fill in is {block_id!r}, {action_id!r}: there are {[*parts]}")
            values[block_id][action_id] = chosen(parts[block_id, action_id], value)
    return values


def chosen(part: Json, value: Any) -> Json:
    """The value of an element as Slack keeps it.

    A text, a date or a person's id is given as it is, an option by its value, and several of them as a list.
    Raises LookupError when the element has no such option, and ValueError when nobody could choose this.
    """
    kept, _ = _KEPT[part["type"]]
    _refuse_impossible(part, value)
    if kept == "selected_option":
        value = value if value is None else option_of(part, value)
    if kept == "selected_options":
        value = [option_of(part, each) for each in value]
    return {"type": part["type"], kept: value}


def _refuse_impossible(part: Json, value: Any) -> None:
    if not _is_of_its_kind(part["type"], value):
        raise ValueError(f"a {part['type']} does not give {value!r:.100}")
    looks = LOOKS.get(part["type"])
    if looks and value is not None and not re.fullmatch(looks, value):
        raise ValueError(f"a {part['type']} gives no {value!r}, but what looks like {looks}")
    for each in value if isinstance(value, list) else [value]:
        if each is not None and each not in part.get("offered", [each]):
            raise LookupError(f"{part['action_id']} offers no {each!r}: {part['offered']}")
    most = part.get("max_selected_items")
    if most is not None and len(value) > most:
        raise ValueError(f"{part['action_id']} takes {most} choices, not {value!r}")


def _is_of_its_kind(kind: str, value: Any) -> bool:
    if kind in _LISTS:
        return isinstance(value, list | tuple) and (
            kind == "file_input" or all(isinstance(each, str) for each in value)
        )
    return value is None or isinstance(value, _OTHERWISE.get(kind, str))


def option_of(part: Json, value: Any) -> Json:
    """The option with this value; an external menu has those that `suggest` was offered."""
    options = options_of(part)
    found: Json | None = next((option for option in options if option["value"] == value), None)
    if found is None:
        raise LookupError(f"{part['action_id']} has no option {value!r}: {[each['value'] for each in options]}")
    return found


def missing(blocks: Sequence[Json], values: Values) -> dict[str, str]:
    """What Slack would ask for, by block, before it lets a person submit."""
    problems: dict[str, str] = {}
    for block, part in _stateful(blocks):
        given = values[block["block_id"]][part["action_id"]][_KEPT[part["type"]][0]]
        wrong = _problem(block, part, given)
        if block["type"] == "input" and wrong:
            problems[block["block_id"]] = wrong
    return problems


def answerable(blocks: Sequence[Json], values: Values) -> Iterator[tuple[Json, Json, str]]:
    """The menus that let an app answer where they lead, each with its block and the conversation chosen in it."""
    for block, part in _stateful(blocks):
        chosen_here = values[block["block_id"]][part["action_id"]].get(_KEPT[part["type"]][0])
        if part.get("response_url_enabled") and chosen_here:
            yield block, part, chosen_here


def _problem(block: Json, part: Json, given: Any) -> str:
    if given in (None, "", []):
        return "" if block.get("optional") else "please complete this required field"
    if not isinstance(given, str):
        return ""
    if len(given) < part.get("min_length", 0):
        return f"less than {part['min_length']} characters"
    if len(given) > part.get("max_length", 3000):
        return f"more than {part.get('max_length', 3000)} characters"
    return ""


def _stateful(blocks: Sequence[Json]) -> Iterator[tuple[Json, Json]]:
    return ((block, part) for block in blocks for part in parts_of(block) if is_kept(part))
