"""Advice: the rules of a tuning that come to nothing or contradict each other, each told in a sentence."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from knowledge.articles import Asked
from knowledge.search.index import Index
from knowledge.search.naming import keys_named
from knowledge.search.synonyms import MOST_MEANINGS
from knowledge.search.text import words
from knowledge.tuning import Advice, Hide, Phrase, Pin, Synonym, Tuning, told_questions

Words = tuple[str, ...]
_Questions = tuple[Words, str]


def advice_on(tuning: Tuning, index: Index) -> list[Advice]:
    """What is to be looked at in a tuning, given the articles that it is for."""
    named = keys_named({rule.article for rule in tuning.naming()}, index)
    synonyms = [_Steps(number, synonym, *_sides(synonym, index)) for number, synonym in tuning.of_kind(Synonym)]
    return [
        *_nameless(tuning, named),
        *_idle(synonyms, index),
        *_repeated(synonyms),
        *_crowded(synonyms),
        *_circling(synonyms),
        *_contradicting(tuning, named),
        *_competing(tuning, named),
        *_unreachable(tuning, named, index),
    ]


@dataclass(frozen=True, slots=True)
class _Steps:
    """A synonym by the stems of its sides: from `said` to `meant`, and back where it is two-way."""

    number: int
    synonym: Synonym
    said: Words
    meant: Words

    @property
    def steps(self) -> set[tuple[Words, Words]]:
        there, back = (self.said, self.meant), (self.meant, self.said)
        return {there, back} if self.synonym.two_way else {there}


def _sides(synonym: Synonym, index: Index) -> tuple[Words, Words]:
    stem = index.vocabulary.stem
    return tuple(map(stem, words(synonym.words))), tuple(map(stem, words(synonym.means)))


def _nameless(tuning: Tuning, named: Mapping[str, str]) -> Iterator[Advice]:
    for each in tuning.kept:
        if not isinstance(each.rule, Synonym) and each.rule.article not in named:
            yield _advice(
                [each.number],
                f"is for “{each.rule.article}”, which names no article, or several: it does nothing until it names one",
            )


def _idle(synonyms: Iterable[_Steps], index: Index) -> Iterator[Advice]:
    """Synonyms that change nothing, or not for both of their sides."""
    vocabulary = index.vocabulary
    for each in synonyms:
        said, meant = each.synonym.words, each.synonym.means
        unknown = [side for side in (said, meant) if not _is_held(side, index)]
        if each.said == each.meant:
            yield _advice([each.number], f"says nothing: “{said}” and “{meant}” are read alike anyway")
        elif meant in unknown and (said in unknown or not each.synonym.two_way):
            yield _advice([each.number], f"does nothing: no article has a word of “{meant}”")
        for side in (said, meant) if each.synonym.two_way else (said,):
            if all(map(vocabulary.is_stop_word, words(side))):
                yield _advice([each.number], f"is not used for “{side}”, which stands in too many questions")


def _is_held(side: str, index: Index) -> bool:
    """Whether some article has a telling word of a text."""
    vocabulary = index.vocabulary
    places = [vocabulary.place(word) for word in words(side)]
    terms = [vocabulary.term_ids.get(vocabulary.stem(word)) for word in words(side)]
    held = any(term is not None and vocabulary.holds(term) for term in terms)
    return held or any(place is not None and not vocabulary.is_stop_word(vocabulary.words[place]) for place in places)


def _repeated(synonyms: Sequence[_Steps]) -> Iterator[Advice]:
    """Synonyms that others say already, and pairs that are each other's way back."""
    sayers: dict[tuple[Words, Words], list[_Steps]] = {}
    for each in synonyms:
        for step in each.steps:
            sayers.setdefault(step, []).append(each)
    for each in synonyms:
        covering = {_first_other(each, sayers[step]) for step in each.steps}
        if None not in covering:
            numbers = [other.number for other in covering if other]
            yield _advice(sorted({each.number, *numbers}), f"say the same: rule {each.number} can go")
        back = sayers.get((each.meant, each.said), ())
        for other in back:
            if not each.synonym.two_way and not other.synonym.two_way and each.number < other.number:
                yield _advice(
                    [each.number, other.number], "lead back to each other: together they are one that is two-way"
                )


def _first_other(each: _Steps, sayers: Iterable[_Steps]) -> _Steps | None:
    """Another that says one step of a synonym, and more than it, or the same before it."""
    for other in sayers:
        before = other.number < each.number and len(other.steps) == len(each.steps)
        if other is not each and (before or len(other.steps) > len(each.steps)):
            return other
    return None


