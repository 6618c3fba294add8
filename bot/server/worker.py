"""The worker: jobs that APScheduler runs at intervals. All state is in the database, none in the scheduler."""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler

from bot.app import create_parts
from bot.ask.answering import answer_waiting
from bot.parts import Parts
from bot.settings import Settings
from knowledge.base import KnowledgeBase
from knowledge.errors import KnowledgeError

log = logging.getLogger(__name__)

# How often each process looks whether a sync has changed the articles.
REFRESH_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Job:
    """Something done again and again."""

    name: str
    seconds: float
    run: Callable[[Parts], object]


JOBS = (
    Job("refresh", REFRESH_SECONDS, lambda parts: parts.knowledge.refresh()),
    Job("answer waiting questions", 2.0, answer_waiting),
    Job("send due posts", 2.0, lambda parts: parts.sender.send_due()),
)


def start_jobs(parts: Parts, jobs: Sequence[Job] = JOBS) -> BackgroundScheduler:
    """Run the jobs in the background of this process until the scheduler is shut down."""
    scheduler = BackgroundScheduler(timezone=UTC)
    for job in jobs:
        _add(scheduler, job.name, job.seconds, partial(job.run, parts))
    scheduler.start()
    return scheduler


def start_refreshing(knowledge: KnowledgeBase) -> BackgroundScheduler:
    """Only keep the articles fresh: what a process needs that leaves the other jobs to workers."""
    scheduler = BackgroundScheduler(timezone=UTC)
    _add(scheduler, "refresh", REFRESH_SECONDS, knowledge.refresh)
    scheduler.start()
    return scheduler


def run_until(settings: Settings, knowledge: KnowledgeBase, stopped: threading.Event) -> None:
    """Run the jobs until somebody sets the event; what is under way ends first."""
    knowledge.refresh()
    with ThreadPoolExecutor(1, thread_name_prefix="looking-up") as pool:
        scheduler = start_jobs(create_parts(settings, knowledge, pool))
        stopped.wait()
        scheduler.shutdown(wait=True)


def _add(scheduler: BackgroundScheduler, name: str, seconds: float, run: Callable[[], object]) -> None:
    """Add a job that is never skipped for being late, and never runs twice for having been."""

    def safely() -> None:
        try:
            run()
        except KnowledgeError as problem:
            log.warning("%s: %s", name, problem)

    options = {"coalesce": True, "misfire_grace_time": None, "max_instances": 1}
    scheduler.add_job(safely, "interval", seconds=seconds, name=name, **options)
