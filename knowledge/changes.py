"""Changes: what a sync finds different between what a source held and what it holds now."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from knowledge.articles import Article, normal_reference


class ChangeKind(StrEnum):
    """What became of an article."""

    NEW = "new"
    UPDATED = "updated"
    MOVED = "moved"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Change:
    """One article's change; `article` is how it is now, or how it was last when it is removed.

    `before` is how a moved or an updated article was, where it was not gone.
    """

    kind: ChangeKind
    article: Article
    before: Article | None = None

    @property
    def is_told(self) -> bool:
        """Whether readers may want to hear of it: something is new to them, or reads otherwise than it did."""
        if self.kind is not ChangeKind.UPDATED:
            return self.kind is ChangeKind.NEW
        return self.before is None or _read_by_people(self.before) != _read_by_people(self.article)

    @property
    def is_seen_in_posts(self) -> bool:
        """Whether posts that name the article are no longer right: its title, its link, who may see it, its being."""
        if self.kind is ChangeKind.NEW:
            return False
        now, before = self.article, self.before
        return before is None or _named_in_posts(before) != _named_in_posts(now)


@dataclass(frozen=True, slots=True)
class Known:
    """What the store knows of a source: its articles, and those it once had, both by id."""

    present: Mapping[str, Article]
    gone: Mapping[str, Article]


def changes_between(known: Known, found: Iterable[Article], *, absent_are_gone: bool) -> list[Change]:
    """The changes that turn what is known into what was found, in the order found, removals last.

    "New" is an id not seen before: one that was gone and is back counts as updated. An id not seen before that bears
    a vanished article's reference, or its very title and body, is that article, moved. When `absent_are_gone` is
    false, articles that were not found are left as they are.
    """
    now = {article.id: article for article in found}
    vanished = _Vanished(article for id, article in known.present.items() if id not in now)
    changes: list[Change] = []
    for article in now.values():
        before = known.present.get(article.id)
        if before is None:
            changes.append(_arrival(article, known, vanished))
        elif before != article:
            changes.append(Change(ChangeKind.UPDATED, article, before))
    if absent_are_gone:
        changes += [Change(ChangeKind.REMOVED, article) for article in vanished.left()]
    return changes


def _arrival(article: Article, known: Known, vanished: "_Vanished") -> Change:
    if article.id in known.gone:
        return Change(ChangeKind.UPDATED, article)
    old = vanished.take_same(article)
    return Change(ChangeKind.MOVED, article, old) if old else Change(ChangeKind.NEW, article)


class _Vanished:
    """The articles whose ids were not found again, to be looked up by what survives a move."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._by_id = {article.id: article for article in articles}
        self._ids: dict[object, list[str]] = {}
        for article in self._by_id.values():
            for trait in _lasting_traits(article):
                self._ids.setdefault(trait, []).append(article.id)

    def take_same(self, article: Article) -> Article | None:
        """The vanished article that this one is, if any; each is taken once."""
        for trait in _lasting_traits(article):
            left = [id for id in self._ids.get(trait, ()) if id in self._by_id]
            if left:
                return self._by_id.pop(left[0])
        return None

    def left(self) -> list[Article]:
        return list(self._by_id.values())


def _lasting_traits(article: Article) -> list[object]:
    words = (article.title, article.summary, article.body)
    reference = normal_reference(article.reference)
    return [reference, words] if reference else [words]


def _named_in_posts(article: Article) -> tuple[object, ...]:
    return article.title, article.url, article.visibility


def _read_by_people(article: Article) -> tuple[object, ...]:
    return article.title, article.summary, article.body, article.category, article.visibility


@dataclass(frozen=True, slots=True)
class MassLimits:
    """What is so much at once that it may be a mistake: more than so many articles gone, in percent, or new."""

    gone_percent: int = 20
    new: int = 50

    def exceeded_by(self, changes: Iterable[Change], present: int) -> str:
        """What exceeds them, of so many articles that there were; nothing when nothing does, or one article is gone."""
        counts = Counter(change.kind for change in changes)
        gone, new = counts[ChangeKind.REMOVED], counts[ChangeKind.NEW]
        if gone > 1 and gone * 100 > self.gone_percent * present:
            return f"{gone} of {present} articles are gone"
        return f"{new} articles are new at once" if new > self.new else ""


@dataclass(frozen=True, slots=True)
class HeldSource:
    """A source that is held: since when, why, and how many of its changes wait to be told."""

    name: str
    since: datetime
    why: str
    waiting: int
