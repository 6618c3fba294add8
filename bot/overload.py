"""Overload: how much is done at once, so that too much is refused with a sentence instead of waiting unheard."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)


class Busy(KnowledgeError):
    """So much is being done that no more is begun."""

    def __init__(self) -> None:
        super().__init__("I'm busy: too many people ask at once. Try again in a few seconds.")


class Admission:
    """Lets so many questions in at once."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Take a place for as long as it lasts; `Busy` at once when there is none."""
        if not self._free.acquire(blocking=False):
            raise Busy
        try:
            yield
        finally:
            self._free.release()


class Pool:
    """Threads for what must not hold up an acknowledgement, with room for so much to wait before them."""

    def __init__(self, threads: int, *, waiting: int) -> None:
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="answering")
        self._free = threading.Semaphore(threads + waiting)
        self._changed = threading.Condition()
        self._open: set[Future[object]] = set()
        self._closed = False

    def offer(self, work: Callable[[], object]) -> bool:
        """Have work done in one of the threads; False when there is no room, or the pool is closed."""
        if not self._free.acquire(blocking=False):
            return False
        with self._changed:
            if self._closed:
                return False
            done = self._executor.submit(work)
            self._open.add(done)
        done.add_done_callback(self._finished)
        return True

    def close(self, seconds: float) -> bool:
        """Take nothing more, and wait so long for what was taken; whether all of it ended."""
        with self._changed:
            self._closed = True
            ended = self._changed.wait_for(lambda: not self._open, timeout=seconds)
        self._executor.shutdown(wait=False, cancel_futures=True)
        return ended

    def _finished(self, done: "Future[object]") -> None:
        self._free.release()
        with self._changed:
            self._open.discard(done)
            self._changed.notify_all()
        if not done.cancelled() and (error := done.exception()):
            log.error("work in the background failed in a way that was not foreseen", exc_info=error)
