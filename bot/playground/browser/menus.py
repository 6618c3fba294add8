"""What an app's manifest puts into Slack's menus: slash commands, and shortcuts on messages."""

from dataclasses import dataclass

from bot.playground.model import Json


@dataclass(frozen=True)
class Menus:
    """Commands with `command`, `description` and `usage_hint`; message shortcuts with `name` and `callback_id`."""

    commands: tuple[Json, ...] = ()
    shortcuts: tuple[Json, ...] = ()

    @property
    def command_names(self) -> frozenset[str]:
        return frozenset(each["command"] for each in self.commands)


def menus_of(manifest: Json) -> Menus:
    """The menus of a manifest as Slack takes it."""
    features = manifest["features"]
    commands = [
        {name: each.get(name, "") for name in ("command", "description", "usage_hint")}
        for each in features.get("slash_commands", ())
    ]
    shortcuts = [
        {name: each[name] for name in ("name", "callback_id")}
        for each in features.get("shortcuts", ())
        if each["type"] == "message"
    ]
    return Menus(tuple(commands), tuple(shortcuts))
