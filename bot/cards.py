"""What is shown in Slack: messages, and the pieces that several capabilities draw."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block

from knowledge.articles import Article, Excerpt, category_text

# Slack's limits (SLACK.md, "Posting").
LONGEST_BUTTON_VALUE = 2000

# A link that is longer leaves too little of a section's 3,000 characters for the excerpt: the title stands alone.
_LONGEST_LINK = 1500

# Two facts that are all ampersands, five characters each when they are escaped, still leave room for the third.
_LONGEST_FACT = 250

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


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
    link = f"*<{escape(article.url)}|{title}>*"
    return link if article.url and len(link) <= _LONGEST_LINK else f"*{title}*"


def marked(excerpt: Excerpt) -> str:
    """An excerpt with its hits in bold, neighbouring ones as one."""
    text, done, pieces = excerpt.text, 0, list[str]()
    for start, end in _joined(excerpt):
        pieces += [escape(text[done:start]), f"*{escape(text[start:end])}*"]
        done = end
    return "".join([*pieces, escape(text[done:])])


def _joined(excerpt: Excerpt) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in excerpt.hits:
        if joined and excerpt.text[joined[-1][1] : start].strip(" ") == "":
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def facts(article: Article) -> str:
    """What stands below an article's title in small type: its category, date and reference, as far as it has them."""
    updated = f"updated {article.updated:%-d %B %Y}" if article.updated else ""
    category = escape(shorten(category_text(article.category), _LONGEST_FACT))
    known = (category, updated, escape(shorten(article.reference, _LONGEST_FACT)))
    return " · ".join(fact for fact in known if fact)
