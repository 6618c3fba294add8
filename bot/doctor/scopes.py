"""Whether the token may do what the manifest asks for."""

from collections.abc import Iterator, Mapping

from bot.doctor.case import Case
from bot.findings import Finding, fault, warning, well

# What each scope of manifest.yml is for; without one of the first the bot can't do its work.
NEEDED_SCOPES = {
    "commands": "/kb",
    "chat:write": "answering mentions, and announcing",
    "app_mentions:read": "hearing mentions",
    "im:history": "hearing direct messages",
    "im:write": "writing to whoever made a subscription that can't be posted",
    "channels:read": "knowing whether outsiders read a channel",
    "groups:read": "knowing whether outsiders read a private channel",
    "users:read": "people's time zones, and who is an admin or a guest",
    "assistant:write": "suggesting questions beside people's messages with the bot",
}
OPTIONAL_SCOPES = {
    "channels:history": (
        "looking up a post of which Slack did not say whether it arrived, and hearing more than mentions in channels "
        "that want it"
    ),
    "groups:history": "the same in private channels",
    "links:read": "showing articles below links to them",
    "links:write": "the same",
    "channels:join": "entering public channels that subscribe, which otherwise somebody must invite the bot to",
}

_INSTALL = (
    "Paste what `python -m bot manifest` writes into App Manifest at api.slack.com/apps, and install the app again"
)


def scopes(case: Case) -> Iterator[Finding]:
    """Which of the manifest's scopes are not granted, and what each is for."""
    if case.greeting is None or case.greeting.refusal:
        return
    granted = case.greeting.scopes
    if not granted:
        said = "Slack does not say what the token may do."
        yield warning("scopes", said, "Compare the app's page OAuth & Permissions with manifest.yml.")
        return
    lacking, unused = _missing(NEEDED_SCOPES, granted), _missing(OPTIONAL_SCOPES, granted)
    if lacking:
        yield fault("scopes", f"Not granted, and needed: {lacking}.", f"{_INSTALL}.")
    else:
        yield well("scopes", "All that are needed are granted.")
    if unused:
        yield warning(
            "optional scopes", f"Not granted: {unused}.", f"If you want that: {_INSTALL[0].lower()}{_INSTALL[1:]}."
        )


def _missing(wanted: Mapping[str, str], granted: frozenset[str]) -> str:
    """The scopes that are not granted, each with what it is for."""
    return "; ".join(f"{scope} ({purpose})" for scope, purpose in wanted.items() if scope not in granted)
