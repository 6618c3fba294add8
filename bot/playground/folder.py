"""The folder in which a playground keeps what must be there again when it is started again."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_LOCK = "in-use"


class FolderInUse(Exception):
    """Another playground keeps its things there."""


@contextmanager
def owned(folder: Path) -> Iterator[Path]:
    """Make the folder if there is none, and be the only one who uses it until the end of the context; its whole path.

    Raises FolderInUse, and OSError when it can't be made or written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / _LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise FolderInUse(folder) from None
        yield folder.resolve()


def empty(folder: Path) -> None:
    """Remove everything that a playground has kept there. Raises OSError when something can't be removed."""
    for each in folder.iterdir():
        if each.is_dir() and not each.is_symlink():
            shutil.rmtree(each)
        elif each.name != _LOCK:
            each.unlink()
