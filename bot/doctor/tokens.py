"""Whether the tokens are there, and Slack takes them."""

from collections.abc import Iterator

from bot.doctor.case import Case
from bot.findings import Finding, fault, warning, well

_ADD_IT = "README.md says in “Add it to your Slack” where it is found"
_BY_WORD = {
    "account_inactive": "Install the app in the workspace again, and set SLACK_BOT_TOKEN to its new token.",
    "token_revoked": "Install the app in the workspace again, and set SLACK_BOT_TOKEN to its new token.",
    "token_expired": "Turn token rotation off in the app's settings, as the manifest does, and install it again.",
}
_COPY = "Copy the Bot User OAuth Token anew from the app's page OAuth & Permissions into SLACK_BOT_TOKEN."
_GENERATE = (
    "Generate one with the scope connections:write under Basic Information, App-Level Tokens, and see that Socket Mode "
    "is on in the app's settings."
)


def way_in(case: Case) -> Iterator[Finding]:
    """Whether there is something by which Slack's requests get here."""
    settings = case.settings
    named = {"SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"}
    if not settings.slack_bot_token or named & case.illegible.keys():
        return
    if not settings.slack_app_token and not settings.slack_signing_secret:
        said = "Neither SLACK_APP_TOKEN nor SLACK_SIGNING_SECRET is set, so only `worker` runs, and nobody is heard."
        yield warning("app token", said, f"Set the first for `run`, or the second for `web`. {_ADD_IT}.")


def signing_secret(case: Case) -> Iterator[Finding]:
    """Whether there is one; which one is right, Slack tells nobody."""
    if case.settings.slack_signing_secret:
        yield well("signing secret", "It is set; whether it is the app's shows when Slack first sends something.")


def bot_token(case: Case) -> Iterator[Finding]:
    """Whether there is one that Slack takes, and whose it is."""
    if "SLACK_BOT_TOKEN" in case.illegible:
        return
    answer = case.greeting
    if answer is None:
        said = "SLACK_BOT_TOKEN is not set, so Quickjump answers in the terminal and in the playground only."
        yield warning("bot token", said, f"To have it in Slack, set it; {_ADD_IT}.")
    elif answer.refusal:
        said = f"Slack refuses SLACK_BOT_TOKEN: {answer.refusal}."
        yield fault("bot token", said, _BY_WORD.get(answer.refusal, _COPY))
    else:
        yield well("bot token", f"It is that of {answer.text('user')} in the workspace {answer.text('team')}.")


def app_token(case: Case) -> Iterator[Finding]:
    """Whether Slack opens a connection for it, if there is one."""
    token = case.settings.slack_app_token
    if not token:
        return
    refusal = case.slack.ask(token, lambda client: client.apps_connections_open(app_token=token)).refusal
    if refusal:
        yield fault("app token", f"Slack opens no connection for SLACK_APP_TOKEN: {refusal}.", _GENERATE)
    else:
        yield well("app token", "Slack opens Socket Mode connections for it.")
