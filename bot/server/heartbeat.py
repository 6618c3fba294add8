"""The heartbeat: a file by which whatever watches over a process that nobody can ask sees that its jobs go on."""

from bot.parts import Parts
from knowledge.errors import KnowledgeError


class CannotBeat(KnowledgeError):
    """The file can't be written."""


def beat(parts: Parts) -> None:
    """Touch the file of HEARTBEAT_FILE, if there is to be one. `CannotBeat` says why it can't be done."""
    file = parts.settings.heartbeat_file
    if file is None:
        return
    try:
        file.touch()
    except OSError as error:
        raise CannotBeat(f"HEARTBEAT_FILE can't be written: {file}: {error.strerror}.") from error
