"""Readers: what the text of each kind of setting means.

Each takes the text and gives the setting, or raises `ValueError`, or a `KnowledgeError`, with what it must be. Those
with other parameters make such a reader.
"""

import re
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from knowledge.failpoints import POINTS
from knowledge.models import EncoderKind

LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")

_SHORTEST_TOKEN = 16

# Names of containers have underscores. A name whose last part is a number would be a misspelt address.
_LONGEST_HOST = 253
_HOST_PART = re.compile("[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?")


def token(prefix: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not text.startswith(prefix) or len(text) <= len(prefix) or not text.isascii() or " " in text:
            raise ValueError(f"must begin with {prefix} and go on with the rest of the token")
        return text

    return read


def secret(text: str) -> str:
    if not text.isascii() or " " in text:
        raise ValueError("must be the signing secret as Slack shows it, without blanks")
    return text


def privacy_secret(text: str) -> str:
    if len(text) < _SHORTEST_TOKEN:
        raise ValueError(f"must be at least {_SHORTEST_TOKEN} characters that nobody can guess")
    return text


def metrics_token(text: str) -> str:
    if not text.isascii() or " " in text or len(text) < _SHORTEST_TOKEN:
        raise ValueError(f"must be at least {_SHORTEST_TOKEN} letters and digits that nobody can guess, without blanks")
    return text


def api_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise ValueError("must be an http or https URL such as https://slack.com/api/")
    return text if text.endswith("/") else f"{text}/"


def database_url(text: str) -> str:
    from knowledge.base import check_database_url  # here, since it takes half a second that not every command needs

    check_database_url(text)
    return text


def language(text: str) -> str:
    from knowledge.base import check_language

    check_language(text)
    return text


def encoder(text: str) -> EncoderKind:
    if text.lower() not in list(EncoderKind):
        raise ValueError(f"must be one of {', '.join(EncoderKind)}")
    return EncoderKind(text.lower())


def ids(text: str) -> frozenset[str]:
    ids = [part.strip() for part in text.split(",") if part.strip()]
    bad = [id for id in ids if not id.isalnum() or id[0] not in "UW"]
    if bad:
        raise ValueError(f"must be ids of people such as U012AB3CD, separated by commas; {bad[0]!r} is none")
    return frozenset(ids)


def host(text: str) -> str:
    if "%" not in text and _is_address(text):
        return text
    parts = text.split(".")
    if len(text) > _LONGEST_HOST or parts[-1].isdecimal() or not all(map(_HOST_PART.fullmatch, parts)):
        raise ValueError("must be an IP address such as 127.0.0.1 or ::1, or the name of a host, without a port")
    return text


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def number(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not text.isascii() or not text.isdecimal() or not least <= int(text) <= most:
            raise ValueError(f"must be a number from {least} to {most}")
        return int(text)

    return read


def seconds(least: float, most: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            seconds = float(text)
        except ValueError:
            seconds = -1
        if not least <= seconds <= most:
            raise ValueError(f"must be a number of seconds from {least:g} to {most:g}")
        return seconds

    return read


def one_of(*words: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text.lower() not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return text.lower()

    return read


def yes_or_no(text: str) -> bool:
    return one_of("yes", "no")(text) == "yes"


def channel(text: str) -> str:
    if not re.fullmatch("[CG][A-Z0-9]+", text):
        raise ValueError("must be the id of a channel such as C012AB3CD (at the end of the channel's details in Slack)")
    return text


def log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError(f"must be one of {', '.join(LOG_LEVELS)}")
    return text.upper()


def failpoint(text: str) -> str:
    if text not in POINTS:
        raise ValueError("must be one of the points in knowledge/failpoints.py; it is for tests only")
    return text
