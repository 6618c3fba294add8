"""Whether the bot is in the channels where it is to post."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.doctor.case import Case
from bot.findings import Finding, fault, warning, well

# Without these, channels are not told of.
_SCOPES = {"channels:read", "groups:read"}

_A_PAGE, _MOST_PAGES = 200, 50

# Channels that the bot is not in are asked about one by one, which Slack does not like to be done often.
_MOST_ASKED, _MOST_NAMED = 20, 5

_INVITE = "Type /invite @Quickjump there"


def of_settings(case: Case) -> Iterator[Finding]:
    """The channels that settings name, each of which has work that can be done nowhere else."""
    settings = case.settings
    named = {"OPERATORS_CHANNEL": settings.operators_channel, "HELP_CHANNEL": settings.help_channel}
    token = _token(case)
    for name, channel in named.items():
        if not token or not channel:
            continue
        where, problem = _standing(case, token, channel)
        if problem:
            yield fault(name, f"{where}: {problem}.", f"{_INVITE}, or name another channel in {name}.")
        else:
            yield well(name, f"The bot is in {where}.")


def with_subscriptions(case: Case) -> Iterator[Finding]:
    """The channels that are subscribed, of this workspace and of others."""
    token = _token(case)
    if not token or case.trouble or not case.greeting:
        return
    places, home = case.knowledge.places.all(), case.greeting.text("team_id")
    channels = [place.channel for place in places if place.workspace == home and place.channel[0] not in "UW"]
    if channels:
        yield _subscribed(case, token, channels)
    elsewhere = sorted({place.workspace for place in places} - {home})
    if elsewhere:
        said = f"There are subscriptions in workspaces that the token is not of: {', '.join(elsewhere)}."
        yield warning("workspaces", said, "See them with: python -m bot subscriptions list")


def _token(case: Case) -> str:
    """The token, where it is one that may look at channels; the other checks say why it is not."""
    greeting = case.greeting
    if greeting is None or greeting.refusal or (greeting.scopes and not greeting.scopes >= _SCOPES):
        return ""
    return case.settings.slack_bot_token


def _subscribed(case: Case, token: str, channels: Sequence[str]) -> Finding:
    joined = _joined(case, token)
    absent = [channel for channel in channels if channel not in joined]
    standings = [_standing(case, token, channel) for channel in absent[:_MOST_ASKED]]
    lacking = [f"{where}: {problem}" for where, problem in standings if problem]
    looked_at = len(channels) - len(absent[_MOST_ASKED:])
    if not lacking:
        return well("channels", f"The bot can post in the channels that are subscribed ({looked_at} looked at).")
    named = lacking[:_MOST_NAMED]
    if more := len(lacking) - len(named):
        named.append(f"and {more} more")
    said = f"Of {looked_at} channels that are subscribed, nothing can be posted in {'; '.join(named)}."
    return warning("channels", said, f"{_INVITE}, or end what is subscribed there: python -m bot subscriptions list")


def _joined(case: Case, token: str) -> frozenset[str]:
    """The channels that the bot is in, archived ones left out; as far as Slack lists them."""
    found: set[str] = set()
    cursor = ""
    for _page in range(_MOST_PAGES):
        told = case.slack.ask(token, partial(_list_joined, cursor=cursor)).told
        listed = told.get("channels")
        found |= {str(_object(each).get("id")) for each in (listed if isinstance(listed, list) else ())}
        cursor = str(_object(told.get("response_metadata")).get("next_cursor") or "")
        if not cursor:
            break
    return frozenset(found)


def _list_joined(client: WebClient, *, cursor: str) -> SlackResponse:
    types = "public_channel,private_channel"
    return client.users_conversations(types=types, exclude_archived=True, limit=_A_PAGE, cursor=cursor or None)


def _standing(case: Case, token: str, channel: str) -> tuple[str, str]:
    """What a channel is called, and what keeps the bot from posting there, or nothing."""
    answer = case.slack.ask(token, partial(WebClient.conversations_info, channel=channel))
    if answer.refusal == "channel_not_found":
        return channel, "there is no such channel, or it is private and the bot is not in it"
    if answer.refusal:
        return channel, f"Slack does not say how it is ({answer.refusal})"
    found = _object(answer.told.get("channel"))
    where = f"#{found['name']} ({channel})" if found.get("name") else channel
    if found.get("is_archived"):
        return where, "it is archived"
    is_open = "chat:write.public" in answer.scopes and not found.get("is_private")
    return where, "" if found.get("is_member") or is_open else "the bot is not in it"


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
