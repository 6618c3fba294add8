"""Listening: the address on which `web` waits for requests, taken once, or why it can't be."""

import errno

from gunicorn import systemd
from gunicorn.arbiter import Arbiter
from gunicorn.sock import TCP6Socket, TCPSocket

from knowledge.errors import KnowledgeError

_WHAT_TO_DO = {
    errno.EADDRINUSE: "Something else listens there already: end that, or set PORT to another port.",
    errno.EACCES: "This user may not: set PORT to one from 1024 on.",
}
_NO_SUCH_INTERFACE = "Set HOST to an address of this machine, to 127.0.0.1 for itself alone, or to 0.0.0.0 for all."


class CannotListen(KnowledgeError):
    """A host and port at which no requests can be waited for."""

    def __init__(self, address: str, error: OSError) -> None:
        hint = _WHAT_TO_DO.get(error.errno or 0, _NO_SUCH_INTERFACE)
        super().__init__(f"I can't listen on {address}: {error.strerror}. {hint}")


def address(host: str, port: int) -> str:
    """A host, by name or number, and a port, as URLs and gunicorn write them together."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def listen(arbiter: Arbiter) -> None:
    """Take the address that gunicorn is to serve; `CannotListen`. Gunicorn itself would try for five seconds.

    What it was handed when it was started, by systemd or by a gunicorn that it replaces, it takes by itself.
    """
    if arbiter.master_pid or systemd.listen_fds(unset_environment=False):
        return
    [(host, port)] = arbiter.address
    kind = TCP6Socket if ":" in host else TCPSocket
    try:
        arbiter.LISTENERS = [kind((host, port), arbiter.cfg, arbiter.log)]
    except OSError as error:
        raise CannotListen(address(host, port), error) from error
