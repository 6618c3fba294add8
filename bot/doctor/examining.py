"""Examining: all checks, one after the other."""

from collections.abc import Callable, Iterator

from bot.doctor.case import Case
from bot.doctor.channels import of_settings, with_subscriptions
from bot.doctor.clocks import against_database, against_slack
from bot.doctor.encoder import encoder
from bot.doctor.legible import legible
from bot.doctor.scopes import scopes
from bot.doctor.slack import NoAnswer
from bot.doctor.sources import sources
from bot.doctor.store import database, schema
from bot.doctor.tokens import app_token, bot_token, signing_secret, way_in
from bot.findings import Finding, fault

Check = Callable[[Case], Iterator[Finding]]

# What a check needs and an earlier one has found wanting is not spoken of again: it says nothing then.
HERE: tuple[Check, ...] = (
    legible,
    database,
    schema,
    against_database,
    sources,
    encoder,
    way_in,
    signing_secret,
)

# What only Slack can tell. The first that gets no answer is the last that is done.
AT_SLACK: tuple[Check, ...] = (bot_token, app_token, scopes, against_slack, of_settings, with_subscriptions)


def examine(case: Case) -> Iterator[Finding]:
    """Do every check, those that need Slack last; where that does not answer, say so once."""
    for check in HERE:
        yield from check(case)
    if "SLACK_API_URL" in case.illegible:
        return
    try:
        for check in AT_SLACK:
            yield from check(case)
    except NoAnswer as silence:
        url = case.settings.slack_api_url
        said = f"Slack does not answer at {url}: {silence}. What only Slack can tell was left out."
        yield fault("slack", said, silence.advice)
