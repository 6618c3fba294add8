"""The doctor: looks at what the bot needs, and says of each thing that is missing what to do."""

from collections.abc import Iterator

from slack_sdk import WebClient
from slack_sdk.web import SlackResponse

from bot.findings import Finding
from bot.outbox.outcomes import FAILURES, reason
from bot.scopes import granted_in
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError
from knowledge.models import Coverage
from knowledge.sources.config import read_sources

_SECONDS_TO_ANSWER = 5

# What each scope of manifest.yml is for; without one of the first the bot can't do its work.
NEEDED_SCOPES = {
    "commands": "/kb",
    "chat:write": "answering mentions, and announcing",
    "app_mentions:read": "hearing mentions",
    "im:history": "hearing direct messages",
    "im:write": "writing to whoever made a subscription that can't be posted",
    "channels:read": "knowing whether outsiders read a channel",
    "groups:read": "knowing whether outsiders read a private channel",
    "users:read": "people's time zones, and who is an admin",
    "assistant:write": "suggesting questions beside people's messages with the bot",
}
OPTIONAL_SCOPES = {
    "channels:history": (
        "a post of which Slack did not say whether it arrived is parked, and not looked up, and channels can't have "
        "messages answered that do not mention the bot"
    ),
    "groups:history": "the same in private channels",
    "links:read": "links to articles stay as they are",
    "links:write": "links to articles stay as they are",
    "channels:join": "somebody must invite the bot to each public channel that subscribes",
}


def examine(settings: Settings, knowledge: KnowledgeBase) -> Iterator[Finding]:
    """Look at the database, the sources and Slack, one after the other."""
    yield _database(knowledge)
    yield _sources(settings)
    yield _encoder(settings, knowledge)
    yield from _slack(settings)


def _database(knowledge: KnowledgeBase) -> Finding:
    try:
        knowledge.check_schema()
        held = knowledge.syncs.held()
    except KnowledgeError as problem:
        return Finding("database", "broken", str(problem))
    if held:
        names = ", ".join(source.name for source in held)
        return Finding("database", "lacking", f"{names} changed much at once. Run: python -m bot sync --accept")
    return Finding("database", "ok", "It answers, and its tables are those of this program.")


def _sources(settings: Settings) -> Finding:
    try:
        sources = read_sources(settings.knowledge_sources)
    except KnowledgeError as problem:
        return Finding("sources", "broken", str(problem))
    return Finding("sources", "ok", f"{settings.knowledge_sources} lists {len(sources)}.")


def _encoder(settings: Settings, knowledge: KnowledgeBase) -> Finding:
    asked = f"ENCODER={settings.encoder} {settings.encoder_model}".rstrip()
    try:
        coverage = knowledge.encoding.coverage()
    except KnowledgeError as problem:
        return Finding("encoder", "broken", f"{problem} Until then answers go by words and static vectors.")
    if coverage is None:
        return Finding("encoder", "ok", f"{asked} works.")
    lacking = coverage.articles - coverage.done + coverage.damaged
    if lacking:
        return Finding("encoder", "lacking", f"{asked}: {_lacking(coverage)} They get them from: python -m bot sync")
    return Finding("encoder", "ok", f"{asked} works, and all {coverage.articles} articles have their vectors.")


def _lacking(coverage: Coverage) -> str:
    missing = f"{coverage.articles - coverage.done} of {coverage.articles} articles have no vector"
    return f"{missing}, and {coverage.damaged} have a damaged one." if coverage.damaged else f"{missing}."


def _slack(settings: Settings) -> Iterator[Finding]:
    if not settings.slack_bot_token:
        yield Finding("token", "lacking", "SLACK_BOT_TOKEN is not set: only the terminal works.")
        return
    client = WebClient(settings.slack_bot_token, base_url=settings.slack_api_url, timeout=_SECONDS_TO_ANSWER)
    try:
        answer = client.auth_test()
    except FAILURES as error:
        yield Finding("token", "broken", f"Slack at {settings.slack_api_url} says: {reason(error)}")
        return
    yield Finding("token", "ok", f"It is that of {answer.get('user')} in the workspace {answer.get('team')}.")
    yield from _scopes(answer)


def _scopes(answer: SlackResponse) -> Iterator[Finding]:
    granted = granted_in(answer)
    lacking = [scope for scope in NEEDED_SCOPES if scope not in granted]
    for scope in lacking:
        said = f"It is not granted, and is for {NEEDED_SCOPES[scope]}. Update the manifest and install the app again."
        yield Finding(scope, "broken", said)
    for scope in OPTIONAL_SCOPES:
        if scope not in granted:
            yield Finding(scope, "lacking", f"It is not granted, so {OPTIONAL_SCOPES[scope]}.")
    if not lacking:
        yield Finding("scopes", "ok", "All that are needed are granted.")