def _crowded(synonyms: Iterable[_Steps]) -> Iterator[Advice]:
    """Words that mean more than is read."""
    meanings: dict[Words, dict[Words, int]] = {}
    for each in synonyms:
        for said, meant in each.steps:
            meanings.setdefault(said, {}).setdefault(meant, each.number)
    for said, numbers in meanings.items():
        if len(numbers) > MOST_MEANINGS:
            left_out = [*numbers.values()][MOST_MEANINGS:]
            yield _advice(left_out, f"go beyond the {MOST_MEANINGS} meanings that “{' '.join(said)}” may have")


def _circling(synonyms: Iterable[_Steps]) -> Iterator[Advice]:
    """Synonyms that lead back to where they began, which are not followed: one example of each circle."""
    steps: dict[Words, dict[Words, int]] = {}
    spelt: dict[Words, str] = {}
    for each in synonyms:
        spelt |= {each.said: each.synonym.words, each.meant: each.synonym.means}
        for said, meant in each.steps:
            steps.setdefault(said, {}).setdefault(meant, each.number)
    seen: set[Words] = set()
    for first in steps:
        if first not in seen and (path := _missing_step(steps, first)):
            reached = _reached(steps, first)
            seen |= reached
            if first in _reached(steps, path[2], without=path[1]):
                numbers = [steps[path[0]][path[1]], steps[path[1]][path[2]]]
                yield _circle_advice([spelt[each] for each in path], numbers)


def _missing_step(steps: Mapping[Words, Mapping[Words, int]], first: Words) -> tuple[Words, Words, Words] | None:
    """Two steps from some words to others to which no single step leads."""
    for second in steps[first]:
        for third in steps.get(second, ()):
            if third != first and third not in steps[first]:
                return first, second, third
    return None


def _reached(steps: Mapping[Words, Mapping[Words, int]], first: Words, *, without: Words = ()) -> set[Words]:
    """All that steps lead to from some words, these included; `without` is not passed."""
    found, waiting = {first}, [first]
    while waiting:
        new = set(steps.get(waiting.pop(), ())) - found - {without}
        found |= new
        waiting += new
    return found


def _circle_advice(path: Sequence[str], numbers: Sequence[int]) -> Advice:
    first, second, third = path
    once = f"a synonym holds for one step, so “{first}” is read as “{second}”, but not as “{third}”"
    return _advice(numbers, f"lead in a circle: {once}. Make a synonym of these two if it should")


def _contradicting(tuning: Tuning, named: Mapping[str, str]) -> Iterator[Advice]:
    """Pins and hides of one article for the same questions."""
    pins = {(named.get(pin.article), _compared(pin.asked)): (number, pin) for number, pin in tuning.of_kind(Pin)}
    for number, hide in tuning.of_kind(Hide):
        pinned = pins.get((named.get(hide.article), _compared(hide.asked)))
        if pinned and hide.article in named:
            said = f"both pin and hide {named[hide.article]} for {told_questions(hide.asked)}: it is hidden"
            yield _advice([pinned[0], number], said)


def _competing(tuning: Tuning, named: Mapping[str, str]) -> Iterator[Advice]:
    """Pins of several articles for the same questions, and of one article twice."""
    pins: dict[_Questions, list[tuple[int, Pin]]] = {}
    for number, pin in tuning.of_kind(Pin):
        if pin.article in named:
            pins.setdefault(_compared(pin.asked), []).append((number, pin))
    for same in pins.values():
        keys = dict.fromkeys(named[pin.article] for _, pin in same)
        numbers, asked = [number for number, _ in same], told_questions(same[0][1].asked)
        if len(keys) > 1:
            yield _advice(numbers, f"put several articles first for {asked}, in this order: {', '.join(keys)}")
        elif len(same) > 1:
            yield _advice(numbers, f"say the same: {same[0][1].article} comes first for {asked}")


def _unreachable(tuning: Tuning, named: Mapping[str, str], index: Index) -> Iterator[Advice]:
    """Phrases by which no question can find their articles, or that say nothing new."""
    first: dict[tuple[str, Words], int] = {}
    for number, phrase in tuning.of_kind(Phrase):
        said = tuple(words(phrase.text))
        if all(map(index.vocabulary.is_stop_word, said)):
            yield _advice([number], f"does nothing: “{phrase.text}” holds only words that stand in any question")
        if phrase.article in named:
            before = first.setdefault((named[phrase.article], said), number)
            if before != number:
                yield _advice([before, number], f"say the same: “{phrase.text}” finds {phrase.article}")


def _compared(asked: Asked) -> _Questions:
    return tuple(words(asked.question)), asked.reach.value


def _advice(numbers: Sequence[int], said: str) -> Advice:
    return Advice(tuple(numbers), f"{_named(numbers)} {said}.")


def _named(numbers: Sequence[int]) -> str:
    """Rules as a sentence begins with them."""
    if len(numbers) == 1:
        return f"Rule {numbers[0]}"
    return f"Rules {', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"
