"""An article made from named fields, as front matter and JSON lines hold them: every field is checked here."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from reprlib import repr as abridged
from typing import Any
from urllib.parse import urlsplit

from knowledge.articles import (
    ALWAYS,
    Announce,
    Article,
    Asked,
    CategoryPath,
    Reach,
    Visibility,
    category_path,
    category_text,
)
from knowledge.characters import storable
from knowledge.errors import BadRule
from knowledge.sources.markup import first_words, plain_text
from knowledge.sources.source import Defaults
from knowledge.sources.unknown import concealed_visibility, misspelt
from knowledge.tuning import checked_question

LONGEST_ID = 255

# More than any help centre has. Each level is a category of its own, and what channels subscribe to is indexed.
_MOST_LEVELS, _LONGEST_CATEGORY = 30, 500


class BadField(Exception):
    """A field that no article can be made with; `field` names it."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(problem)
        self.field = field


def article_from(fields: Mapping[str, Any], body: str, defaults: Defaults) -> Article:
    """The article that the fields and the Markdown body make; `BadField` when they can't.

    `fields`, its keys as `folded_key` makes them, must hold `id` and `title`. A link not http or https is left out.
    """
    _refuse_concealed_visibility(fields, defaults)
    body = storable(body)
    id = _text(fields, "id")
    if not id or len(id) > LONGEST_ID or not id.isprintable():
        raise BadField("id", f"its id must be 1 to {LONGEST_ID} printable characters")
    title = " ".join(_text(fields, "title").split())
    if not title:
        raise BadField("title", "it has no title")
    url = _text(fields, "url") or defaults.url_of(id)
    text = plain_text(body).removeprefix(f"{title}\n")  # many texts repeat their title as a heading
    return Article(
        source=defaults.source,
        id=id,
        title=title,
        summary=_text(fields, "summary") or first_words(text),
        body=body,
        text=text,
        category=_category(fields) or defaults.category,
        url=url if is_web_link(url) else "",
        reference=_text(fields, "reference"),
        visibility=_visibility(fields, defaults),
        updated=_date(fields),
        phrases=tuple(_phrases(fields)),
        pins=_asked(fields, "pins"),
        hides=(ALWAYS,) if _is_true(fields.get("hides")) else _asked(fields, "hides"),
        announce=_announce(fields, defaults),
    )


def remarks(fields: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What `article_from` left out of the fields: which of them, and why."""
    url = _text(fields, "url")
    if url and not is_web_link(url):
        yield "url", "its url is not an http or https link, so it is shown without one"
    for field, meant in misspelt(fields):
        yield field, f"it has a field {shortened(field)}, which I don't know; perhaps {meant} was meant"


def is_web_link(url: str) -> bool:
    """Whether a link may be shown: http or https, with a host and without blanks or control characters."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    clean = url.isprintable() and not any(char.isspace() or char in "<>|" for char in url)
    return clean and parts.scheme in ("http", "https") and bool(parts.hostname)


def shortened(value: object) -> str:
    """A value as a sentence shows it, in at most 80 characters."""
    written = abridged(value)
    return written if len(written) <= 80 else f"{written[:79]}…"


def _refuse_concealed_visibility(fields: Mapping[str, Any], defaults: Defaults) -> None:
    """Who an article is written for must not be passed over because it stands in a field that nobody knows."""
    field = concealed_visibility(fields, defaults.visibility)
    if field:
        raise BadField(
            field,
            f"it has a field {shortened(field)}, which I don't know; perhaps visibility was meant: "
            "say there whether it is public or internal",
        )


def _text(fields: Mapping[str, Any], name: str) -> str:
    value = fields.get(name)
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise BadField(name, f"its {name} is {shortened(value)}, and must be text")
    return storable(str(value)).strip()


def _category(fields: Mapping[str, Any]) -> CategoryPath:
    value = fields.get("category")
    if isinstance(value, list) and all(isinstance(name, str) for name in value):
        path = category_path(storable(name) for name in value)
    else:
        path = category_path(_text(fields, "category"))
    if len(path) > _MOST_LEVELS or len(category_text(path)) > _LONGEST_CATEGORY:
        most = f"{_MOST_LEVELS} levels and {_LONGEST_CATEGORY} characters"
        raise BadField("category", f"its category is {shortened(category_text(path))}, and may have {most} at most")
    return path


def _visibility(fields: Mapping[str, Any], defaults: Defaults) -> Visibility:
    value = _text(fields, "visibility").casefold()
    if not value:
        return defaults.visibility
    if value not in tuple(Visibility):
        raise BadField("visibility", f"its visibility is {shortened(value)}, and must be public or internal")
    return Visibility(value)


def _announce(fields: Mapping[str, Any], defaults: Defaults) -> Announce:
    value = fields.get("announce")
    if value is None:
        return defaults.announce
    choice = announce_from(value) if value != "" else defaults.announce
    if choice is None:
        raise BadField("announce", f"its announce is {shortened(value)}, and must be true, false or hold")
    return choice


def announce_from(value: object) -> Announce | None:
    """What `announce: true | false | hold` means, or None when it is none of these."""
    written = {"true": Announce.YES, "false": Announce.NO} | {each.value: each for each in Announce}
    return written.get(str(value).casefold()) if isinstance(value, str | bool) else None


def _date(fields: Mapping[str, Any]) -> date | None:
    value = fields.get("updated")
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError as error:
        raise BadField(
            "updated", f"its updated is {shortened(value)}, and must be a date such as 2026-11-02"
        ) from error


def _phrases(fields: Mapping[str, Any]) -> Iterator[str]:
    value = fields.get("phrases") or []
    phrases = [value] if isinstance(value, str) else value
    if not isinstance(phrases, list) or not all(isinstance(phrase, str) for phrase in phrases):
        raise BadField("phrases", "its phrases must be a list of texts")
    cleaned = (" ".join(storable(phrase).split()) for phrase in phrases)
    return (phrase for phrase in cleaned if phrase)


def _is_true(value: object) -> bool:
    return isinstance(value, str | bool) and str(value).strip().casefold() == "true"


def _asked(fields: Mapping[str, Any], name: str) -> tuple[Asked, ...]:
    """The questions that a field gives: texts are whole questions, `contains: text` all that contain it."""
    value = fields.get(name) or []
    try:
        return tuple(dict.fromkeys(map(_question, value if isinstance(value, list) else [value])))
    except BadRule as bad:
        raise BadField(name, f"its {name} must be questions, or contains: and words; {bad.problem}") from bad


def _question(value: Any) -> Asked:
    match value:
        case str(text):
            return checked_question(Asked(text, Reach.EXACT))
        case {"contains": str(text)} if len(value) == 1:
            return checked_question(Asked(text, Reach.CONTAINS))
    raise BadRule(f"{shortened(value)} is neither")
