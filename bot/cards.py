"""What is shown in Slack: messages, and the pieces that several capabilities draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from knowledge.articles import Article, Excerpt, category_text

# Slack's limits (SLACK.md, "Posting").
LONGEST_SECTION = 3000
LONGEST_BUTTON_VALUE = 2000

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

# What mrkdwn would read as its own marks inside a text; a zero-width space before one keeps it a character.
_MARKS = ("*", "_", "~", "`")


@dataclass(frozen=True, slots=True)
class Message:
    """A text for notifications and screen readers, and the blocks that are seen instead of it."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> "Message":
        """The message made of block models; they refuse most of what Slack would."""
        return cls(text, tuple(block.to_dict() for block in blocks))

    def as_reply(self, **options: Any) -> dict[str, Any]:
        """The message as an ack, a response_url or a Web API method takes it."""
        return {"text": self.text, "blocks": list(self.blocks), **options}


def escape(text: str) -> str:
    """Text from an article or a person as mrkdwn shows it literally: `<!channel>` and links are dead in it."""
    return text.translate(_ESCAPES)


def shorten(text: str, most: int) -> str:
    """A text of at most so many characters, cut at a word where that costs little."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    blank = cut.rfind(" ")
    return (cut[:blank] if blank > most // 2 else cut).rstrip() + "…"


def title_link(article: Article, most: int = 250) -> str:
    """An article's title in bold, as a link where it has one."""
    title = escape(shorten(article.title, most))
    if not article.url:
        return f"*{title}*"
    return f"*<{_escape_url(article.url)}|{title.replace('|', '¦')}>*"


def _escape_url(url: str) -> str:
    return escape(url).replace("|", "%7C")


def marked(excerpt: Excerpt) -> str:
    """An excerpt with its hits in bold. A hit next to a letter stays plain: mrkdwn needs a boundary around its stars."""
    text, pieces, done = excerpt.text, list[str](), 0
    for start, end in excerpt.hits:
        if start < done or not (_is_boundary(text, start - 1) and _is_boundary(text, end)):
            continue
        pieces += [escape(text[done:start]), f"*{escape(text[start:end])}*"]
        done = end
    return shorten_mrkdwn("".join([*pieces, escape(text[done:])]))


def shorten_mrkdwn(text: str) -> str:
    return text
