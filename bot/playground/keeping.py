"""A fake Slack's state in a JSON file, so that it outlasts a restart."""

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import msgspec

from bot.playground.kept import Kept
from bot.playground.workspace import Workspace

# Raise it with every change to what is kept that an older file does not fit.
VERSION = 1

# After a change others are waited for, so that they are written together.
PAUSE_SECONDS = 0.2


class KeepingFailed(Exception):
    """The file can't be written or moved; `sentence` says so to whoever started the playground."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class KeptSlack(Protocol):
    """What is kept: a FakeSlack, as far as it is seen from here."""

    workspace: Workspace

    def kept(self) -> Kept: ...
    def restore(self, kept: Kept) -> None: ...


@dataclass(frozen=True)
class _Written:
    """The file as a whole."""

    version: int
    slack: Kept


class Keeper:
    """Keeps one fake Slack in one file; `clock` gives a damaged file its new name."""

    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._path = path
        self._clock = clock
        self._writing = threading.Lock()
        self._last: Kept | None = None

    def restore(self, slack: KeptSlack) -> str | None:
        """Let the Slack go on from the file, or begin anew where there is none.

        A file that can't be read is moved aside, and a sentence says so. Raises KeepingFailed when it can't be moved.
        """
        try:
            slack.restore(_read(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        # Brackets within brackets without an end are a RecursionError.
        except (OSError, ValueError, RecursionError) as error:
            aside = self._put_aside()
            kept_as = f"It was kept as {aside.name}, and the playground starts anew."
            return f"{self._path} can't be read ({_reason(error)}). {kept_as}"
        return None

    def keep(self, slack: KeptSlack) -> None:
        """Write the file, if anything has changed. Raises KeepingFailed."""
        with self._writing:
            kept = slack.kept()
            if kept == self._last:
                return
            try:
                _replace(self._path, _text(kept))
            except OSError as error:
                raise KeepingFailed(
                    f"The playground can't be kept in {self._path} ({_reason(error)}). "
                    "Free some space, or let it write there; what happens meanwhile is lost when it ends."
                ) from error
            self._last = kept

    @contextmanager
    def keeping(self, slack: KeptSlack, *, tell: Callable[[str], None]) -> Iterator[None]:
        """Write the file now, shortly after each change, and at the end; `tell` hears what goes wrong in between, once.

        Raises KeepingFailed when it can't be written at the beginning or at the end.
        """
        self.keep(slack)
        ended = threading.Event()
        follower = threading.Thread(target=self._follow, args=(slack, ended, tell), name="keeping", daemon=True)
        follower.start()
        try:
            yield
        finally:
            with slack.workspace.changed:
                ended.set()
                slack.workspace.changed.notify_all()
            follower.join()
            self.keep(slack)

    def _follow(self, slack: KeptSlack, ended: threading.Event, tell: Callable[[str], None]) -> None:
        told = ""
        while not ended.is_set():
            self._await_change(slack, ended)
            ended.wait(PAUSE_SECONDS)
            sentence = self._trouble(slack)
            if sentence != told:
                tell(sentence or f"The playground is kept in {self._path} again.")
            told = sentence

    def _await_change(self, slack: KeptSlack, ended: threading.Event) -> None:
        with slack.workspace.changed:
            if slack.kept() == self._last and not ended.is_set():
                slack.workspace.changed.wait()

    def _trouble(self, slack: KeptSlack) -> str:
        try:
            self.keep(slack)
        except KeepingFailed as failed:
            return failed.sentence
        return ""

    def _put_aside(self) -> Path:
        moment = datetime.fromtimestamp(self._clock(), UTC)
        name = f"{self._path.name}.damaged-{moment:%Y%m%d-%H%M%S}"
        names = (self._path.with_name(name if number == 1 else f"{name}-{number}") for number in count(1))
        try:
            aside = next(each for each in names if not each.exists())
            self._path.rename(aside)
        except OSError as error:
            raise KeepingFailed(
                f"{self._path} can't be read, and can't be moved aside either ({_reason(error)}). "
                "Move it away, or let the playground write in its folder."
            ) from error
        return aside


def _text(kept: Kept) -> str:
    # The json of Python can write halves of characters, which apps may send; msgspec's own can't.
    return json.dumps(msgspec.to_builtins(_Written(VERSION, kept)))


def _read(text: str) -> Kept:
    """What a file holds. Raises ValueError when it is none, or of another version."""
    given: Any = json.loads(text)
    version = given.get("version") if isinstance(given, dict) else None
    if version != VERSION:
        raise ValueError(f"it is of version {version}, and not of {VERSION}")
    return msgspec.convert(given, _Written).slack


def _replace(path: Path, text: str) -> None:
    """Put a file in the place of another, so that there is a whole one at every moment. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.writing")
    with beside.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _reason(error: BaseException) -> str:
    return error.strerror or str(error) if isinstance(error, OSError) else str(error)
