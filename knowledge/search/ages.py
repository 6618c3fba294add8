"""Ages: which articles are newer than which."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from knowledge.articles import Article
from knowledge.search.fields import Ints
from knowledge.search.rows import Rows


@dataclass(frozen=True, slots=True)
class Ages:
    """When each article was last updated, as the day's number in the calendar (0 where it does not say), and which sync
    wrote it last; and all rows, the newest first."""

    days: Ints
    syncs: Ints
    newest: Ints


def build_ages(articles: Sequence[Article]) -> Ages:
    """The ages of the articles: of those updated on one day, the one is newer that arrived by a later sync."""
    return _in_order(*_read(articles))


def updated_ages(before: Ages, arrived: Sequence[Article], rows: Rows) -> Ages:
    """The ages after some articles have come, gone or changed."""
    days, syncs = _read(arrived)
    return _in_order(rows.carried(before.days, days), rows.carried(before.syncs, syncs))


def _read(articles: Sequence[Article]) -> tuple[Ints, Ints]:
    updated = (article.updated.toordinal() if article.updated else 0 for article in articles)
    days = np.fromiter(updated, dtype=np.int64, count=len(articles))
    return days, np.fromiter((article.sync for article in articles), dtype=np.int64, count=len(articles))


def _in_order(days: Ints, syncs: Ints) -> Ages:
    return Ages(days, syncs, np.lexsort((-syncs, -days)))
