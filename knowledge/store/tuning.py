"""The tuning in the store: the rules that sources.toml and the command `tune` have given."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, insert, select, update

from knowledge.articles import Article, Asked, Reach
from knowledge.errors import UnknownRule
from knowledge.store import articles as article_rows
from knowledge.store import leases
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.tables import tunings as table
from knowledge.store.tables import versions
from knowledge.tuning import FileReport, Hide, Kept, Origin, Phrase, Pin, Placed, Rule, Synonym, Tuning, checked

_VERSION, _LEASE = "tunings", "sources.toml"
_TWO_WAY, _ONE_WAY = "two-way", "one-way"


class Tunings:
    """The use cases of those who tune answers, a transaction each."""

    def __init__(self, database: Database, clock: Clock, owner: str) -> None:
        self._database, self._clock, self._owner = database, clock, owner

    def all(self) -> Tuning:
        """All rules that are kept; `DatabaseUnavailable`."""
        with self._database.read() as connection:
            return kept(connection)

    def claiming_articles(self) -> list[Article]:
        """The articles that have pins or hides of their own, in the order of their keys."""
        with self._database.read() as connection:
            return article_rows.claiming(connection)

    def add(self, rule: Rule) -> tuple[Kept, bool]:
        """Keep a rule that the command gave; it and whether it is new. `BadRule` when it can't be kept.

        What is kept already, be it by sources.toml, is not kept twice.
        """
        rule = checked(rule)
        with self._database.write_patiently("tune") as connection:
            article_rows.lock_for_sync(connection)
            known = next((each for each in kept(connection).kept if each.rule == rule), None)
            if known:
                return known, False
            at = self._clock.now(connection)
            row = _row(rule, Origin.COMMAND, "", at)
            number: int = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
            _note_change(connection)
        return Kept(number, rule, Origin.COMMAND, "", at), True

    def remove(self, number: int) -> Kept:
        """Forget the rule of that number; the rule. `UnknownRule` when there is none, or when it stands in a file."""
        with self._database.write_patiently("tune") as connection:
            article_rows.lock_for_sync(connection)
            row = connection.execute(select(table).where(table.c.id == number)).first()
            if row is None:
                raise UnknownRule(f"There is no rule {number}. See them with: python -m bot tune list")
            found = _kept(row)
            if found.origin is Origin.FILE:
                raise UnknownRule(f"Rule {number} stands in {found.place}. Take it out there, then: python -m bot sync")
            connection.execute(delete(table).where(table.c.id == number))
            _note_change(connection)
        return found

    def follow_file(self, rules: Sequence[Placed], *, dry_run: bool = False) -> FileReport:
        """Let the rules of sources.toml be these instead of those that stood there before; what is different.

        Rules that the command gave stay. `DatabaseUnavailable`.
        """
        with self._database.write_patiently("tune") as connection:
            article_rows.lock_for_sync(connection)
            difference = _difference(connection, rules)
            if not dry_run:
                _apply(connection, difference, self._clock.now(connection))
        return FileReport(len(difference.places), new=len(difference.new), gone=len(difference.gone))

    def follow_file_if_due(self, rules: Sequence[Placed], *, every: float) -> None:
        """The same, unless some process has done so within so many seconds."""
        with self._database.write("lease") as connection:
            now = self._clock.now(connection)
            until = now + timedelta(seconds=every)
            is_ours = leases.take(connection, _LEASE, owner=self._owner, now=now, until=until)
        if is_ours:
            self.follow_file(rules)


def kept(connection: Connection) -> Tuning:
    """All rules that are kept."""
    return Tuning(tuple(_kept(row) for row in connection.execute(select(table).order_by(table.c.id))))


def changed_in(connection: Connection) -> int:
    """The version of the articles in which the tuning was changed last; 0 when it never was."""
    number: int = connection.execute(select(versions.c.version).where(versions.c.name == _VERSION)).scalar_one()
    return number


def follow_moves(connection: Connection, moves: Iterable[tuple[str, str]]) -> None:
    """Let the rules that name articles by their keys follow these to other keys."""
    rows = [{"old": old, "new": new} for old, new in moves]
    if rows:
        named = table.c.article == bindparam("old"), table.c.origin == Origin.COMMAND.value
        connection.execute(update(table).where(*named).values(article=bindparam("new")), rows)
        _note_change(connection)


@dataclass(frozen=True, slots=True)
class _Difference:
    """What is to be written so that the rules of sources.toml are those in it; rules in both keep their numbers."""

    places: dict[Rule, str]
    new: list[Rule]
    gone: list[Kept]
    moved: list[Kept]


def _difference(connection: Connection, rules: Iterable[Placed]) -> _Difference:
    places = {placed.rule: placed.place for placed in rules}
    before = [each for each in kept(connection).kept if each.origin is Origin.FILE]
    known = {each.rule for each in before}
    return _Difference(
        places=places,
        new=[rule for rule in places if rule not in known],
        gone=[each for each in before if each.rule not in places],
        moved=[each for each in before if places.get(each.rule, each.place) != each.place],
    )


def _apply(connection: Connection, difference: _Difference, at: datetime) -> None:
    places = difference.places
    if difference.gone:
        gone = [{"gone": each.number} for each in difference.gone]
        connection.execute(delete(table).where(table.c.id == bindparam("gone")), gone)
    if difference.new:
        rows = [_row(rule, Origin.FILE, places[rule], at) for rule in difference.new]
        connection.execute(insert(table), rows)
    if difference.moved:
        moved = [{"moved": each.number, "to": places[each.rule]} for each in difference.moved]
        connection.execute(update(table).where(table.c.id == bindparam("moved")).values(place=bindparam("to")), moved)
    if difference.gone or difference.new:  # where a rule stands in the file makes no difference to answers
        _note_change(connection)


def _note_change(connection: Connection) -> None:
    """Let every process know that the tuning is another."""
    version = article_rows.raise_version(connection)
    connection.execute(update(versions).where(versions.c.name == _VERSION).values(version=version))


def _row(rule: Rule, origin: Origin, place: str, at: datetime) -> dict[str, Any]:
    row = {"origin": origin.value, "place": place, "at": at, "means": "", "article": "", "manner": ""}
    match rule:
        case Synonym(words, means, two_way):
            own = {"kind": "synonym", "text": words, "means": means, "manner": _TWO_WAY if two_way else _ONE_WAY}
        case Phrase(article, text):
            own = {"kind": "phrase", "text": text, "article": article}
        case Pin(article, asked):
            own = {"kind": "pin", "text": asked.question, "article": article, "manner": asked.reach.value}
        case Hide(article, asked):
            own = {"kind": "hide", "text": asked.question, "article": article, "manner": asked.reach.value}
    return row | own


def _kept(row: Row[Any]) -> Kept:
    return Kept(row.id, _rule(row), Origin(row.origin), row.place, row.at)


def _rule(row: Row[Any]) -> Rule:
    match row.kind:
        case "synonym":
            return Synonym(row.text, row.means, two_way=row.manner == _TWO_WAY)
        case "phrase":
            return Phrase(row.article, row.text)
        case "pin":
            return Pin(row.article, Asked(row.text, Reach(row.manner)))
        case _:
            return Hide(row.article, Asked(row.text, Reach(row.manner)))
