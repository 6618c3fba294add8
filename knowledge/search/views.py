"""Views: all articles as the questions of one audience are read, ranked and searched."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from knowledge.articles import Audience
from knowledge.search.index import Index
from knowledge.search.reading import Reads
from knowledge.search.searching import Searcher
from knowledge.search.standings import Standings
from knowledge.search.suggesting import Suggester
from knowledge.search.tuned import Tuned
from knowledge.votes import Opinions


@dataclass(frozen=True, slots=True)
class View:
    """An audience's own reading of the articles, by the words that it may know of. Which articles it may be shown is
    said with each question."""

    index: Index
    reader: Reads
    standings: Standings
    searcher: Searcher
    suggester: Suggester

    def voted(self, opinions: Opinions) -> "View":
        """The same by what people think of the articles now; nothing of it is built anew."""
        standings = self.standings.voted(opinions)
        return replace(self, standings=standings, searcher=self.searcher.voted(standings))


def views(index: Index, tuned: Tuned) -> Mapping[Audience, View]:
    """The view of each audience; one for all where nothing is internal."""
    whole = _view(index, tuned, Audience.INTERNAL)
    public = index.as_read_by(Audience.PUBLIC)
    if public is index:
        return dict.fromkeys(Audience, whole)
    return {Audience.INTERNAL: whole, Audience.PUBLIC: _view(public, tuned, Audience.PUBLIC)}


def _view(index: Index, tuned: Tuned, audience: Audience) -> View:
    reader, standings = tuned.reader(index), Standings(index, tuned)
    return View(index, reader, standings, Searcher(index, reader, standings), Suggester(index, audience))
