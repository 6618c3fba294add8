"""A help centre that changes and channels that subscribe to it, for the tests of what is announced."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text

from knowledge.announcements import Contents
from knowledge.articles import CategoryPath, category_path
from knowledge.base import KnowledgeBase
from knowledge.subscriptions import Cadence, Place, Style, Subscription, Timetable
from knowledge.sync import SourceReport
from tests.knowledge.given import GivenClock, NobodyWatches, jsonl_source

SUPPORT, SALES = Place("T1", "C1"), Place("T1", "C2")
GRACE = timedelta(seconds=60)


class HelpCentre:
    """A source of articles that tests write to, the knowledge base that reads it, and the time that passes."""

    def __init__(self, knowledge: KnowledgeBase, clock: GivenClock, folder: Path, url: str) -> None:
        self.knowledge, self.clock, self._file, self._url = knowledge, clock, folder / "help.jsonl", url
        self._articles: dict[str, dict[str, Any]] = {}
        self.publish("first", category="Elsewhere")
        self._articles.pop("first")

    def publish(self, *ids: str, category: str = "Billing", **fields: Any) -> SourceReport:
        """Articles that are new or changed, and a sync."""
        for id in ids:
            before = self._articles.get(id, {"id": id, "title": f"Article {id}", "body": f"About {id}."})
            self._articles[id] = before | {"category": category} | fields
        return self.sync()

    def remove(self, *ids: str) -> SourceReport:
        for id in ids:
            del self._articles[id]
        return self.sync()

    def rename_id(self, old: str, new: str) -> SourceReport:
        self._articles[new] = self._articles.pop(old) | {"id": new}
        return self.sync()

    def sync(self) -> SourceReport:
        rows = [{"id": "first", "title": "The first", "body": "It was here before."}, *self._articles.values()]
        [report] = self.knowledge.syncs.sync([jsonl_source(self._file, rows)], NobodyWatches())
        return report

    def subscribe(
        self,
        category: str = "Billing",
        place: Place = SUPPORT,
        cadence: Cadence = Cadence.AT_ONCE,
        style: Style = Style(),  # noqa: B008 - frozen
        person: str = "U1",
        **timetable: Any,
    ) -> Subscription:
        given = Timetable(cadence=cadence, **timetable)
        path: CategoryPath = category_path(category)
        made, _ = self.knowledge.subscriptions.subscribe(place, path, person=person, timetable=given, style=style)
        return made

    def passes(self, **time: float) -> int:
        """Let time pass, and plan: how many posts."""
        self.clock.passes(timedelta(**time))
        return self.knowledge.announcements.plan()

    def settle(self) -> int:
        """Let the grace period pass, and plan."""
        return self.passes(seconds=60)

    def posts(self, place: Place = SUPPORT) -> list[tuple[str, list[str]]]:
        """What is to be posted in a channel, oldest first: why, and the articles' ids with `*` at updated ones."""
        return [(found.occasion.value, _told(found)) for found in self.contents(place)]

    def contents(self, place: Place = SUPPORT) -> list[Contents]:
        engine = create_engine(self._url)
        query = text("SELECT id FROM outbox WHERE channel = :channel AND state = 'pending' ORDER BY id")
        with engine.connect() as connection:
            ids: Sequence[int] = connection.execute(query, {"channel": place.channel}).scalars().all()
        engine.dispose()
        found = [self.knowledge.announcements.contents(id, place) for id in ids]
        return [contents for contents in found if contents]

    def post_as_sent(self, place: Place = SUPPORT) -> None:
        """Let all posts that wait have been sent."""
        while delivery := self.knowledge.outbox.claim_due():
            self.knowledge.outbox.sent(delivery, "1.0")
            self.clock.passes(timedelta(seconds=2))

    def at(self, moment: datetime) -> int:
        """Let it become a moment, and plan."""
        self.clock.at = moment
        return self.knowledge.announcements.plan()


def _told(found: Contents) -> list[str]:
    return [line.article.id + ("*" if line.kind and line.kind.value == "updated" else "") for line in found.lines]


__all__ = ("GRACE", "SALES", "SUPPORT", "HelpCentre", "replace")
