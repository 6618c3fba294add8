"""Metrics for Prometheus, read from the database at each request, so that every process tells the same."""

import hmac
import logging
from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.registry import Collector

from bot.server.guard import Environ, StartResponse, plain
from knowledge.articles import Band
from knowledge.base import KnowledgeBase
from knowledge.errors import DatabaseUnavailable
from knowledge.questions import QuestionTally, tally_of
from knowledge.totals import Totals

log = logging.getLogger(__name__)

METRICS_PATH = "/metrics"


class Metrics:
    """The WSGI app of the metrics, for those who have the token; without one set there are none."""

    def __init__(self, knowledge: KnowledgeBase, *, token: str) -> None:
        self._knowledge, self._token = knowledge, token

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if not self._token:
            return plain(start_response, "404 Not Found", "There is nothing here. METRICS_TOKEN turns it on.\n")
        if not self._is_allowed(str(environ.get("HTTP_AUTHORIZATION", ""))):
            return plain(start_response, "401 Unauthorized", "Send METRICS_TOKEN as Authorization: Bearer …\n")
        try:
            body = written(self._knowledge.totals())
        except DatabaseUnavailable as unavailable:
            log.warning("no metrics: %s", unavailable)
            told = "The database can't be used just now. The log says why.\n"
            return plain(start_response, "503 Service Unavailable", told)
        start_response("200 OK", [("Content-Type", CONTENT_TYPE_PLAIN_0_0_4), ("Content-Length", str(len(body)))])
        return [body]

    def _is_allowed(self, given: str) -> bool:
        scheme, _, token = given.partition(" ")
        same = hmac.compare_digest(token.strip().encode("utf-8", "replace"), self._token.encode())
        return scheme.casefold() == "bearer" and same


def written(totals: Totals) -> bytes:
    """The totals as Prometheus reads them."""
    registry = CollectorRegistry()
    registry.register(_Told(totals))
    return generate_latest(registry)


class _Told(Collector):
    """Hands the totals to the library."""

    def __init__(self, totals: Totals) -> None:
        self._totals = totals

    def collect(self) -> Iterator[Metric]:
        totals = self._totals
        posts = GaugeMetricFamily("quickjump_posts", "Posts in the outbox by state.", labels=["state"])
        for state, count in totals.posts.items():
            posts.add_metric([state.value], count)
        yield posts
        waited = totals.oldest_pending.total_seconds()
        yield GaugeMetricFamily("quickjump_oldest_pending_seconds", "Age of the oldest post to be sent.", value=waited)
        outcomes = CounterMetricFamily("quickjump_outcomes", "What became of posts.", labels=["outcome"])
        for tally, count in totals.counted.items():
            outcomes.add_metric([tally.value], count)
        yield outcomes
        synced = GaugeMetricFamily("quickjump_synced_seconds", "Time since a source was synced.", labels=["source"])
        for source, age in totals.synced.items():
            synced.add_metric([source], age.total_seconds())
        yield synced
        yield from _told_of_questions(totals)
        waiting = totals.questions_waiting
        yield GaugeMetricFamily("quickjump_questions_waiting", "Questions that nobody has answered yet.", value=waiting)


def _told_of_questions(totals: Totals) -> Iterator[Metric]:
    """Questions by band, those that were not recorded, and votes."""
    asked = CounterMetricFamily("quickjump_questions", "Questions that were asked, by band.", labels=["band"])
    for band in Band:
        asked.add_metric([band.value], totals.asked[tally_of(band)])
    yield asked
    lost = totals.asked[QuestionTally.LOST]
    yield CounterMetricFamily("quickjump_questions_lost", "Questions that could not be recorded.", value=lost)
    voted = CounterMetricFamily("quickjump_votes", "Votes on answers, cast or changed.", labels=["vote"])
    for tally, count in totals.voted.items():
        voted.add_metric([tally.value.removeprefix("vote_")], count)
    yield voted
