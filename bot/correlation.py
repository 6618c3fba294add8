"""Correlation: the ids of what is being worked on, which every line of the log carries."""

import contextvars
import itertools
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any

# Requests are counted, and named by their thread too, since processes that were forked count alike. A random id for
# each would wait for the system's source of chance.
_requests = itertools.count(time.time_ns() // 1_000_000)

_ids: contextvars.ContextVar[Mapping[str, str]] = contextvars.ContextVar("ids")


@contextmanager
def working_on(**ids: str) -> Iterator[None]:
    """While it lasts, lines of the log carry these ids (request, event, workspace, channel), if not empty."""
    token = _ids.set(current_ids() | {name: id for name, id in ids.items() if id})
    try:
        yield
    finally:
        _ids.reset(token)


def current_ids() -> dict[str, str]:
    """The ids of what this thread works on."""
    return dict(_ids.get({}))


def carried(work: Callable[[], object]) -> Callable[[], object]:
    """The same work, to be done in another thread under the ids of this one."""
    return partial(contextvars.copy_context().run, work)


def ids_from(body: Mapping[str, Any]) -> dict[str, str]:
    """The ids in any payload of Slack's, whatever its shape, and a new one for the request itself."""
    event, container = _mapping(body.get("event")), _mapping(body.get("container"))
    team, channel = _mapping(body.get("team")), _mapping(body.get("channel"))
    return {
        "request": f"{threading.get_native_id():x}-{next(_requests):x}",
        "event": str(body.get("event_id") or ""),
        "workspace": str(body.get("team_id") or team.get("id") or ""),
        "channel": str(
            body.get("channel_id") or channel.get("id") or event.get("channel") or container.get("channel_id") or ""
        ),
    }


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
