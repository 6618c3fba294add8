"""Claims: which articles pins put first for a question, and which hides keep from it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.articles import ALWAYS, Article, Asked, Reach
from knowledge.search.runs import Runs, build_runs
from knowledge.search.text import words
from knowledge.tuning import Hide, Pin, Tuning

# From the least to the most exact.
_EXACTNESS = (Reach.ALWAYS, Reach.CONTAINS, Reach.EXACT)

# What an article says of itself has no number, and comes after what has one.
_ITS_OWN = 0


@dataclass(frozen=True, slots=True)
class Claim:
    """What a pin or a hide says of the article of that key: `rule` is its number, 0 where the article says it itself.

    `length` is how many words of a question it names.
    """

    key: str
    asked: Asked
    length: int
    rule: int

    @property
    def strength(self) -> tuple[int, int]:
        """How closely it names a question: the greater wins."""
        return _EXACTNESS.index(self.asked.reach), self.length


@dataclass(frozen=True, slots=True)
class Claimed:
    """What claims make of one question: the pins in the order of their articles, and the keys that are hidden."""

    pins: tuple[Claim, ...] = ()
    hidden: frozenset[str] = frozenset()


NOTHING_CLAIMED = Claimed()


@dataclass(frozen=True, slots=True)
class Ledger:
    """Claims of one sort, by the words of the questions that they name."""

    exact: Mapping[tuple[str, ...], Sequence[Claim]]
    contained: Runs[Sequence[Claim]]

    def on(self, typed: tuple[str, ...]) -> Iterator[Claim]:
        """The claims on a question of these words."""
        yield from self.exact.get(typed, ())
        if self.contained.held:
            for start in range(len(typed)):
                for _, claims in self.contained.at(typed, start):
                    yield from claims


@dataclass(frozen=True, slots=True)
class Claims:
    """All pins and hides of one snapshot; `always` are the articles that are hidden from every question."""

    pins: Ledger
    hides: Ledger
    always: frozenset[str]
    words: frozenset[str]  # all that pins and hides say

    def on(self, typed: Sequence[str], meant: Sequence[str]) -> Claimed:
        """What they make of a question, by its words as typed, and as meant where a word is misspelt.

        Of a pin and a hide of one article the more exact wins, of two runs of words the longer, and else the hide.
        """
        forms = {tuple(typed), tuple(self._known(typed, meant))}
        pins = _strongest(claim for form in forms for claim in self.pins.on(form))
        hides = _strongest(claim for form in forms for claim in self.hides.on(form))
        shown = [pin for key, pin in pins.items() if key not in hides or pin.strength > hides[key].strength]
        hidden = (self.always | hides.keys()) - {pin.key for pin in shown}
        return Claimed(tuple(sorted(shown, key=_place)), hidden)

    def _known(self, typed: Sequence[str], meant: Sequence[str]) -> Iterator[str]:
        """The words as meant, but those as typed that some pin or hide says."""
        return (own if own in self.words else other for own, other in zip(typed, meant, strict=True))


def build_claims(tuning: Tuning, named: Mapping[str, str], own: Mapping[str, Article]) -> Claims | None:
    """The claims of a tuning, and of the articles that say some themselves; None where there are none.

    `named` has the keys of the articles that rules name; a rule that names another is left out.
    """
    pins, hides = [*_pins(tuning, named, own)], [*_hides(tuning, named, own)]
    if not pins and not hides:
        return None
    said = frozenset(word for claim in (*pins, *hides) for word in words(claim.asked.question))
    always = frozenset(claim.key for claim in hides if claim.asked == ALWAYS)
    return Claims(_ledger(pins), _ledger(claim for claim in hides if claim.asked != ALWAYS), always, said)


def _pins(tuning: Tuning, named: Mapping[str, str], own: Mapping[str, Article]) -> Iterator[Claim]:
    for number, pin in tuning.of_kind(Pin):
        if pin.article in named:
            yield _claim(named[pin.article], pin.asked, number)
    yield from (_claim(key, asked, _ITS_OWN) for key, article in own.items() for asked in article.pins)


def _hides(tuning: Tuning, named: Mapping[str, str], own: Mapping[str, Article]) -> Iterator[Claim]:
    for number, hide in tuning.of_kind(Hide):
        if hide.article in named:
            yield _claim(named[hide.article], hide.asked, number)
    yield from (_claim(key, asked, _ITS_OWN) for key, article in own.items() for asked in article.hides)


def _claim(key: str, asked: Asked, rule: int) -> Claim:
    return Claim(key, asked, len(words(asked.question)), rule)


def _ledger(claims: Iterable[Claim]) -> Ledger:
    exact: dict[tuple[str, ...], list[Claim]] = {}
    contained: dict[tuple[str, ...], list[Claim]] = {}
    for claim in claims:
        held = exact if claim.asked.reach is Reach.EXACT else contained
        if run := tuple(words(claim.asked.question)):
            held.setdefault(run, []).append(claim)
    return Ledger(exact, build_runs(contained))


def _strongest(claims: Iterable[Claim]) -> dict[str, Claim]:
    """The strongest claim on each article."""
    found: dict[str, Claim] = {}
    for claim in claims:
        if claim.key not in found or _place(claim) < _place(found[claim.key]):
            found[claim.key] = claim
    return found


def _place(claim: Claim) -> tuple[int, int, bool, int, str]:
    """Claims in order: the most exact, then the longest, then the one that was made first; an article's own last."""
    exactness, length = claim.strength
    return -exactness, -length, claim.rule == _ITS_OWN, claim.rule, claim.key
