"""/kb settings: the form in which a channel settles how much the bot says there, and who may."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bot.playground import FakeSlack
from bot.playground.faults import Slow
from bot.playground.model import View
from bot.playground.town import ANA, BEN, GENERAL, OPS, SUPPORT, TEAM
from knowledge.base import KnowledgeBase
from knowledge.channel_settings import DEFAULT, Answers, ChangedBy, ChannelSettings
from knowledge.subscriptions import Place
from tests.bot.talk.conftest import read

HISTORY = ("channels:history", "groups:history")

Audited = Callable[[], list[tuple[str, str]]]


class Form:
    """What somebody sees of the form, and fills in."""

    def __init__(self, slack: FakeSlack, kept: KnowledgeBase) -> None:
        self.slack, self._kept = slack, kept

    def open(self, *, channel: str = GENERAL, person: str = ANA) -> View:
        receipt = self.slack.slash("/kb", "settings", channel=channel, person=person)
        assert (receipt.status, receipt.body) == (200, "")
        return self.slack.wait_for(lambda: self.slack.view_of(person), seconds=30)

    def save(self, *, person: str = ANA, **given: object) -> str:
        """Submit the form, and read what stands in its place."""
        self.slack.submit(person, {block: {"given": value} for block, value in given.items()})
        return read(self.slack.view_of(person))

    def problems(self, *, person: str = ANA, **given: object) -> dict[str, str]:
        """Submit the form, and read what it says is wrong."""
        self.slack.submit(person, {block: {"given": value} for block, value in given.items()})
        view = self.slack.view_of(person)
        assert view is not None
        return dict(view.errors)

    def told(self, person: str, channel: str = GENERAL) -> str:
        """What the person is told privately, once they are."""
        self.slack.wait_for(lambda: self.slack.ephemerals(channel, person), seconds=30)
        message = self.slack.ephemerals(channel, person)[-1]
        return read(message) or message.text

    def settled(self, channel: str = GENERAL) -> ChannelSettings:
        return self._kept.channel_settings.of(Place(TEAM.id, channel))

    def settle(self, **settings: object) -> None:
        settled = replace(DEFAULT, **settings)
        self._kept.channel_settings.change(Place(TEAM.id, GENERAL), lambda _: settled, person=ANA)


@pytest.fixture
def form(slack_over_http: FakeSlack, synced_url: str, open_knowledge: Callable[..., KnowledgeBase]) -> Form:
    return Form(slack_over_http, open_knowledge(synced_url))


def test_what_is_filled_in_is_kept_once_and_said_in_plain_words(form: Form, audited: Audited) -> None:
    form.slack.grant(*HISTORY)
    form.open()
    given = {
        "answers": "questions",
        "also": ["several", "follow_ups", "favours"],
        "shown": "asker",
        "minutes": "30",
        "help_channel": OPS,
        "changed_by": "admins",
    }
    view = form.slack.fill(ANA, {block: {"given": value} for block, value in given.items()})
    said = form.save()
    form.slack.submit_again(view)

    assert "I also answer questions, once a thread, where I'm sure. At least 30 minutes pass" in said
    assert "go on without mentioning me" in said
    assert "seen by whoever asked alone" in said
    assert f"asks in <#{OPS}>" in said
    assert "Only admins may change this" in said
    assert form.settled() == ChannelSettings(
        answers=Answers.QUESTIONS,
        several=True,
        follow_ups=True,
        favours=True,
        privately=True,
        changed_by=ChangedBy.ADMINS,
        minutes_between=30,
        help_channel=OPS,
    )
    assert audited() == [(ANA, "settings")]


def test_the_form_starts_with_what_is_set(form: Form) -> None:
    form.settle(follow_ups=True, minutes_between=7, privately=True)
    view = form.open()
    chosen = {block: next(iter(actions.values())) for block, actions in view.state["values"].items()}

    assert chosen["answers"]["selected_option"]["value"] == "mentions"
    assert [option["value"] for option in chosen["also"]["selected_options"]] == ["follow_ups"]
    assert chosen["minutes"]["value"] == "7"
    assert chosen["shown"]["selected_option"]["value"] == "asker"
    form.slack.revoke("im:write")
    assert "I answer when somebody mentions me." in form.save(also=[])


@pytest.mark.parametrize(
    ("channel", "granted", "told"),
    [
        pytest.param(GENERAL, (), "I lack the scope channels:history", id="a public channel"),
        pytest.param(OPS, ("channels:history",), "I lack the scope groups:history", id="a private channel"),
        pytest.param(SUPPORT, HISTORY, "Type /invite @Quickjump first.", id="a channel without us"),
    ],
)
def test_a_mode_that_we_could_not_hear_says_so_and_is_refused(
    form: Form, channel: str, granted: tuple[str, ...], told: str
) -> None:
    form.slack.grant(*granted)
    view = form.open(channel=channel)
    assert told in read(view)
    assert "Where I'm sure" not in read(view)

    assert told in form.problems(answers="questions")["answers"]
    assert told in form.problems(answers="mentions", also=["follow_ups"])["also"]
    assert form.settled(channel) == DEFAULT
    assert "I answer when somebody mentions me." in form.save(answers="mentions", also=["favours"])


def test_while_slack_does_not_say_what_we_hear_no_mode_is_taken_for_granted(form: Form) -> None:
    form.slack.grant(*HISTORY)
    form.open()
    form.slack.misbehave(Slow(2), "conversations.info")

    assert "Slack does not tell me just now" in form.problems(answers="everything")["answers"]
    assert form.settled() == DEFAULT


def test_where_admins_alone_may_change_it_others_are_told_what_is_set(form: Form) -> None:
    form.settle(changed_by=ChangedBy.ADMINS)
    form.slack.slash("/kb", "settings", channel=GENERAL, person=BEN)

    assert "Only admins may change what I answer here." in form.told(BEN)
    assert "I answer when somebody mentions me." in form.told(BEN)
    form.open(person=ANA)


def test_a_form_that_was_open_when_admins_took_over_changes_nothing(form: Form) -> None:
    form.open(person=BEN)
    form.settle(changed_by=ChangedBy.ADMINS)

    assert "Only admins may change what I answer here." in form.save(person=BEN, also=["favours"])
    assert not form.settled().favours


def test_a_window_that_slack_does_not_open_is_told(form: Form) -> None:
    form.slack.misbehave(Slow(4), "views.open")
    form.slack.slash("/kb", "settings", channel=GENERAL, person=ANA)

    assert "Slack did not open the window" in form.told(ANA) or "too long" in form.told(ANA)


def test_in_a_direct_message_it_is_settled_for_that_person(form: Form) -> None:
    direct = form.slack.workspace.direct_channel(BEN).id
    view = form.open(channel=direct, person=BEN)
    assert [block.get("block_id") for block in view.blocks if block["type"] == "input"] == ["also", "help_channel"]

    said = form.save(person=BEN, also=["favours"])
    assert "Categories that you are subscribed to go first" in said
    assert form.settled(BEN) == replace(DEFAULT, favours=True)


def test_settings_follow_a_channel_whose_id_changes(form: Form) -> None:
    form.settle(minutes_between=3)
    form.slack.change_id(GENERAL, "C0MOVED")

    assert form.settled("C0MOVED").minutes_between == 3
    assert form.settled() == DEFAULT
