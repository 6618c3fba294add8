"""The rules of the tuning as sources.toml holds them: [[synonym]], [[phrase]], [[pin]] and [[hide]] tables."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from knowledge.articles import ALWAYS, Asked, Reach
from knowledge.errors import BadRule
from knowledge.sources.tables import Key, problems_of
from knowledge.tuning import Hide, Phrase, Pin, Placed, Rule, Synonym, checked

# How the keys of a pin or a hide say which questions they are for.
_REACHES = {"question": Reach.EXACT, "contains": Reach.CONTAINS}


def read_rules(content: Mapping[str, Any], file: str, problems: list[str]) -> tuple[Placed, ...]:
    """The rules in the content of sources.toml; what is wrong with it is added to `problems`. `file` names it."""
    places: dict[Rule, str] = {}
    for kind in RULE_KINDS:
        for place, table in _tables(content, kind, problems):
            for rule in _rules_of(table, kind, place, problems):
                if rule in places:
                    problems.append(f"{place}: it says what {places[rule]} says; leave one of them out")
                places.setdefault(rule, place)
    return tuple(Placed(rule, f"{file}, {place}") for rule, place in places.items())


def _tables(content: Mapping[str, Any], kind: str, problems: list[str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The tables of one kind, each with its place, such as `pin 2`."""
    tables = content.get(kind, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        problems.append(f"a {kind} is written [[{kind}]], with two brackets")
        return
    yield from ((f"{kind} {number}", table) for number, table in enumerate(tables, start=1))


def _rules_of(table: Mapping[str, Any], kind: str, place: str, problems: list[str]) -> list[Rule]:
    """The rules that a table gives, none where something is wrong with it."""
    keys, make = RULE_KINDS[kind]
    found = [*problems_of(table, keys)]
    rules: list[Rule] = []
    try:
        rules = [] if found else [checked(rule) for rule in make(table)]
    except BadRule as bad:
        found.append(bad.problem)
    problems += [f"{place}: {problem}" for problem in found]
    return [] if found else rules


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_texts(value: Any) -> bool:
    return _is_text(value) or (isinstance(value, list) and bool(value) and all(map(_is_text, value)))


_TEXT = Key(_is_text, "text")
_TEXTS = Key(_is_texts, "text, or a list of texts")
_YES_OR_NO = Key(lambda value: isinstance(value, bool), "true or false")


def _each(table: Mapping[str, Any], key: str) -> list[str]:
    """The texts that a key gives; one that is empty where it is missing, so that the rule says so."""
    value = table.get(key, "")
    return value if isinstance(value, list) else [value]


def _synonyms(table: Mapping[str, Any]) -> Iterator[Rule]:
    two_way = not table.get("one_way", False)
    return (Synonym(table.get("words", ""), means, two_way=two_way) for means in _each(table, "means"))


def _phrases(table: Mapping[str, Any]) -> Iterator[Rule]:
    return (Phrase(table.get("article", ""), text) for text in _each(table, "text"))


def _asked(table: Mapping[str, Any]) -> list[Asked]:
    return [Asked(text, reach) for key, reach in _REACHES.items() if key in table for text in _each(table, key)]


def _pins(table: Mapping[str, Any]) -> Iterator[Rule]:
    return (Pin(table.get("article", ""), asked) for asked in _asked(table) or [Asked("")])


def _hides(table: Mapping[str, Any]) -> Iterator[Rule]:
    return (Hide(table.get("article", ""), asked) for asked in _asked(table) or [ALWAYS])


_ASKED_KEYS = {"article": _TEXT, "question": _TEXTS, "contains": _TEXTS}

# Every kind of rule: the keys of its tables, and what makes rules of one.
RULE_KINDS: dict[str, tuple[dict[str, Key], Callable[[Mapping[str, Any]], Iterator[Rule]]]] = {
    "synonym": ({"words": _TEXT, "means": _TEXTS, "one_way": _YES_OR_NO}, _synonyms),
    "phrase": ({"article": _TEXT, "text": _TEXTS}, _phrases),
    "pin": (_ASKED_KEYS, _pins),
    "hide": (_ASKED_KEYS, _hides),
}
