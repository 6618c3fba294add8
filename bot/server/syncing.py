"""Syncing: the job that reads the sources whose time has come."""

import logging

from bot.announce.planning import tell_operators
from bot.parts import Parts
from knowledge.sources.config import read_listed
from knowledge.sync import SourceReport

log = logging.getLogger(__name__)


def sync(parts: Parts) -> None:
    """Sync the sources and rules whose time has come, and tell operators of the sources that are held back."""
    settings = parts.settings
    listed = read_listed(settings.knowledge_sources)
    for report in parts.knowledge.syncs.sync_due(listed.sources, every=settings.sync_every):
        _log(report)
    parts.knowledge.tuning.follow_file_if_due(listed.rules, every=settings.sync_every)
    tell_operators(parts)


def _log(report: SourceReport) -> None:
    about = {"source": report.source, **{kind.value: count for kind, count in report.counts.items() if count}}
    if report.problem:
        log.warning("a source can't be read: %s", report.problem, extra=about)
    else:
        log.info("synced: %d articles unchanged, %d faulty", report.unchanged, len(report.faults), extra=about)
    for fault in report.faults:
        log.warning("skipped %s: %s", fault.place, fault.problem, extra=about)
    if report.held:
        log.warning("nothing of it is announced until somebody runs `sync --accept`: %s", report.held, extra=about)
