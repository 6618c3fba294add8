"""The emoji that the page shows for their names, `:tada:` and the like."""

from collections.abc import Iterator, Mapping
from functools import cache

from emoji import EMOJI_DATA, STATUS

# What Slack calls otherwise than the library, or the library not at all.
_SLACK_NAMES: Mapping[str, str] = {
    "simple_smile": "🙂",
    "large_green_circle": "🟢",
    "large_yellow_circle": "🟡",
    "large_orange_circle": "🟠",
    "large_purple_circle": "🟣",
    "large_brown_circle": "🟤",
    "the_horns": "🤘",
}


@cache
def emoji_by_name() -> Mapping[str, str]:
    """Every emoji by each of its names, without the colons.

    Those of one colour of skin are left out: Slack writes them as two names, `:wave::skin-tone-3:`.
    """
    return {**dict(_named()), **_SLACK_NAMES}


def _named() -> Iterator[tuple[str, str]]:
    for sign, described in EMOJI_DATA.items():
        # The others say the same without what asks for a coloured picture.
        if described["status"] > STATUS["fully_qualified"] or _has_skin(sign):
            continue
        for name in (described["en"], *described.get("alias", ())):
            yield from ((each, sign) for each in _as_slack_writes(name.strip(":").lower(), sign))


def _has_skin(sign: str) -> bool:
    return any("\U0001f3fb" <= part <= "\U0001f3ff" for part in sign[1:])


def _as_slack_writes(name: str, sign: str) -> Iterator[str]:
    yield name
    if name.startswith(("man_", "woman_")):
        yield name.replace("_", "-")
    if len(sign) == 2 and all("\U0001f1e6" <= letter <= "\U0001f1ff" for letter in sign):
        yield "flag-" + "".join(chr(ord(letter) - 0x1F1E6 + ord("a")) for letter in sign)
