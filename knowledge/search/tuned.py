"""Tuned: a tuning as one snapshot applies it to its articles."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from knowledge.articles import Article
from knowledge.search.claims import NOTHING_CLAIMED, Claimed, Claims, build_claims
from knowledge.search.index import Index, updated_index
from knowledge.search.languages import Language
from knowledge.search.meanings import SynonymReader
from knowledge.search.naming import keys_named
from knowledge.search.reading import Query, Reader, Reads
from knowledge.search.rows import row_of
from knowledge.search.synonyms import Synonyms, build_synonyms
from knowledge.tuning import NO_TUNING, Phrase, Pin, Tuning, told

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tuned:
    """What a tuning comes to for some articles.

    `phrases` are those that it adds, by the article's key, `plain` these articles as their sources have them;
    `claiming` are the articles that have pins or hides of their own.
    """

    tuning: Tuning = NO_TUNING
    synonyms: Synonyms | None = None
    claims: Claims | None = None
    phrases: Mapping[str, Texts] = field(default_factory=dict)
    plain: Mapping[str, Article] = field(default_factory=dict)
    claiming: Mapping[str, Article] = field(default_factory=dict)
    languages: tuple[Language, ...] = ()  # by which the synonyms' words were stemmed

    def claimed(self, query: Query) -> Claimed:
        """What pins and hides make of a question."""
        if self.claims is None:
            return NOTHING_CLAIMED
        meant = (word.readings[0] if word.readings else None for word in query.words)
        put_right = (
            read.spelling if read and read.similarity < 1 else own for own, read in zip(query.typed, meant, strict=True)
        )
        return self.claims.on(query.typed, [*put_right])

    def rules_on(self, query: Query, *, may_read: Callable[[str], bool], asked_about: str) -> Iterator[str]:
        """The synonyms and pins that had a part in a question's answer, and the hide that keeps an article from it.

        Each as a person says it; none that names an article, by its key, which may not be read.
        """
        rules = {kept.number: kept.rule for kept in self.tuning.kept}
        yield from (f"rule {number}: {told(rules[number])}" for number in query.synonyms if number in rules)
        claimed = self.claimed(query)
        for pin in claimed.pins:
            if may_read(pin.key):
                whose = f"rule {pin.rule}" if pin.rule else "the article's own"
                yield f"{whose}: {told(Pin(pin.key, pin.asked))}"
        if asked_about in claimed.hidden:
            yield f"{asked_about} is hidden from this question"

    def reader(self, index: Index) -> Reads:
        """What reads questions as the index and the synonyms understand them."""
        plain = Reader(index)
        return SynonymReader(plain, self.synonyms, index.vocabulary) if self.synonyms else plain


UNTUNED = Tuned()


def arrived(before: Tuned, changed: Iterable[Article], removed: Iterable[str]) -> tuple[list[Article], Tuned]:
    """The changed articles with the phrases that were added to them before, and what is so while they are indexed."""
    new = {article.key: article for article in changed}
    gone = {*new, *removed}
    plain = {key: new.get(key, article) for key, article in before.plain.items() if key in new or key not in gone}
    claiming = {key: article for key, article in before.claiming.items() if key not in gone}
    claiming |= {key: article for key, article in new.items() if article.pins or article.hides}
    articles = [_with(article, before.phrases.get(key, ())) for key, article in new.items()]
    return articles, replace(before, plain=plain, claiming=claiming)


def tuned(index: Index, tuning: Tuning, before: Tuned) -> tuple[Index, Tuned]:
    """The index with the phrases of a tuning, and what else that comes to; `before` is what the index holds so far."""
    named = keys_named({rule.article for rule in tuning.naming()}, index)
    phrases = _phrases(tuning, named)
    plain = {key: before.plain.get(key) or _article(index, key) for key in phrases}
    wanted = {**before.plain, **{key: _with(article, phrases[key]) for key, article in plain.items()}}
    changed = [article for key, article in wanted.items() if article != _article(index, key)]
    now = Tuned(
        tuning=tuning,
        synonyms=_synonyms(tuning, index, before),
        claims=build_claims(tuning, named, before.claiming),
        phrases=phrases,
        plain=plain,
        claiming=before.claiming,
        languages=index.vocabulary.languages,
    )
    return updated_index(index, changed, ()) if changed else index, now


def _synonyms(tuning: Tuning, index: Index, before: Tuned) -> Synonyms | None:
    """The synonyms, those before where they are still the same: ten thousand take a tenth of a second."""
    same = tuning is before.tuning and before.languages == index.vocabulary.languages
    return before.synonyms if same else build_synonyms(tuning, index.vocabulary)


def _phrases(tuning: Tuning, named: Mapping[str, str]) -> dict[str, Texts]:
    """The phrases that a tuning adds to each article, by its key."""
    phrases: dict[str, Texts] = {}
    for _, phrase in tuning.of_kind(Phrase):
        if key := named.get(phrase.article):
            phrases[key] = (*phrases.get(key, ()), phrase.text)
    return phrases


def _with(article: Article, phrases: Texts) -> Article:
    return replace(article, phrases=(*article.phrases, *phrases)) if phrases else article


def _article(index: Index, key: str) -> Article:
    """The article of a key that the index is known to hold."""
    row = row_of(index.articles, key)
    if row is None:
        raise KeyError(key)
    return index.articles[row]
