"""Operators are told of sources that are held since too much changed at once, once each."""

from dataclasses import replace

from bot.announce.planning import tell_operators
from bot.playground import FakeSlack
from bot.playground.town import GENERAL, OPS, SUPPORT
from tests.bot.announce.conftest import Announcing, place


def test_operators_are_told_once_and_channels_when_it_is_accepted(announcing: Announcing, slack: FakeSlack) -> None:
    parts = replace(announcing.parts, settings=replace(announcing.parts.settings, operators_channel=OPS))
    announcing.centre.subscribe("Billing", place(GENERAL))
    announcing.centre.publish(*[f"n{number}" for number in range(51)])
    for _ in range(3):
        tell_operators(parts)
        announcing.settle(hours=1)

    [told] = slack.messages(OPS)
    assert told.text == (
        "The source *help* changed so much at once that I announce nothing of it: 51 articles are new at once. "
        "If that is right, run `python -m bot sync --accept --source help`, and what waits is announced (changes: 51); "
        "with `--silently` it is passed over. Questions are answered from what the source holds now."
    )
    assert slack.messages(GENERAL) == ()
    parts.knowledge.syncs.accept()
    announcing.settle()
    assert len(slack.messages(GENERAL)) == 1


def test_without_an_operators_channel_nobody_is_told(announcing: Announcing, slack: FakeSlack) -> None:
    announcing.centre.publish(*[f"n{number}" for number in range(51)])
    tell_operators(announcing.parts)
    announcing.send()
    assert slack.calls == ()


def test_what_is_held_twice_is_told_twice(announcing: Announcing, slack: FakeSlack) -> None:
    parts = replace(announcing.parts, settings=replace(announcing.parts.settings, operators_channel=OPS))
    for batch in ("m", "n"):
        announcing.centre.publish(*[f"{batch}{number}" for number in range(51)])
        tell_operators(parts)
        announcing.settle(hours=1)
        parts.knowledge.syncs.accept(silently=True)
    assert len(slack.messages(OPS)) == 2


def test_a_channel_that_refuses_is_not_asked_again_at_each_sync(announcing: Announcing, slack: FakeSlack) -> None:
    parts = replace(announcing.parts, settings=replace(announcing.parts.settings, operators_channel=SUPPORT))
    announcing.centre.publish(*[f"n{number}" for number in range(51)])
    for _ in range(3):
        tell_operators(parts)
        announcing.settle(seconds=5)
    assert [call.method for call in slack.calls] == ["chat.postMessage"]
    assert [post.state.value for post in parts.knowledge.backlog.all()] == ["parked"]
