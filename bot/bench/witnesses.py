"""Witnesses of what the bot does out of sight: work in the background, and what it logs."""

import logging
from collections.abc import Callable, Iterator
from pathlib import Path

from bot.overload import Pool


class AtOnce(Pool):
    """Does what it is offered at once, in the caller's thread, and keeps what was raised."""

    def __init__(self) -> None:
        super().__init__(1, waiting=0)
        self._raised: list[Exception] = []

    def offer(self, work: Callable[[], object]) -> bool:
        try:
            work()
        except Exception as error:
            self._raised.append(error)
        return True

    def taken(self) -> list[Exception]:
        """What was raised since the last time."""
        taken, self._raised = self._raised, []
        return taken


class Records(logging.Handler):
    """Keeps what is logged."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._kept.append(record)

    def taken(self) -> list[logging.LogRecord]:
        """What was logged since the last time."""
        taken, self._kept = self._kept, []
        return taken


def raised_in(logged: list[logging.LogRecord]) -> Iterator[BaseException]:
    """The exceptions whose tracebacks were logged."""
    return (record.exc_info[1] for record in logged if record.exc_info and record.exc_info[1])


def unforeseen(error: BaseException) -> str:
    """An exception in a line: what it is, and the innermost place of ours in which it was raised."""
    place, step = "", error.__traceback__
    while step:
        path = Path(step.tb_frame.f_code.co_filename)
        if {"bot", "knowledge"} & {*path.parts[-4:-1]}:
            place = f" in {path.parent.name}/{path.name}:{step.tb_lineno}"
        step = step.tb_next
    return f"{type(error).__name__}{place}"
