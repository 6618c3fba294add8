"""What Slack's blocks may look like, as tables that `limits` walks.

Source: docs.slack.dev/reference/block-kit and the errors that Slack answers with.
"""

from collections.abc import Mapping

from bot.playground.shapes import Anything, Many, Part, Rule, Shape, Text, Words

MOST_BLOCKS = 50
ANYTHING = Anything()
RICH_TEXT = ("section", "list", "preformatted", "quote")
ID = Words(255)
URL = Words(3000)

# How pickers write what was chosen.
LOOKS: Mapping[str, str] = {
    "datepicker": r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])",
    "timepicker": r"([01]\d|2[0-3]):[0-5]\d",
}


def plain(most: int) -> Text:
    return Text(most, kinds=("plain_text",))


CONFIRM = Shape(
    {
        "title": plain(100),
        "text": Text(300),
        "confirm": plain(30),
        "deny": plain(30),
        "style": ANYTHING,
    },
    required=("text",),
)


def option(text: Text, **more: Rule) -> Shape:
    return Shape(
        {"text": text, "value": Words(150), "description": text, **more},
        required=("text", "value"),
    )


OPTION = option(plain(75))
# Only what stands in an overflow menu leads somewhere.
LEADING_OPTION = option(plain(75), url=URL)
CHOICE = option(Text(75))
OPTION_GROUP = Shape({"label": plain(75), "options": Many(100, OPTION)}, required=("label", "options"))

# What the ack of a block_suggestion holds; no options at all are shown as "No results".
SUGGESTIONS = Shape(
    {"options": Many(100, OPTION, least=0), "option_groups": Many(100, OPTION_GROUP, least=0)},
    one_of=("options", "option_groups"),
)


def open_shape(*required: str) -> Shape:
    """A part whose type is known and whose inside is not checked further."""
    return Shape({}, required=required, is_closed=False)


def menu(required: tuple[str, ...] = (), one_of: tuple[str, ...] = (), **more: Rule) -> Shape:
    common: dict[str, Rule] = {"placeholder": plain(150), "focus_on_load": ANYTHING}
    return Shape(common | more, required=required, one_of=one_of)


_IMAGE: dict[str, Rule] = {
    "image_url": URL,
    "slack_file": ANYTHING,
    "alt_text": Words(2000),
}

ELEMENTS: Mapping[str, Shape] = {
    "plain_text": Shape({"text": Words(3000, least=1), "emoji": ANYTHING}, required=("text",)),
    "mrkdwn": Shape({"text": Words(3000, least=1), "verbatim": ANYTHING}, required=("text",)),
    "image": Shape(_IMAGE, required=("alt_text",), one_of=("image_url", "slack_file")),
    "button": Shape(
        {
            "text": plain(75),
            "value": Words(2000),
            "url": URL,
            "style": ANYTHING,
            "accessibility_label": Words(75),
        },
        required=("text",),
    ),
    "overflow": Shape({"options": Many(5, LEADING_OPTION)}, required=("options",)),
    "static_select": menu(
        one_of=("options", "option_groups"),
        options=Many(100, OPTION),
        option_groups=Many(100, OPTION_GROUP),
        initial_option=OPTION,
    ),
    "external_select": menu(min_query_length=ANYTHING, initial_option=OPTION),
    "users_select": menu(initial_user=ANYTHING),
    "channels_select": menu(initial_channel=ANYTHING, response_url_enabled=ANYTHING),
    "conversations_select": menu(
        initial_conversation=ANYTHING,
        default_to_current_conversation=ANYTHING,
        response_url_enabled=ANYTHING,
        filter=ANYTHING,
    ),
    "multi_static_select": menu(
        one_of=("options", "option_groups"),
        options=Many(100, OPTION),
        option_groups=Many(100, OPTION_GROUP),
        initial_options=Many(100, OPTION),
        max_selected_items=ANYTHING,
    ),
    "checkboxes": Shape(
        {
            "options": Many(10, CHOICE),
            "initial_options": Many(10, CHOICE),
            "focus_on_load": ANYTHING,
        },
        required=("options",),
    ),
    "radio_buttons": Shape(
        {
            "options": Many(10, CHOICE),
            "initial_option": CHOICE,
            "focus_on_load": ANYTHING,
        },
        required=("options",),
    ),
    "datepicker": menu(initial_date=Words(10, looks=LOOKS["datepicker"])),
    "timepicker": menu(initial_time=Words(5, looks=LOOKS["timepicker"]), timezone=ANYTHING),
    "datetimepicker": Shape({"initial_date_time": ANYTHING, "focus_on_load": ANYTHING}),
    "multi_external_select": menu(
        min_query_length=ANYTHING,
        initial_options=Many(100, OPTION),
        max_selected_items=ANYTHING,
    ),
    "multi_users_select": menu(initial_users=ANYTHING, max_selected_items=ANYTHING),
    "multi_channels_select": menu(initial_channels=ANYTHING, max_selected_items=ANYTHING),
    "multi_conversations_select": menu(
        initial_conversations=ANYTHING,
        default_to_current_conversation=ANYTHING,
        max_selected_items=ANYTHING,
        filter=ANYTHING,
    ),
    "plain_text_input": menu(
        initial_value=Words(3000),
        multiline=ANYTHING,
        min_length=ANYTHING,
        max_length=ANYTHING,
        dispatch_action_config=ANYTHING,
    ),
    "email_text_input": menu(initial_value=Words(3000), dispatch_action_config=ANYTHING),
    "url_text_input": menu(initial_value=Words(3000), dispatch_action_config=ANYTHING),
    "rich_text_input": menu(
        initial_value=ANYTHING, min_lines=ANYTHING, max_lines=ANYTHING, dispatch_action_config=ANYTHING
    ),
    "number_input": menu(
        required=("is_decimal_allowed",),
        initial_value=Words(3000),
        min_value=ANYTHING,
        max_value=ANYTHING,
        dispatch_action_config=ANYTHING,
    ),
    "file_input": Shape({"filetypes": ANYTHING, "max_files": ANYTHING}),
    **{f"rich_text_{part}": open_shape("elements") for part in RICH_TEXT},
    "workflow_button": open_shape("text", "workflow"),
    "feedback_buttons": open_shape("positive_button", "negative_button"),
    "icon_button": open_shape("icon", "text"),
}

