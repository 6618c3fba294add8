"""Questions in the store: what was asked, how it was answered, and what is asked often."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, case, distinct, func, insert, select, update

from knowledge.articles import Audience, Band
from knowledge.characters import storable
from knowledge.posts import Way
from knowledge.privacy import Privacy
from knowledge.questions import OftenAsked, QuestionTally, Recorded, tally_of
from knowledge.store import tallies
from knowledge.store.clock import Clock
from knowledge.store.engine import Database
from knowledge.store.misses import Missed, count_up
from knowledge.store.tables import channels, questions

# What was asked longer ago is not what is asked often.
_LATELY = timedelta(days=30)

# So many people must have asked something before others are shown that it is asked, or so many times in the open.
_PEOPLE, _TIMES = 2, 2

_OPENLY = (Way.MENTION.value, Way.MESSAGE.value, Way.FOLLOW_UP.value)

# What is longer is no id of Slack's: it may not keep others from being recorded.
_LONGEST_ID = 32

# SQLite takes 999 parameters a statement in its older releases.
_MOST_CHANNELS = 900


class Questions:
    """The use cases of whoever records questions and looks at them, a transaction each."""

    def __init__(self, database: Database, clock: Clock, privacy: Privacy) -> None:
        self._database, self._clock, self._privacy = database, clock, privacy

    def record(self, batch: Sequence[Recorded], *, lost: int = 0) -> None:
        """Keep questions with what came of them, and their misses; `lost` is how many were lost before.

        Of who asked a pseudonym is kept, of what was asked another, and the words where these may be.
        """
        rows = [self._row(each) for each in batch]
        with self._database.write("record") as connection:
            now = self._clock.now(connection)
            for row, each in zip(rows, batch, strict=True):
                row["asked_at"] = now - each.ago
            if rows:
                connection.execute(insert(questions), rows)
            if self._privacy.keeps_text:
                count_up(connection, _missed(rows, batch))
            for tally, times in _counted(batch, lost):
                tallies.count(connection, tally, times)

    def opened(self, *, workspace: str, person: str, question: str) -> None:
        """Note that somebody opened an article which answers what they asked; nothing where they have not asked it."""
        with self._database.write("opened") as connection:
            mark_latest(connection, self._privacy, workspace=workspace, person=person, question=question, opened=True)

    def most_asked(
        self, workspace: str, in_channels: Sequence[str], *, limit: int, audience: Audience = Audience.PUBLIC
    ) -> tuple[OftenAsked, ...]:
        """What was asked most in some channels within a month and answered, by several people or repeatedly in the
        open; most people first.

        For the public only what was asked where outsiders are known to read along.
        """
        with self._database.read() as connection:
            since = self._clock.now(connection) - _LATELY
            found = connection.execute(_often(workspace, in_channels[:_MOST_CHANNELS], since, audience).limit(limit))
            often = [(row.newest, row.times, row.people) for row in found]
            ids = [newest for newest, _, _ in often]
            texts = dict(
                connection.execute(select(questions.c.id, questions.c.text).where(questions.c.id.in_(ids))).all()
            )
        return tuple(OftenAsked(texts[newest], times, people) for newest, times, people in often)

    def _row(self, recorded: Recorded) -> dict[str, Any]:
        asker, answered = recorded.asker, recorded.answered
        return {
            "workspace": asker.workspace[:_LONGEST_ID],
            "channel": asker.channel[:_LONGEST_ID],
            "thread_ts": asker.thread_ts[:_LONGEST_ID],
            "person": self._privacy.person(asker.workspace, asker.person),
            "digest": self._privacy.digest(answered.question),
            "text": storable(answered.question) if self._privacy.keeps_text else "",
            "way": recorded.way.value,
            "band": answered.band.value,
            "audience": asker.audience.value,
            "article": answered.article,
            "opened": False,
        }


def mark_latest(
    connection: Connection, privacy: Privacy, *, workspace: str, person: str, question: str, **values: bool
) -> None:
    """Note something of the last time that a person asked a question, if they did."""
    mine = (
        questions.c.workspace == workspace,
        questions.c.person == privacy.person(workspace, person),
        questions.c.digest == privacy.digest(question),
    )
    last = select(func.max(questions.c.id)).where(*mine).scalar_subquery()
    connection.execute(update(questions).where(questions.c.id == last).values(**values))


def _missed(rows: Sequence[dict[str, Any]], batch: Sequence[Recorded]) -> list[Missed]:
    return [
        Missed(row["workspace"], row["digest"], row["text"], each.asker.audience, row["asked_at"])
        for row, each in zip(rows, batch, strict=True)
        if each.answered.is_miss
    ]


def _counted(batch: Sequence[Recorded], lost: int) -> list[tuple[QuestionTally, int]]:
    """What is counted, in the order in which every process counts, so that none waits for another in a circle."""
    counts = Counter(tally_of(each.answered.band) for each in batch)
    return [(tally, lost if tally is QuestionTally.LOST else counts[tally]) for tally in QuestionTally]


def _often(workspace: str, in_channels: Sequence[str], since: datetime, audience: Audience) -> Select[int, int, int]:
    people, times = func.count(distinct(questions.c.person)), func.count()
    openly = func.sum(case((questions.c.way.in_(_OPENLY), 1), else_=0))
    query = (
        select(func.max(questions.c.id).label("newest"), times.label("times"), people.label("people"))
        .where(
            questions.c.workspace == workspace,
            questions.c.channel.in_(in_channels),
            questions.c.asked_at > since,
            questions.c.text != "",
            questions.c.band.in_((Band.CONFIDENT.value, Band.SEVERAL.value)),
        )
        .group_by(questions.c.digest)
        .having((people >= _PEOPLE) | (openly >= _TIMES))
        .order_by(people.desc(), times.desc(), func.max(questions.c.id).desc())
    )
    if audience is Audience.INTERNAL:
        return query
    shared = select(channels.c.channel).where(channels.c.workspace == workspace, channels.c.shared.is_(True))
    return query.where(questions.c.audience == Audience.PUBLIC.value, questions.c.channel.in_(shared))
