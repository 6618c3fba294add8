"""Links: which article a link that somebody posted leads to."""

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from knowledge.articles import Article, Audience

# What is added to links to see who follows them; it leads nowhere else.
_FOLLOWED = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid")

# Articles are read anew with each change, and their links are the same as before.
_REMEMBERED = 200_000


def comparable(url: str) -> str:
    """A link as it is compared: without its scheme, its fragment, a closing slash and what only counts visits.

    Nothing for what is no link to a page.
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").removeprefix("www.")
        port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host:
        return ""
    fields = [field for field in parse_qsl(parts.query, keep_blank_values=True) if not field[0].startswith(_FOLLOWED)]
    query = f"?{urlencode(sorted(fields))}" if fields else ""
    return f"{host}{port}{unquote(parts.path).rstrip('/')}{query}"


# Only of articles: what people post may be anything, and of any length.
_of_article = lru_cache(_REMEMBERED)(comparable)


class Links:
    """The articles by their links."""

    def __init__(self, articles: Iterable[Article]) -> None:
        self._articles: dict[str, list[Article]] = {}
        for article in articles:
            if place := _of_article(article.url):
                self._articles.setdefault(place, []).append(article)

    def article(self, url: str, audience: Audience) -> Article | None:
        """The article that a link leads to, if there is one that the audience may read; of several the first.

        Fields that no article's link has are left out.
        """
        place = comparable(url)
        there = self._articles.get(place) or self._articles.get(place.partition("?")[0].rstrip("/")) or []
        return next((article for article in there if audience.may_read(article.visibility)), None)
