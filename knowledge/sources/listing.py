"""Source kind `listing`: a saved category page of a classic help centre, as text or HTML."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

from bs4 import BeautifulSoup
from bs4.element import CData, NavigableString, PageElement, Tag

from knowledge.articles import Article, CategoryPath
from knowledge.characters import storable
from knowledge.errors import SourceFailed
from knowledge.sources.fields import LONGEST_ID, is_web_link
from knowledge.sources.source import Defaults, Entry, Found, Notice

_TITLE = re.compile(r"(\d{1,6})[.)]\s+(\S.*)")
_COUNTED_CATEGORY = re.compile(r"(\S.*?)\s*\[(\d{1,6})\]")
# An excerpt that was cut off ends there: what follows are dates, page numbers and the foot of the page.
_CUT_OFF = ("\u2026", "...")
_UNSEEN = frozenset(("script", "style", "template", "noscript", "head"))
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "td",
        "dt",
        "dd",
        "section",
        "article",
        "ul",
        "ol",
        "br",
    ]
)

# No category has a longer name, and a pattern should not be tried at each letter of a text without line ends.
_LONGEST_CATEGORY_LINE = 1000


@dataclass(frozen=True, slots=True)
class CountedCategory:
    """A category as the page's `Categories` block names it, with the number of articles it claims."""

    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """A numbered title and the excerpt below it."""

    title: str
    excerpt: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its lines, and where the links in it lead, by their text."""

    lines: Sequence[str]
    links: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ListingPage:
    """Reads the numbered titles of one saved page, each with its excerpt, on the category that the page names.

    An article's id is a slug of its title: the numbers change with every article that is added.
    """

    path: Path
    defaults: Defaults

    @property
    def name(self) -> str:
        return self.defaults.source

    def read(self) -> Iterator[Found]:
        page = _page(self.path)
        categories = _counted_categories(page.lines)
        rows = _rows(page.lines)
        if not rows:
            raise SourceFailed(f"{self.path} holds no numbered titles, such as '1. Resubmit an order'.")
        yield from self._notices(categories, rows)
        category = self.defaults.category or ((categories[0].name,) if len(categories) == 1 else ())
        seen: Counter[str] = Counter()
        for row in rows:
            id = _free_id(slug(row.title), seen)
            yield Entry(str(self.path), self._article(row, id, category=category, link=page.links.get(row.title, "")))

    def _article(self, row: Row, id: str, *, category: CategoryPath, link: str) -> Article:
        absolute = _joined(self.defaults.base_url, link)
        return Article(
            source=self.defaults.source,
            id=id,
            title=row.title,
            summary=row.excerpt,
            category=category,
            url=absolute if is_web_link(absolute) else self.defaults.url_of(id),
            visibility=self.defaults.visibility,
            announce=self.defaults.announce,
        )

    def _notices(self, categories: Sequence[CountedCategory], rows: Sequence[Row]) -> Iterator[Notice]:
        own = self.defaults.category[-1:]
        counted = [category for category in categories if len(categories) == 1 or (category.name,) == own]
        if counted and counted[0].count != len(rows):
            yield Notice(str(self.path), f"the page counts {counted[0].count} articles, and {len(rows)} stand on it")
        if len(categories) > 1 and not own:
            names = ", ".join(category.name for category in categories)
            yield Notice(
                str(self.path),
                f"the page names several categories ({names}), so its articles have none: "
                f"write category = {categories[0].name!r} or another in sources.toml",
            )


def _joined(base_url: str, link: str) -> str:
    try:
        return urljoin(base_url, link) if link else ""
    except ValueError:  # no address at all, such as http://[
        return ""


def slug(title: str) -> str:
    """A title as an id: lower case without accents, words joined by hyphens, at most 255 characters."""
    folded = unicodedata.normalize("NFKD", title.casefold()).replace("\u2019", "").replace("'", "")
    words = re.findall(r"[^\W_]+", "".join(char for char in folded if not unicodedata.combining(char)))
    return "-".join(words)[:LONGEST_ID].strip("-") or "article"


def _free_id(wanted: str, seen: Counter[str]) -> str:
    """The id, or with a number behind it when another title of the page made the same; counts what was wanted."""
    id = wanted
    while id in seen:
        seen[wanted] += 1
        id = f"{wanted[: LONGEST_ID - 7]}-{seen[wanted]}"
    seen[id] += 1
    return id


def _page(path: Path) -> Page:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceFailed(f"{path} is not UTF-8 text. Save it as UTF-8.") from error
    except (OSError, ValueError) as error:
        raise SourceFailed(f"{path} can't be read: {error}.") from error
    text = storable(text)
    if path.suffix.lower() in (".html", ".htm") or text.lstrip()[:15].lower().startswith(("<!doctype", "<html")):
        return _page_of_html(text)
    return Page([" ".join(line.split()) for line in text.splitlines()], {})


def _page_of_html(html: str) -> Page:
    """The page's text, a line a block, with the numbers of ordered lists written out."""
    page = BeautifulSoup(html, "lxml")
    links = {_without_number(" ".join(link.get_text().split())): str(link["href"]) for link in page("a", href=True)}
    for listed in page("ol"):
        if not listed.find_parent("li"):  # a list within an article numbers its steps, not articles
            _write_numbers(listed)
    return Page([" ".join(line.split()) for line in "".join(_pieces(page)).splitlines()], links)


