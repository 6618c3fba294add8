"""How a process that serves is told to stop, and how it ends when it does not."""

import os
import signal
import threading
import time

from bot import console

# A process that was told to stop is gone after this long, come what may.
SECONDS_TO_END = 20


def stop_on_signals() -> threading.Event:
    """An event that SIGTERM and Ctrl-C set. What has not ended in time is cut off: others take it over."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    threading.Thread(target=_end_in_time, args=(stopped,), daemon=True).start()
    return stopped


def _end_in_time(stopped: threading.Event) -> None:
    stopped.wait()
    time.sleep(SECONDS_TO_END)
    console.complain("What was under way did not end in time, and is cut off.")
    os._exit(1)
