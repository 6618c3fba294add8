"""Unfurls: which articles were shown below links in which channels, so that none is shown again at once."""

from datetime import timedelta

from sqlalchemy import delete

from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import unfurls

# SLACK.md, "Life of a workspace and a channel": Slack's own guideline for apps that unfurl.
AGAIN_AFTER = timedelta(minutes=30)


class Unfurls:
    """The use cases of unfurling, a transaction each."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def claim(self, workspace: str, channel: str, article: str) -> bool:
        """Note that an article is shown in a channel now; False when it was within the last half an hour.

        Of processes that ask at once one is told True. `DatabaseUnavailable`.
        """
        with self._database.write("unfurl") as connection:
            now = self._clock.now(connection)
            row = insert_unless_there(connection, unfurls).values(
                workspace=workspace, channel=channel, article=article, at=now
            )
            shown = row.on_conflict_do_update(
                index_elements=[unfurls.c.workspace, unfurls.c.channel, unfurls.c.article],
                set_={"at": now},
                where=unfurls.c.at <= now - AGAIN_AFTER,
            )
            return connection.execute(shown.returning(unfurls.c.article)).first() is not None

    def release(self, workspace: str, channel: str, article: str) -> None:
        """Take a claim back, since the article was not shown."""
        mine = unfurls.c.workspace == workspace, unfurls.c.channel == channel, unfurls.c.article == article
        with self._database.write("unfurl") as connection:
            connection.execute(delete(unfurls).where(*mine))
