"""The pieces that several capabilities draw."""

import json
from datetime import date

from bot.app import VERBS
from bot.ask.blocks import help_message
from bot.cards import facts, kept_with
from bot.playground.limits import checked
from knowledge.articles import Article


def test_facts_fit_into_a_block_however_deep_the_category_and_long_the_reference() -> None:
    path = tuple("&" * 50 for _ in range(80))
    article = Article("help", "a", "Refunds", category=path, reference="<>" * 5000, updated=date(2026, 11, 2))

    drawn = facts(article)

    assert checked("x", [{"type": "context", "elements": [{"type": "mrkdwn", "text": drawn}]}]).blocks
    assert "2 November 2026" in drawn


def test_fields_that_leave_no_room_for_the_question_are_kept_without_it() -> None:
    kept = kept_with("how do I pay?", {"article": "x" * 100}, 90)
    assert json.loads(kept) == {"question": "", "article": "x" * 100}


def test_help_is_what_slack_takes_however_a_category_is_named() -> None:
    shown = help_message(VERBS, (), "&" * 200)
    assert checked(shown.text, list(shown.blocks)).blocks
