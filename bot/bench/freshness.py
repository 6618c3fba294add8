"""Freshness: how soon every process answers from what a sync has changed."""

import json
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.bench.cannot import CannotMeasure
from bot.bench.load import Commands, Target, flood
from bot.bench.processes import run_bot

# So many answers in a row from the new article mean that it is known to each of a server's processes.
_IN_A_ROW, _CONNECTIONS, _BURST_SECONDS = 64, 16, 0.1

_SECONDS_TO_SEE_IT = 60


def seconds_until_answered(
    target: Target, commands: Callable[[str], Commands], file: Path, env: Mapping[str, str], *, turn: int
) -> float:
    """Give an article a title with a word of its own, sync, and wait until all processes answer with it.

    Seconds from the end of the sync; `commands` makes those that ask a given question. `CannotMeasure` when the
    word is never answered with.
    """
    word = f"zeppelin{turn}mast"
    lines = file.read_text().splitlines()
    lines[0] = json.dumps(json.loads(lines[0]) | {"title": f"Moor the {word}"})
    file.write_text("\n".join(lines) + "\n")
    run_bot(["sync"], env, file.parent)
    synced = time.monotonic()
    asked, good = commands(f"moor the {word}"), 0
    while good < _IN_A_ROW:
        answered = flood(
            target, asked, connections=_CONNECTIONS, seconds=_BURST_SECONDS, expected=f"Moor the {word}".encode()
        )
        good = good + len(answered) if all(each.is_good for each in answered) else 0
        if time.monotonic() - synced > _SECONDS_TO_SEE_IT:
            raise CannotMeasure(f"No process answers with what was synced {_SECONDS_TO_SEE_IT} s ago.")
    return time.monotonic() - synced
