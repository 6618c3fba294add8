"""The worker: jobs that APScheduler runs at intervals. All state is in the database, none in the scheduler."""

import logging
import threading
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from bot.app import create_parts
from bot.parts import Parts
from bot.server.jobs import JOBS, Job
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)

# How long what is under way may take once the process has been told to stop; it is gone after 20 s in any case.
SECONDS_TO_STOP = 17


class Attempts:
    """Runs a job and says in the log when it begins to fail and when it works again, not each time in between."""

    def __init__(self, job: Job, parts: Parts) -> None:
        self._job, self._parts = job, parts
        self._failing = ""

    def __call__(self) -> None:
        if self._parts.stopping.is_set():
            return
        try:
            self._job.run(self._parts)
        except KnowledgeError as problem:
            self._failed(str(problem))
        except Exception as error:
            self._failed_unforeseen(error)
        else:
            self._worked()

    def _failed(self, problem: str) -> None:
        if problem != self._failing:
            log.warning("%s: %s", self._job.name, problem)
        self._failing = problem

    def _failed_unforeseen(self, error: Exception) -> None:
        told = f"{type(error).__name__}: {error}"
        if told != self._failing:
            log.error("%s failed in a way that was not foreseen", self._job.name, exc_info=error)
        self._failing = told

    def _worked(self) -> None:
        if self._failing:
            log.info("%s works again", self._job.name)
        self._failing = ""


def start_jobs(parts: Parts, jobs: Sequence[Job] = JOBS) -> BackgroundScheduler:
    """Run the jobs in the background of this process until the scheduler is shut down.

    None is skipped for being late, and none runs twice for having been.
    """
    scheduler = BackgroundScheduler(timezone=UTC)
    options = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    for job in jobs:
        seconds = job.seconds(parts.settings)
        begun = {"next_run_time": datetime.now(UTC)}  # the first time now, and not after an interval
        scheduler.add_job(Attempts(job, parts), "interval", seconds=seconds, name=job.name, **options, **begun)
    scheduler.start()
    return scheduler


def end(parts: Parts, scheduler: BackgroundScheduler, seconds: float) -> None:
    """Begin nothing new, and end what is under way, jobs and all, within so many seconds."""
    until = time.monotonic() + seconds
    parts.stopping.set()
    ended = threading.Thread(target=scheduler.shutdown, daemon=True)  # it waits for jobs without an end
    ended.start()
    ended.join(seconds)
    parts.stop(max(0.0, until - time.monotonic()))


def run_until(settings: Settings, knowledge: KnowledgeBase, stopped: threading.Event) -> None:
    """Run the jobs until somebody sets the event; what is under way ends first."""
    knowledge.refresh()
    parts = create_parts(settings, knowledge)
    scheduler = start_jobs(parts)
    stopped.wait()
    end(parts, scheduler, SECONDS_TO_STOP)