_MENUS = {name for name in ELEMENTS if name.endswith("_select")}
_MULTIPLE = {name for name in _MENUS if name.startswith("multi_")}
_INPUTS = {name for name in ELEMENTS if name.endswith("_input")}
_CHOICES = _MENUS | {"checkboxes", "radio_buttons", "datepicker", "timepicker"}

CONTEXT_PARTS = frozenset({"image", "plain_text", "mrkdwn"})
TYPED_PARTS = frozenset(f"rich_text_{part}" for part in RICH_TEXT)
USABLE = frozenset(ELEMENTS) - CONTEXT_PARTS - TYPED_PARTS
INPUT_PARTS = frozenset(_CHOICES | _INPUTS | {"datetimepicker"})
SECTION_PARTS = frozenset(_CHOICES | {"button", "overflow", "image", "workflow_button"})
# Slack answers "unsupported element" to a multiple choice among actions.
ACTION_PARTS = frozenset(SECTION_PARTS - _MULTIPLE - {"image"} | {"datetimepicker", "rich_text_input"})

BLOCKS: Mapping[str, Shape] = {
    "section": Shape(
        {
            "text": Text(3000),
            "fields": Many(10, Text(2000)),
            "accessory": Part(SECTION_PARTS),
            "expand": ANYTHING,
        },
        one_of=("text", "fields"),
    ),
    "header": Shape({"text": plain(150)}, required=("text",)),
    "divider": Shape(),
    "context": Shape({"elements": Many(10, Part(CONTEXT_PARTS))}, required=("elements",)),
    "actions": Shape({"elements": Many(25, Part(ACTION_PARTS))}, required=("elements",)),
    "image": Shape(
        _IMAGE | {"title": plain(2000)},
        required=("alt_text",),
        one_of=("image_url", "slack_file"),
    ),
    "input": Shape(
        {
            "label": plain(2000),
            "hint": plain(2000),
            "element": Part(INPUT_PARTS),
            "optional": ANYTHING,
            "dispatch_action": ANYTHING,
        },
        required=("label", "element"),
    ),
    "markdown": Shape({"text": Words(12_000, least=1)}, required=("text",)),
    "rich_text": Shape({"elements": Many(1000, Part(TYPED_PARTS))}, required=("elements",)),
    "table": open_shape("rows"),
    "file": open_shape("external_id", "source"),
    "video": open_shape("alt_text", "title", "thumbnail_url", "video_url"),
    "context_actions": Shape(
        {"elements": Many(5, Part(frozenset({"feedback_buttons", "icon_button"})))},
        required=("elements",),
    ),
}
