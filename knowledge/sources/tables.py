"""The tables of sources.toml, checked key by key."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from knowledge.sources.fields import shortened
from knowledge.sources.keys import nearest


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a table: whether a value will do, and what to say when it does not."""

    accepts: Callable[[Any], bool]
    expected: str


def problems_of(table: Mapping[str, Any], keys: Mapping[str, Key]) -> Iterator[str]:
    """What is wrong with the keys of a table and with their values."""
    for key, value in table.items():
        if key not in keys:
            yield unknown_key(key, keys)
        elif not keys[key].accepts(value):
            yield f"its {key} is {shortened(value)}, and must be {keys[key].expected}"


def unknown_key(key: str, known: Collection[str]) -> str:
    """What to say of a key that there is none of."""
    meant = nearest(key, known)
    hint = f"did you mean {meant}?" if meant else f"there are {', '.join(known)}"
    return f"{shortened(key)} is no key I know; {hint}"
