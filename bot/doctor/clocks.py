"""Whether this machine's clock goes as the database's and Slack's do."""

from collections.abc import Iterator
from datetime import timedelta

from bot.doctor.case import Case
from bot.findings import Finding, fault, warning, well
from bot.spans import span

# Slack's signatures are good for so long (SLACK.md, "Requests from Slack"); what is over a minute is no longer chance.
_SIGNATURES_VALID = timedelta(minutes=5)
_MUCH = timedelta(minutes=1)

_NTP = "Let it follow a time server (NTP)."


def against_database(case: Case) -> Iterator[Finding]:
    """Whether digests, which go by the database's clock, come when they should."""
    ahead = timedelta(seconds=case.settings.clock_ahead)
    if ahead:
        said = f"CLOCK_AHEAD puts the bot's time {span(ahead)} ahead, so digests come that much too soon."
        yield warning("CLOCK_AHEAD", said, "Unset it, unless you are trying something.")
    if case.trouble:
        return
    apart = case.knowledge.subscriptions.now() - ahead - case.now()
    if abs(apart) > _MUCH:
        said = f"The database's clock is {_apart(apart)} this machine's, and digests go by the database's."
        yield warning("database clock", said, "Let both machines follow a time server (NTP).")


def against_slack(case: Case) -> Iterator[Finding]:
    """Whether what Slack signs is not too old, or of the future, when it comes here."""
    behind = case.greeting.behind if case.greeting else None
    if behind is None:
        return
    said = f"This machine's clock is {_apart(-behind)} Slack's"
    if abs(behind) > _SIGNATURES_VALID:
        yield fault("clock", f"{said}, so `web` refuses all that Slack sends, and digests come at wrong times.", _NTP)
    elif abs(behind) > _MUCH:
        yield warning("clock", f"{said}; over five minutes `web` would refuse all that Slack sends.", _NTP)
    else:
        yield well("clock", "This machine's clock goes as Slack's does.")


def _apart(ahead: timedelta) -> str:
    return f"{span(abs(ahead))} {'ahead of' if ahead > timedelta() else 'behind'}"
