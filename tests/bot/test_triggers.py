"""What the bot listens to and asks of Slack, and what its manifest says: each is in the other."""

import ast
from collections.abc import Iterator
from pathlib import Path

from bot.manifest import committed, manifest_for
from bot.playground.methods import METHODS
from bot.server.http import EVENTS_PATH
from tests.bot.test_app import registered
from tests.bot.test_manifest import MANIFEST, NEEDED_FOR, WANTED_FOR

ROOT = Path(__file__).parents[2]

# Methods that read what any of several scopes lets a token see.
_FAMILIES = {"*:read": ("channels:read", "groups:read"), "*:history": ("channels:history", "groups:history")}

# What users.conversations gives depends on the kinds of channels that it is asked for.
_BY_ARGUMENT = {"users.conversations": ("channels:read", "groups:read")}


def listens(kind: str) -> set[str]:
    return {name for each, name in registered() if each == kind}


def methods_called() -> set[str]:
    """The methods of the Web API that the bot names anywhere but in its fake Slack and its benches."""
    as_written = {name.replace(".", "_"): name for name in METHODS}
    files = [file for file in ROOT.glob("bot/**/*.py") if not {"playground", "bench"} & {*file.parts}]
    return {found for file in files for found in _named(ast.parse(file.read_text()), as_written)}


def _named(tree: ast.AST, as_written: dict[str, str]) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in as_written:
            yield as_written[node.attr]
        if isinstance(node, ast.Constant) and node.value in METHODS:
            yield node.value


def scopes_of(method: str) -> tuple[str, ...]:
    scope = METHODS[method].scope
    return _FAMILIES.get(scope, (scope,)) if scope else _BY_ARGUMENT.get(method, ())


def test_each_event_of_the_manifest_is_listened_to_and_each_that_is_listened_to_is_in_it() -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    assert len(events) == len({*events})
    # All that people say comes as one event, to which apps subscribe by the kind of conversation.
    assert {"message" if event.startswith("message.") else event for event in events} == listens("event")


def test_each_command_and_shortcut_of_the_manifest_is_listened_to_and_there_are_no_others() -> None:
    features = MANIFEST["features"]
    assert {command["command"] for command in features["slash_commands"]} == listens("command")
    shortcuts = {"message": "message_shortcut", "global": "global_shortcut"}
    named = {(shortcuts[each["type"]], each["callback_id"]) for each in features["shortcuts"]}
    assert named == {(kind, name) for kind, name in registered() if kind.endswith("shortcut")}


def test_what_is_pressed_chosen_or_filled_in_gets_here_over_http_too() -> None:
    assert listens("action")
    assert listens("view")
    assert listens("options")
    over_http = manifest_for(committed(), domains=(), url="https://bot.example.com", path=EVENTS_PATH)
    interactivity = over_http["settings"]["interactivity"]
    assert interactivity["is_enabled"]
    assert interactivity["request_url"] == interactivity["message_menu_options_url"]


def test_home_and_its_events_go_together() -> None:
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"]
    assert "app_home_opened" in listens("event")
    assert "views.publish" in methods_called()


def test_each_method_that_is_called_has_its_scopes() -> None:
    called = methods_called()
    assert {"chat.postMessage", "views.open", "chat.unfurl"} <= called
    asked = {*MANIFEST["oauth_config"]["scopes"]["bot"], *MANIFEST["oauth_config"]["scopes"]["bot_optional"]}
    assert {scope for method in called for scope in scopes_of(method)} <= asked


def test_each_scope_is_there_for_a_method_that_is_called_or_for_what_is_listened_to() -> None:
    called, events = methods_called(), {*MANIFEST["settings"]["event_subscriptions"]["bot_events"]}
    for scope, what in {**NEEDED_FOR, **WANTED_FOR}.items():
        is_called = what in called and (scope in scopes_of(what))
        assert is_called or what in events | listens("command"), (scope, what)
