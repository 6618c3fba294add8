"""What the command line prints of answers, for people and as JSON."""

from typing import Any

from rich.text import Text

from bot.console import out
from bot.sayings import REPLIES, said_of
from knowledge.articles import Answer, Article, Band, Excerpt, Match, UnknownReference, category_text


def answer_as_dict(question: str, answer: Answer, *, took_ms: float) -> dict[str, Any]:
    """An answer as `ask --json` prints it; the matches of an answer that found nothing are left out."""
    matches = () if answer.band is Band.NONE else answer.matches
    return {
        "question": question,
        "band": answer.band.value,
        "talk": answer.talk.value if answer.talk else None,
        "unknown_reference": _unknown_as_dict(answer.unknown) if answer.unknown else None,
        "matches": [match_as_dict(rank, match) for rank, match in enumerate(matches, start=1)],
        "took_ms": round(took_ms, 2),
    }


def _unknown_as_dict(unknown: UnknownReference) -> dict[str, Any]:
    return {"typed": unknown.typed, "near": [article.reference for article in unknown.near]}


def match_as_dict(rank: int, match: Match) -> dict[str, Any]:
    """A match as JSON shows it."""
    article = match.article
    return {
        "rank": rank,
        "id": article.id,
        "reference": article.reference,
        "title": article.title,
        "url": article.url,
        "category": category_text(article.category),
        "excerpt": match.excerpt.text,
        "score": round(match.score, 4),
    }


def print_answer(answer: Answer, *, took_ms: float) -> None:
    """An answer as a person reads it in a terminal."""
    if answer.shortened:
        out.print(Text(f"The question is long: its first {len(answer.question)} characters were read.", "dim"))
    if answer.talk:
        out.print(Text(REPLIES[answer.talk]))
    elif answer.unknown:
        _print_unknown(answer.unknown)
    elif answer.band is Band.NONE:
        out.print(Text("No article answers that."), _nearest(answer))
        for hint in answer.hints:
            out.print(Text.assemble("  perhaps  ", (hint.article.title, "bold")))
        out.print(Text("Try other words, fewer of them, or those that a title would have.", "dim"))
    elif answer.band is Band.SEVERAL:
        out.print(Text("These may answer it:"))
    shown = () if answer.band is Band.NONE else answer.matches
    for rank, match in enumerate(shown, start=1):
        print_match(rank, match, whole=rank == 1 or answer.band is Band.SEVERAL)
    noun = "article" if answer.searched == 1 else "articles"
    out.print(Text(f"{answer.searched} {noun}, {took_ms:.1f} ms\n", "dim"))


def _print_unknown(unknown: UnknownReference) -> None:
    out.print(Text(said_of(unknown)))
    for article in unknown.near:
        out.print(Text.assemble(f"  {article.reference}  ", (article.title, "bold")))


def _nearest(answer: Answer) -> Text:
    names = ", ".join(f"{category_text(category.path)} ({category.count})" for category in answer.nearest)
    return Text(f"Or look in {names}." if names else "")


def print_match(rank: int, match: Match, *, whole: bool) -> None:
    """A match with its rank, and with all that there is to show of it or with its title alone."""
    article = match.article
    out.print(Text.assemble(f"{rank}. ", (article.title, "bold")))
    if whole:
        if match.excerpt.text:
            out.print(Text("   ").append_text(_marked(match.excerpt)))
        if facts := _facts(article):
            out.print(Text(f"   {facts}", "dim"))
    if article.url:
        out.print(Text(f"   {article.url}", "blue"))


def _marked(excerpt: Excerpt) -> Text:
    text = Text(excerpt.text)
    for start, end in excerpt.hits:
        text.stylize("bold yellow", start, end)
    return text


def _facts(article: Article) -> str:
    updated = f"updated {article.updated}" if article.updated else ""
    return " · ".join(fact for fact in (category_text(article.category), updated, article.reference) if fact)