def _pieces(page: Tag) -> Iterator[str]:
    """The texts of a page in order, with line ends around its blocks."""
    waiting: list[PageElement | str] = [page]
    while waiting:
        part = waiting.pop()
        if isinstance(part, Tag):
            end = ["\n"] if part.name in _BLOCKS else []
            waiting += [] if part.name in _UNSEEN else [*end, *reversed(part.contents), *end]
        elif isinstance(part, NavigableString):
            yield _shown(part)
        else:
            yield str(part)


def _shown(text: NavigableString) -> str:
    """A string as a page shows it: comments and the like, which are strings of other types, not at all."""
    if type(text) not in (NavigableString, CData):
        return ""
    within_pre = text.parent is not None and text.parent.name == "pre"
    return text if within_pre or text == "\n" else re.sub(r"\s+", " ", text)


def _without_number(title: str) -> str:
    numbered = _TITLE.fullmatch(title)
    return numbered.group(2) if numbered else title


def _write_numbers(listed: Tag) -> None:
    start = str(listed.get("start") or "1")
    for number, item in enumerate(
        listed("li", recursive=False), start=int(start) if start.isdecimal() and len(start) < 7 else 1
    ):
        first = next((child for child in item.children if str(child).strip()), None)
        heading = first if isinstance(first, Tag) else item
        if not _TITLE.match(item.get_text(" ", strip=True)):
            heading.insert(0, f"{number}. ")


def _counted_categories(lines: Sequence[str]) -> list[CountedCategory]:
    """The categories with counts that stand below a line `Categories` and before the first title."""
    found: list[CountedCategory] = []
    inside = False
    for line in lines:
        if line.casefold().rstrip(":") == "categories":
            inside = True
        elif inside and _TITLE.fullmatch(line):
            break
        elif inside:
            found += [
                CountedCategory(name, int(count))
                for name, count in _COUNTED_CATEGORY.findall(line[:_LONGEST_CATEGORY_LINE])
            ]
    return found


def _rows(lines: Sequence[str]) -> list[Row]:
    """The titles, numbered one after the other from whichever number the page begins with, and what follows each."""
    rows: list[tuple[str, list[str]]] = []
    expected: int | None = None
    for line in lines:
        title = _TITLE.fullmatch(line)
        if title and expected in (None, int(title.group(1))):
            rows.append((title.group(2), []))
            expected = int(title.group(1)) + 1
        elif rows and line and not "".join(rows[-1][1][-1:]).endswith(_CUT_OFF):
            rows[-1][1].append(line)
    return [Row(title, " ".join(excerpt)) for title, excerpt in rows]
