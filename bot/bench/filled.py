"""What buttons carry, modals remember and people fill in, in the bot's own words and in hostile ones."""

import json
from collections.abc import Sequence
from random import Random

from bot.bench import hostile
from bot.playground.model import Json
from bot.playground.town import GENERAL, OPS, PARTNERS

# The articles that are there, the last one internal, and what may be chosen in forms.
_ARTICLES = ("help1:a", "help1:b", "help1:c")
_CHOICES = ("all", "daily", "weekly", "full", "updates", "recent", "title", "newest", "questions", "every", "mentions")

# Slack takes no longer private_metadata.
_LONGEST_MEMORY = 3000


def carried(random: Random, verbs: Sequence[str]) -> str:
    """What a button or a choice carries for the bot: its own words, mostly, in JSON or bare."""
    bare = random.choice((*_ARTICLES, "1", "", hostile.text(random, 2)))
    value = json.dumps(hostile.value(random))
    return random.choice((json.dumps(_words(random, verbs)), json.dumps(_words(random, verbs)), value, bare))


def memory(random: Random, verbs: Sequence[str]) -> str:
    """What a modal remembers: the same, as Slack has taken it, no longer than it may be and without halves."""
    written = sendable(json.dumps(_words(random, verbs), ensure_ascii=False))
    return written if len(written) <= _LONGEST_MEMORY else random.choice(("{}", "", "x"))


def _words(random: Random, verbs: Sequence[str]) -> Json:
    """Words of the bot's own, with what they stand for."""
    return {
        "question": random.choice((hostile.question(random), hostile.value(random))),
        "article": random.choice((*_ARTICLES, f"help1:{hostile.text(random, 1)}", hostile.value(random))),
        "offset": random.choice((0, 5, 20, -1, 10**30, hostile.value(random))),
        "page": random.choice((1, 2, 0, -1, 10**30, hostile.value(random))),
        "private": random.choice((True, False, hostile.value(random))),
        "verb": random.choice((*verbs, hostile.value(random))),
        "search": random.choice((hostile.search(random), hostile.value(random))),
        "category": random.choice(("Billing", ["Billing", "Refunds"], "all", hostile.value(random))),
        "channel": random.choice((GENERAL, PARTNERS, OPS, hostile.value(random))),
        "thread_ts": random.choice(("1.000001", hostile.value(random))),
        "home": random.choice((True, False, hostile.value(random))),
        "subscription": random.choice((1, 10**30, hostile.value(random))),
        "request": random.choice((1, 10**30, hostile.value(random))),
    }


def kept(random: Random, verbs: Sequence[str]) -> Json:
    """What an element of some kind holds, as Slack keeps it."""
    option = {
        "text": {"type": "plain_text", "text": "x"},
        "value": random.choice((*_CHOICES, carried(random, verbs))),
    }
    kinds: Sequence[Json] = (
        {"type": "external_select", "selected_option": random.choice((None, option))},
        {"type": "static_select", "selected_option": option},
        {"type": "radio_buttons", "selected_option": option},
        {"type": "overflow", "selected_option": option},
        {"type": "checkboxes", "selected_options": [option]},
        {"type": "plain_text_input", "value": random.choice((None, hostile.question(random)))},
        {"type": "datepicker", "selected_date": random.choice((None, "2026-11-22", "2026-02-30"))},
        {"type": "timepicker", "selected_time": random.choice((None, "09:00", "25:61"))},
        {"type": "conversations_select", "selected_conversation": random.choice((None, GENERAL, OPS))},
    )
    return random.choice(kinds)


def sendable(text: str) -> str:
    """The text as a form carries it, which has no halves of characters."""
    return text.encode("utf-8", "replace").decode()
