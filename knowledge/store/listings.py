"""The use cases of listings: what was listed last in a place is kept, one listing a place."""

import threading
from datetime import timedelta

from sqlalchemy import ColumnElement, select

from knowledge.listings import Listing, Spot
from knowledge.privacy import Privacy
from knowledge.store.clock import Clock
from knowledge.store.engine import Database, insert_unless_there
from knowledge.store.tables import listings

# So many listings are remembered at most that could not be written yet.
_MOST_NOTED = 1000

# Whoever types a number thinks of a list that they saw lately.
LISTED_FOR = timedelta(days=7)


class Listings:
    """What was listed last, where. Persons are kept as pseudonyms, and questions only where their words may be."""

    def __init__(self, database: Database, clock: Clock, privacy: Privacy) -> None:
        self._database, self._clock, self._privacy = database, clock, privacy
        self._noted: dict[Spot, Listing] = {}
        self._keeping = threading.Lock()

    def note(self, spot: Spot, listing: Listing) -> None:
        """Let this process know what is being listed, until it is kept: somebody may type a number at once."""
        if len(self._noted) >= _MOST_NOTED:
            self._noted.clear()
        self._noted[spot] = listing

    def keep_noted(self, spot: Spot, listing: Listing) -> None:
        """Keep what has been noted, unless something else has been since. `DatabaseUnavailable`."""
        with self._keeping:  # one after the other, or an older one might be written over a newer one
            if self._noted.get(spot) is not listing:
                return
            self.keep(spot, listing)
            if self._noted.get(spot) is listing:
                self._noted.pop(spot)

    def keep(self, spot: Spot, listing: Listing) -> None:
        """Let this be what was listed last in a place. `DatabaseUnavailable`."""
        with self._database.write("keep listing") as connection:
            held = {
                "question": listing.question if self._privacy.keeps_text else "",
                "articles": list(listing.articles),
                "first": listing.first,
                "at": self._clock.now(connection),
            }
            row = insert_unless_there(connection, listings).values(**self._place(spot), **held)
            connection.execute(row.on_conflict_do_update(index_elements=list(listings.primary_key), set_=held))

    def last(self, spot: Spot) -> Listing | None:
        """What was listed last in a place, if anything was in the last seven days. `DatabaseUnavailable`."""
        if noted := self._noted.get(spot):
            return noted
        with self._database.read() as connection:
            since = listings.c.at > self._clock.now(connection) - LISTED_FOR
            found = connection.execute(select(listings).where(since, *self._is(spot))).first()
        return Listing(tuple(found.articles), found.first, found.question) if found else None

    def _is(self, spot: Spot) -> list[ColumnElement[bool]]:
        return [listings.c[name] == value for name, value in self._place(spot).items()]

    def _place(self, spot: Spot) -> dict[str, str]:
        person = self._privacy.person(spot.workspace, spot.person) if spot.person else ""
        return {"workspace": spot.workspace, "channel": spot.channel, "thread_ts": spot.thread_ts, "person": person}
