"""An article as somebody writes it, and what is wrong with it, in sentences."""

from dataclasses import dataclass

VISIBILITIES = ("public", "internal")

# The bot would take longer ones; nobody would read them in Slack.
LONGEST_TITLE = 200
LONGEST_SUMMARY = 1_000
LONGEST_CATEGORY = 200
MOST_LEVELS = 5
LONGEST_BODY = 50_000

# They end lines for some readers, or stand for no character at all.
_NOT_SHOWN = frozenset("\u2028\u2029\ufeff\ufffe\uffff")


class BadArticle(Exception):
    """What somebody wants can't be done with this article; the message is a sentence, `field` what it is about."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Draft:
    """An article as somebody writes it; the levels of a category have slashes between them."""

    title: str
    body: str
    summary: str = ""
    category: str = ""
    visibility: str = "public"

    def checked(self) -> "Draft":
        """The draft as it is kept. Raises BadArticle when there is something wrong with it."""
        clean = Draft(
            title=one_line(self.title),
            body=_text(self.body).strip(),
            summary=one_line(self.summary),
            category=path_of_category(self.category),
            visibility=self.visibility,
        )
        _require(clean.title, "It has no title yet: write what it is about.", "title")
        _require(clean.body, "It has no text yet: write what it says.", "body")
        _refuse_longer(clean.title, LONGEST_TITLE, "title")
        _refuse_longer(clean.body, LONGEST_BODY, "body", called="text")
        _refuse_longer(clean.summary, LONGEST_SUMMARY, "summary")
        _refuse_longer(clean.category, LONGEST_CATEGORY, "category")
        if clean.category.count("/") >= MOST_LEVELS:
            raise BadArticle(f"A category has {MOST_LEVELS} levels at most, with a / between them.", "category")
        if clean.visibility not in VISIBILITIES:
            raise BadArticle("Choose whether it is public or internal.", "visibility")
        return clean


def path_of_category(text: str) -> str:
    """The levels of a category as they are shown, with a slash between them."""
    return " / ".join(filter(None, (one_line(level) for level in text.split("/"))))


def one_line(text: str) -> str:
    """The text on one line, of what can be shown."""
    return " ".join(_text(text).split())


def _text(text: str) -> str:
    """The text without halves of characters and what no screen shows; its lines end as everywhere."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(character for character in lines if character in "\n\t" or _is_shown(character))


def _is_shown(character: str) -> bool:
    is_control = character < " " or "\x7f" <= character <= "\x9f"
    return not is_control and character not in _NOT_SHOWN


def _require(text: str, otherwise: str, field: str) -> None:
    if not text:
        raise BadArticle(otherwise, field)


def _refuse_longer(text: str, most: int, field: str, *, called: str = "") -> None:
    if len(text) > most:
        raise BadArticle(f"Its {called or field} has {len(text):,} characters, and may have {most:,} at most.", field)
