"""The fields of the form: the names of its blocks, the values of its choices, and what it is filled in with."""

from dataclasses import dataclass
from datetime import date

from knowledge.articles import CategoryPath
from knowledge.searches import Sort

CALLBACK = "search"

WORDS, PHRASE, WITHOUT, CATEGORY = "words", "phrase", "without", "category"
WHERE, SINCE, SORT = "where", "since", "sort"

# The box that is ticked to look in titles alone, and the menu of categories, which asks for what it offers.
TITLES, CATEGORY_MENU = "titles", "search_category"

SORTS = {
    Sort.BEST: "Relevance",
    Sort.NEWEST: "Newest first",
    Sort.OLDEST: "Oldest first",
    Sort.TITLE: "Title",
}


@dataclass(frozen=True, slots=True)
class Filling:
    """What stands in the form. `words` and `without` are read as they would be behind `/kb search`."""

    words: str = ""
    phrase: str = ""
    without: str = ""
    category: CategoryPath = ()
    titles_only: bool = False
    since: date | None = None
    sort: Sort = Sort.BEST
