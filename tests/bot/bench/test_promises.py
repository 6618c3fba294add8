"""The promises: each can be broken, and is then named."""

from typing import Any

import pytest

from bot.bench import promises
from bot.bench.hostile import CANARY
from bot.cards import Message
from knowledge.articles import Answer, Article, Band, Category, Excerpt, Match, Visibility

LINK = "https://help.example.com/a?b=1&c=2"


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


@pytest.mark.parametrize(
    ("text", "broken"),
    [
        ("plain &amp; simple", ""),
        ("*<https://help.example.com/a?b=1&amp;c=2|A title>*", ""),
        ("Shared by <@U0ANA> with `/kb`", ""),
        ("<!channel>", "angle brackets"),
        ("<https://evil.example|https://bank.example>", "angle brackets"),
        ("<javascript:alert(1)|x>", "angle brackets"),
        ("<@U0ANA> <!here|x>", "angle brackets"),
        ("a < b", "angle brackets"),
        ("a & b", "ampersand"),
        ("a &amp;amp; b", "escaped twice"),
        ("", "Slack refuses"),
        ("x" * 3001, "Slack refuses"),
        ("\ud83d", "half of a character"),
        (f"so {CANARY} it is", "what is internal"),
    ],
)
def test_a_message_that_breaks_a_promise_is_named(text: str, broken: str) -> None:
    found = [*promises.of_message(Message("said", (section(text),)), {LINK})]

    assert (broken in found[0]) if broken else found == []


def test_what_was_escaped_when_it_was_typed_is_not_taken_for_escaped_twice() -> None:
    assert [*promises.of_drawn("typed: &amp;amp;", None, ())] == ["a text is escaped twice"]
    assert [*promises.of_drawn("typed: &amp;amp;", None, (), typed="&amp;")] == []


@pytest.mark.parametrize(
    ("article", "nearest", "broken"),
    [
        (Article("help", "a", "Refunds"), "Billing", ""),
        (Article("help", "a", "Refunds", visibility=Visibility.INTERNAL), "Billing", "internal article is among"),
        (Article("help", "a", f"{CANARY} refunds"), "Billing", "taken for a public one"),
        (Article("help", "a", "Refunds"), CANARY, "names a category"),
    ],
)
def test_an_answer_for_the_public_that_breaks_a_promise_is_named(article: Article, nearest: str, broken: str) -> None:
    match = Match(article, 1.0, lambda: Excerpt("Refunds take days.", ((0, 7), (8, 12))))
    found = [*promises.of_answer(Answer("x", Band.SEVERAL, (match,), (Category((nearest,), 1),)))]

    assert (broken in found[0]) if broken else found == []


def test_hits_that_do_not_stand_in_their_excerpt_are_named() -> None:
    match = Match(Article("help", "a", "Refunds"), 1.0, lambda: Excerpt("short", ((0, 7),)))

    assert [*promises.of_answer(Answer("x", Band.SEVERAL, (match,)))] != []
