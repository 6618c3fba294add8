"""Votes in the store: cast, changed, given a reason, and counted."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Float, bindparam, case, delete, func, select, update
from sqlalchemy import cast as as_type

from knowledge.characters import storable
from knowledge.privacy import Privacy
from knowledge.store import tallies
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.questions import mark_latest
from knowledge.store.tables import articles, versions, votes
from knowledge.votes import FEWEST, LONGEST_REASON, NothingToVoteOn, NoVote, Opinion, Opinions, Vote, VoteTally

_VERSION = "votes"

# What is about all that was shown, and no article in particular.
NONE_OF_THEM = ""


class Votes:
    """The use cases of those who vote, and of whoever looks at it, a transaction each."""

    def __init__(self, database: Database, clock: Clock, privacy: Privacy) -> None:
        self._database, self._clock, self._privacy = database, clock, privacy

    def cast(self, *, workspace: str, person: str, question: str, article: str, helpful: bool) -> bool:
        """Keep what a person thinks of an article, by its key, as the answer to a question; whether that is news.

        Without an article: of all that was shown, which takes back what they found helpful of it, as to find something
        helpful takes this back. `NothingToVoteOn` where the article has gone.
        """
        with self._database.write("vote") as connection:
            if article and not _is_there(connection, article):
                raise NothingToVoteOn
            mine = self._key(workspace, person, question)
            if not _keep(connection, mine, article, self._kept_text(question), helpful, self._clock.now(connection)):
                return False
            _take_back_the_contrary(connection, mine, article, helpful=helpful)
            mark_latest(
                connection, self._privacy, workspace=workspace, person=person, question=question, helpful=helpful
            )
            raise_version(connection)
            tallies.count(connection, VoteTally.HELPFUL if helpful else VoteTally.NOT_HELPFUL)
        return True

    def say_why(self, *, workspace: str, person: str, question: str, article: str, reason: str) -> None:
        """Keep why somebody voted so, in place of what they said before. `NoVote` where they have not voted."""
        said = storable(reason).strip()[:LONGEST_REASON]
        with self._database.write("say why") as connection:
            mine = _where(self._key(workspace, person, question)), votes.c.article == article
            if not connection.execute(update(votes).where(*mine).values(reason=said)).rowcount:
                raise NoVote

    def newest(self, *, limit: int = 1000) -> tuple[Vote, ...]:
        """The votes that were cast or changed last, the newest first."""
        with self._database.read() as connection:
            found = connection.execute(select(votes).order_by(votes.c.at.desc()).limit(limit))
            return tuple(
                Vote(row.workspace, row.person, row.text, row.article, row.helpful, row.reason, row.at) for row in found
            )

    def _key(self, workspace: str, person: str, question: str) -> dict[str, str]:
        digest = self._privacy.digest(question)
        return {"workspace": workspace, "person": self._privacy.person(workspace, person), "digest": digest}

    def _kept_text(self, question: str) -> str:
        return storable(question) if self._privacy.keeps_text else ""


def version(connection: Connection) -> int:
    """The number that rises with every vote that may move something."""
    number: int = connection.execute(select(versions.c.version).where(versions.c.name == _VERSION)).scalar_one()
    return number


def raise_version(connection: Connection) -> None:
    """Let every process count the votes anew. Others that vote wait from here to the end of the transaction."""
    connection.execute(update(versions).where(versions.c.name == _VERSION).values(version=versions.c.version + 1))


def opinions(connection: Connection, privacy: Privacy) -> Opinions:
    """What people think of the articles that enough of them voted on."""
    overall = {row.article: Opinion(row.people, row.mean) for row in connection.execute(_counted())}
    asked: dict[str, dict[str, Opinion]] = {}
    for row in connection.execute(_counted(votes.c.digest)) if overall else ():
        asked.setdefault(row.digest, {})[row.article] = Opinion(row.people, row.mean)
    return Opinions(overall, asked, privacy.digest)


def delete_old(connection: Connection, before: datetime) -> None:
    """Delete votes that nobody has changed since a moment."""
    if connection.execute(delete(votes).where(votes.c.at < before)).rowcount:
        raise_version(connection)


def follow_moves(connection: Connection, moves: Sequence[tuple[str, str]]) -> None:
    """Let votes follow articles to other keys, which other articles may have just left."""
    if not moves:
        return
    steps = [{"old": old, "aside": f"moved {number}", "new": new} for number, (old, new) in enumerate(moves)]
    move = update(votes).where(votes.c.article == bindparam("old")).values(article=bindparam("aside"))
    arrive = update(votes).where(votes.c.article == bindparam("aside")).values(article=bindparam("new"))
    connection.execute(move, [{"old": each["old"], "aside": each["aside"]} for each in steps])
    connection.execute(
        delete(votes).where(votes.c.article == bindparam("new")), [{"new": each["new"]} for each in steps]
    )
    connection.execute(arrive, [{"aside": each["aside"], "new": each["new"]} for each in steps])
    raise_version(connection)


def _counted(*by: Any) -> Any:
    """How many people voted on each article, and the mean of what each of them says, as often as they may have."""
    said = case((votes.c.helpful, 1.0), else_=-1.0)
    each = (
        select(votes.c.article, *by, votes.c.workspace, votes.c.person, func.avg(as_type(said, Float)).label("said"))
        .where(votes.c.article != NONE_OF_THEM)
        .group_by(votes.c.article, *by, votes.c.workspace, votes.c.person)
        .subquery()
    )
    keys = [each.c.article, *(each.c[column.name] for column in by)]
    people = func.count()
    return (
        select(*keys, people.label("people"), func.avg(each.c.said).label("mean"))
        .group_by(*keys)
        .having(people >= FEWEST)
    )


def _is_there(connection: Connection, key: str) -> bool:
    source, _, id = key.partition(":")
    named = articles.c.source == source, articles.c.id == id, articles.c.removed_at.is_(None)
    return connection.execute(select(articles.c.id).where(*named)).first() is not None


def _where(mine: dict[str, str]) -> Any:
    return (
        (votes.c.workspace == mine["workspace"])
        & (votes.c.person == mine["person"])
        & (votes.c.digest == mine["digest"])
    )


def _keep(connection: Connection, mine: dict[str, str], article: str, text: str, helpful: bool, at: datetime) -> bool:
    """Keep a vote in place of another of the same person; False where it says the same. A change has its own reason."""
    row = insert_unless_there(connection, votes).values(
        **mine, article=article, text=text, helpful=helpful, reason="", at=at
    )
    changed = {"helpful": helpful, "reason": "", "at": at}
    key = ["workspace", "person", "digest", "article"]
    kept = row.on_conflict_do_update(index_elements=key, set_=changed, where=votes.c.helpful.is_not(helpful))
    return connection.execute(kept.returning(votes.c.article)).first() is not None


def _take_back_the_contrary(connection: Connection, mine: dict[str, str], article: str, *, helpful: bool) -> None:
    if article == NONE_OF_THEM:
        connection.execute(delete(votes).where(_where(mine), votes.c.article != article, votes.c.helpful))
    elif helpful:
        connection.execute(delete(votes).where(_where(mine), votes.c.article == NONE_OF_THEM))
