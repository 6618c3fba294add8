"""Scopes: what our token may do, as Slack says with each of its answers."""

from slack_sdk.web import SlackResponse


def granted_in(answer: SlackResponse) -> frozenset[str]:
    """The scopes that an answer of the Web API names in its header; none where it does not say."""
    headers = {name.lower(): value for name, value in (answer.headers or {}).items()}
    granted = str(headers.get("x-oauth-scopes", "")).split(",")
    return frozenset(scope.strip() for scope in granted if scope.strip())
