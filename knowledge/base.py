"""KnowledgeBase: all that bot/ holds of what is known. One method a use case, one commit each.

What is answered from memory is in `lookup.py`; what is kept, in the members.
"""

import secrets
from datetime import timedelta

from knowledge.articles import Band
from knowledge.changes import MassLimits
from knowledge.encoding import Encoding, Loader
from knowledge.failpoints import Failpoints
from knowledge.lookup import Lookup
from knowledge.misses import Miss
from knowledge.models import EncoderChoice
from knowledge.posts import Pace
from knowledge.privacy import Privacy, unshared
from knowledge.recording import Recording
from knowledge.search.encoder import load_encoders
from knowledge.search.languages import AUTO, language_names
from knowledge.search.snapshot import Snapshot
from knowledge.snapshots import Indexing, Snapshots
from knowledge.store import articles as article_rows
from knowledge.store import schema
from knowledge.store.announcing import Announcements
from knowledge.store.audiences import Audiences
from knowledge.store.backlog import Backlog
from knowledge.store.channel_settings import SettingsOfChannels
from knowledge.store.checks import Checks
from knowledge.store.clock import Clock, ClockAhead, DatabaseClock
from knowledge.store.edits import Edits
from knowledge.store.engine import Database, database_url
from knowledge.store.help_requests import HelpRequests
from knowledge.store.inbox import Inbox
from knowledge.store.listings import Listings
from knowledge.store.misses import Misses
from knowledge.store.outbox import Outbox
from knowledge.store.places import Places
from knowledge.store.questions import Questions
from knowledge.store.shares import Shares
from knowledge.store.subscriptions import Subscriptions
from knowledge.store.tidying import Tidying
from knowledge.store.totals import totals
from knowledge.store.tuning import Tunings
from knowledge.store.unfurls import Unfurls
from knowledge.store.votes import Votes
from knowledge.sync import Syncs
from knowledge.totals import Totals


def check_database_url(text: str) -> None:
    """Raise `BadDatabase` unless the text is the URL of an SQLite or a PostgreSQL database."""
    database_url(text)


def check_language(text: str) -> None:
    """Raise `UnknownLanguage` unless search can read each language named; `auto` is one too."""
    language_names(text)


# How long a change waits before it is announced, so that what follows at once is told with it.
GRACE = timedelta(seconds=60)


class KnowledgeBase(Lookup):
    """All that one process knows. Its members such as `inbox` hold the use cases of their own subjects.

    `encoder` says how meaning is compared; `load` loads it, and `index` makes articles searchable. `limits` say how
    much may change at once without an operator's word, `grace` how long a change waits before it is announced, so that
    what follows at once is told with it; `pace` how fast all processes together may post. The time is the database's,
    or that of `clock`, and `ahead` of it to try timetables. At `failpoint` the process dies, which tests want.
    `privacy` says what is kept of questions and of who asks.
    """

    def __init__(
        self,
        url: str,
        *,
        language: str = AUTO,
        encoder: EncoderChoice | None = None,
        load: Loader = load_encoders,
        index: Indexing = Snapshot,
        clock: Clock | None = None,
        ahead: timedelta = timedelta(),
        limits: MassLimits | None = None,
        grace: timedelta = GRACE,
        pace: Pace | None = None,
        failpoint: str = "",
        privacy: Privacy | None = None,
    ) -> None:
        """Take a database's URL; nothing is opened before it is needed. `BadDatabase`, `UnknownLanguage`."""
        check_language(language)
        self.failpoints = Failpoints(failpoint)
        self._database = database = Database(url, self.failpoints)
        self.privacy = privacy or unshared()
        self._clock = clock = ClockAhead(clock or DatabaseClock(), ahead)
        owner = secrets.token_hex(8)  # this process's name on the rows that it claims
        self.outbox = Outbox(database, clock, owner, pace=pace)
        self.syncs = Syncs(database, clock, owner, limits=limits or MassLimits())
        self.encoding = Encoding(database, clock, owner, encoder or EncoderChoice(), load)
        self.announcements = Announcements(database, clock, grace=grace)
        super().__init__(Snapshots(database, self.encoding, self.privacy, language=language, index=index))
        self._add_subjects(database, clock, owner)
        self._add_questions(database, clock, owner)

    def _add_subjects(self, database: Database, clock: Clock, owner: str) -> None:
        """The members that no setting has a say in."""
        self.audiences = Audiences(database, clock)
        self.channel_settings = SettingsOfChannels(database, clock)
        self.inbox = Inbox(database, clock, owner, self.privacy)
        self.backlog = Backlog(database, clock)
        self.edits = Edits(database, clock, owner)
        self.subscriptions = Subscriptions(database, clock)
        self.tidying = Tidying(database, clock, self.privacy.retention)
        self.places = Places(database, clock, owner)
        self.checks = Checks(database, clock, owner)
        self.tuning = Tunings(database, clock, owner)
        self.help_requests = HelpRequests(database, clock)
        self.unfurls = Unfurls(database, clock)
        self.shares = Shares(database, clock)
        self.listings = Listings(database, clock, self.privacy)

    def _add_questions(self, database: Database, clock: Clock, owner: str) -> None:
        """The members that know what was asked and thought of the answers."""
        privacy = self.privacy
        self.questions = Questions(database, clock, privacy)
        self.recording = Recording(self.questions.record)
        self.misses = Misses(database, clock, privacy, owner)
        self.votes = Votes(database, clock, privacy)

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
        """Answer from the articles, audiences and settings that the store holds now; whether articles had changed.

        Only what changed is read. Questions go on meanwhile, from the articles before; where this fails, they do so
        afterwards too: `DatabaseUnavailable`.
        """
        self.audiences.refresh()
        self.channel_settings.refresh()
        return self._snapshots.refresh()

    def close_answered_misses(self) -> tuple[Miss, ...]:
        """Ask again what nobody could answer, once the articles have changed; the misses that one answers for sure."""
        snapshot = self._snapshots.current()

        def answered(miss: Miss) -> str:
            found = snapshot.answer(miss.text, miss.audience, limit=1)
            return found.matches[0].article.key if found.band is Band.CONFIDENT else ""

        return self.misses.close_answered(answered, version=self._snapshots.version)
