"""KnowledgeBase: all that bot/ holds of what is known. One method a use case, one commit each."""

import logging
import secrets
import threading
from datetime import timedelta

from knowledge.articles import Answer, Article, Audience, Category, CategoryPath, Match
from knowledge.changes import MassLimits
from knowledge.failpoints import Failpoints
from knowledge.posts import Pace
from knowledge.search.snapshot import Snapshot
from knowledge.search.text import AUTO, language_name
from knowledge.store import articles as article_rows
from knowledge.store import schema
from knowledge.store import shares as share_rows
from knowledge.store.announcing import Announcements
from knowledge.store.audiences import Audiences
from knowledge.store.backlog import Backlog
from knowledge.store.checks import Checks
from knowledge.store.clock import Clock, DatabaseClock
from knowledge.store.edits import Edits
from knowledge.store.engine import Database, database_url
from knowledge.store.inbox import Inbox
from knowledge.store.outbox import Outbox
from knowledge.store.places import Places
from knowledge.store.subscriptions import Subscriptions
from knowledge.store.tidying import Tidying
from knowledge.store.totals import totals
from knowledge.sync import Syncs
from knowledge.totals import Totals

log = logging.getLogger(__name__)


def check_database_url(text: str) -> None:
    """Raise `BadDatabase` unless the text is the URL of an SQLite or a PostgreSQL database."""
    database_url(text)


def check_language(text: str) -> None:
    """Raise `UnknownLanguage` unless search can read the language; `auto` is one too."""
    if text != AUTO:
        language_name(text)


# How long a change waits before it is announced, so that what follows at once is told with it.
GRACE = timedelta(seconds=60)


class KnowledgeBase:
    """All that one process knows. Its members such as `inbox` hold the use cases of their own subjects."""

    def __init__(
        self,
        url: str,
        *,
        language: str = AUTO,
        clock: Clock | None = None,
        limits: MassLimits | None = None,
        grace: timedelta = GRACE,
        pace: Pace | None = None,
        failpoint: str = "",
    ) -> None:
        """Take a database's URL; nothing is opened before it is needed. `BadDatabase`, `UnknownLanguage`.

        `limits` say how much may change at once without an operator's word, `grace` how long a change waits before it
        is announced, so that what follows at once is told with it; `pace` how fast all processes together may post.
        At `failpoint` the process dies, which tests want.
        """
        check_language(language)
        self.failpoints = Failpoints(failpoint)
        self._database = database = Database(url, self.failpoints)
        owner = secrets.token_hex(8)  # this process's name on the rows that it claims
        self._language = language
        self._clock = clock = clock or DatabaseClock()
        self._snapshot: Snapshot | None = None
        self._version = -1
        self._edition = 0
        self._refreshing = threading.Lock()
        self.audiences = Audiences(database, clock)
        self.inbox = Inbox(database, clock, owner)
        self.outbox = Outbox(database, clock, owner, pace=pace)
        self.backlog = Backlog(database, clock)
        self.edits = Edits(database, clock, owner)
        self.syncs = Syncs(database, clock, owner, limits=limits or MassLimits())
        self.subscriptions = Subscriptions(database, clock)
        self.tidying = Tidying(database, clock)
        self.places = Places(database, clock, owner)
        self.checks = Checks(database, clock, owner)
        self.announcements = Announcements(database, clock, grace=grace)

    def check_schema(self) -> None:
        """Raise `SchemaBehind` unless the tables are those of this program."""
        schema.check(self._database)

    def upgrade_schema(self, revision: str = "head") -> None:
        """Bring the tables to a revision."""
        schema.upgrade(self._database, revision)

    def downgrade_schema(self, revision: str) -> None:
        """Take the tables back to a revision; `base` removes them all."""
        schema.downgrade(self._database, revision)

    def ping(self) -> None:
        """Raise `DatabaseUnavailable` unless the database answers."""
        with self._database.read() as connection:
            article_rows.version(connection)

    def totals(self) -> Totals:
        """How things stand over all processes: posts, outcomes, sources, questions. `DatabaseUnavailable`."""
        with self._database.read() as connection:
            return totals(connection, self._clock.now(connection))

    def close(self) -> None:
        """Give the database's connections back."""
        self._database.close()

    def refresh(self) -> bool:
        """Answer from the articles and audiences that the store holds now; whether articles had changed.

        Only what changed is read. Questions go on meanwhile, from the articles before; where this fails, they do so
        afterwards too: `DatabaseUnavailable`.
        """
        before = self._snapshot
        self.audiences.refresh()
        return self._refreshed() is not before

    @property
    def edition(self) -> int:
        """A number that changes whenever the articles do that questions are answered from."""
        return self._edition

    def ask(
        self, question: str, audience: Audience, *, limit: int = 5, offset: int = 0, category: CategoryPath = ()
    ) -> Answer:
        """The answer to a question for an audience, from memory; only from within a category, if one is given."""
        return self._current().answer(question, audience, limit=limit, offset=offset, category=category)

    def article(self, key: str, audience: Audience) -> Article | None:
        """The article of that key, if there is one that the audience may read."""
        return self._current().article(key, audience)

    def match(self, key: str, question: str, audience: Audience) -> Match | None:
        """The article of that key as it answers a question, if there is one that the audience may read."""
        return self._current().match(key, question, audience)

    def examples(self, audience: Audience, count: int) -> tuple[Article, ...]:
        """A few articles from different categories, to show what can be asked."""
        return self._current().examples(audience, count)

    def categories(self, audience: Audience) -> tuple[Category, ...]:
        """All categories that hold an article for this audience, parents before children."""
        return self._current().categories(audience)

    def category_named(self, text: str, audience: Audience) -> Category | None:
        """The category that somebody wrote, if it can be only one."""
        return self._current().category_named(text, audience)

    def categories_like(self, text: str, audience: Audience, *, limit: int = 5) -> tuple[Category, ...]:
        """The categories that somebody may have meant by a misspelt or partial name, best first, if any is near."""
        return self._current().categories_like(text, audience, limit=limit)

    def article_count(self, audience: Audience) -> int:
        """How many articles this audience may read."""
        return self._current().count(audience)

    def claim_share(self, *, workspace: str, channel: str, answer_ts: str, article: str, person: str) -> bool:
        """Note that a person shares an article of an answer; False when somebody did so already."""
        with self._database.write() as connection:
            return share_rows.claim_share(
                connection,
                workspace=workspace,
                channel=channel,
                answer_ts=answer_ts,
                article=article,
                person=person,
                at=self._clock.now(connection),
            )

    def release_share(self, *, workspace: str, channel: str, answer_ts: str, article: str) -> None:
        """Take a share back that was certainly not posted."""
        with self._database.write() as connection:
            share_rows.release_share(
                connection, workspace=workspace, channel=channel, answer_ts=answer_ts, article=article
            )

    def _refreshed(self) -> Snapshot:
        """The snapshot of the articles that the store holds now, made of the one before where there is one."""
        with self._refreshing:
            before = self._snapshot
            with self._database.read() as connection:
                version = article_rows.version(connection)
                if before is not None and version == self._version:
                    return before
                if version < self._version:  # another database has been put in the place of ours
                    before = None
                if before is None:
                    changed, removed = article_rows.all_present(connection), list[str]()
                else:
                    changed, removed = article_rows.written_since(connection, self._version)
            newer = before.updated(changed, removed) if before else Snapshot(changed, language=self._language)
            # Counted here, since the store's own number falls back when a backup is put in its place.
            self._snapshot, self._version = newer, version
            self._edition += 1
            return newer

    def _current(self) -> Snapshot:
        return self._snapshot or self._refreshed()
