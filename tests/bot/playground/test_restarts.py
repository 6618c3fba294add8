"""A restart in the middle of a conversation: a real bot goes on where it was."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from slack_bolt import Ack, App, Say
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground import FakeSlack
from bot.playground.keeping import Keeper
from bot.playground.town import ANA, GENERAL, SCOPES, a_playground_town
from tests.bot.playground.given import actions, button, text_input, words

Serve = Callable[[App], str]


class Playground:
    """Starts a fake Slack again and again, each time on another port, and with it the same bot."""

    def __init__(self, path: Path, serve: Serve) -> None:
        self.urls: list[str] = []
        self.heard: list[str] = []
        self._path = path
        self._serve = serve

    @contextmanager
    def up(self) -> Iterator[FakeSlack]:
        scopes = SCOPES | {"links:read", "links:write"}
        with FakeSlack(scopes=scopes, town=a_playground_town) as slack:
            keeper = Keeper(self._path)
            assert keeper.restore(slack) is None
            with keeper.keeping(slack, tell=print):
                slack.connect_http(self._serve(self._bot(slack)))
                yield slack
            assert slack.faults == ()

    def _bot(self, slack: FakeSlack) -> App:
        app = App(client=self.client(slack), signing_secret=slack.signing_secret)

        @app.command("/kb")
        def answer(ack: Ack, command: dict[str, Any]) -> None:
            self.urls.append(command["response_url"])
            ack(text="private", blocks=[actions(button("more"), block_id="below")])

        @app.event("app_mention")
        def reply(event: dict[str, Any], say: Say) -> None:
            self.heard.append(event["text"])
            say(text="an answer", thread_ts=event["ts"])

        @app.action("more")
        def more(ack: Ack, body: dict[str, Any]) -> None:
            self.urls.append(body["response_url"])
            ack()

        return app

    @staticmethod
    def client(slack: FakeSlack) -> WebClient:
        return WebClient(slack.bot_token, base_url=slack.api_url)


@pytest.fixture
def playground(tmp_path: Path, serve: Serve) -> Playground:
    return Playground(tmp_path / "slack.json", serve)


def use(slack: FakeSlack, old_url: str, **body: Any) -> tuple[int, dict[str, Any]]:
    """Answer by a response_url from before a restart, at the address of now."""
    key = old_url.rpartition("/")[2]
    answered = WebhookClient(f"{slack.api_url.removesuffix('/api/')}/response/{key}").send_dict(body)
    return answered.status_code, json.loads(answered.body)


def test_a_bot_changes_after_the_restart_what_it_said_before(playground: Playground) -> None:
    with playground.up() as slack:
        slack.mention("help", channel=GENERAL, person=ANA)
        slack.wait_for(lambda: len(slack.messages(GENERAL)) == 2)
    with playground.up() as slack:
        asked, answered = slack.messages(GENERAL)
        playground.client(slack).chat_update(channel=GENERAL, ts=answered.ts, text="a better answer")
        again = slack.mention("and now?", channel=GENERAL, person=ANA, thread_ts=asked.ts)[0].said
    with playground.up() as slack:
        after = slack.messages(GENERAL)

    assert again is not None
    assert [message.text for message in after[:2]] == [asked.text, "a better answer"]
    assert after[1].thread_ts == after[2].thread_ts == asked.ts < again.ts


def test_a_response_url_has_after_the_restart_the_uses_that_were_left(playground: Playground) -> None:
    with playground.up() as slack:
        slack.slash("/kb", "refund", channel=GENERAL, person=ANA)
        assert use(slack, playground.urls[0], text="1")[0] == 200
    with playground.up() as slack:
        replaced = use(slack, playground.urls[0], text="2", replace_original=True)
        rest = [use(slack, playground.urls[0], text="x")[0] for _ in range(4)]
        texts = [message.text for message in slack.ephemerals(GENERAL, ANA)]

    assert replaced == (200, {"ok": True})
    assert rest == [200, 200, 200, 404]
    assert texts == ["2", "1", "x", "x", "x"]


def test_a_response_url_ends_half_an_hour_after_it_began_whatever_was_restarted(playground: Playground) -> None:
    with playground.up() as slack:
        slack.slash("/kb", "refund", channel=GENERAL, person=ANA)
        slack.clock.forward(20 * 60)
    with playground.up() as slack:
        early = use(slack, playground.urls[0], text="in time")[0]
        slack.clock.forward(10 * 60)
        late = use(slack, playground.urls[0], text="late")

    assert (early, late) == (200, (404, {"ok": False, "error": "expired_url"}))


def test_buttons_of_a_private_answer_are_pressed_after_the_restart(playground: Playground) -> None:
    with playground.up() as slack:
        slack.slash("/kb", "refund", channel=GENERAL, person=ANA)
    with playground.up() as slack:
        [shown] = slack.ephemerals(GENERAL, ANA)
        receipt = slack.press(shown, "more", person=ANA)
        changed = use(slack, playground.urls[-1], text="more", replace_original=True)
        [now] = slack.ephemerals(GENERAL, ANA)

    assert (receipt.status, changed[0], now.text, now.ts) == (200, 200, "more", shown.ts)


def test_the_clock_stays_ahead_and_what_comes_later_is_later(playground: Playground) -> None:
    with playground.up() as slack:
        slack.clock.forward(86_400)
        before = slack.workspace.say(GENERAL, ANA, text="before")
    with playground.up() as slack:
        after = slack.workspace.say(GENERAL, ANA, text="after")
        ahead = slack.clock.ahead

    assert ahead == 86_400
    assert before.ts < after.ts


def test_events_that_a_bot_did_not_hear_are_tried_again_after_the_restart(playground: Playground) -> None:
    with playground.up() as slack:
        slack.connect_http("http://127.0.0.1:9/nobody")
        slack.mention("is anybody there?", channel=GENERAL, person=ANA)
    with playground.up() as slack:
        [receipt] = slack.redeliver()

    assert receipt.status == 200
    assert ["is anybody there?" in text for text in playground.heard] == [True]
    assert slack.undelivered == ()


def test_a_home_shows_after_the_restart_what_was_filled_in(playground: Playground) -> None:
    view = {"type": "home", "blocks": [text_input("question", label=words("Ask"))]}
    with playground.up() as slack:
        playground.client(slack).views_publish(user_id=ANA, view=view)
        published = slack.home_of(ANA)
        assert published is not None
        typed = {"question": {"typed": {"type": "plain_text_input", "value": "refund"}}}
        before = slack.workspace.homes.fill(published, typed)
    with playground.up() as slack:
        after = slack.home_of(ANA)
        playground.client(slack).views_publish(user_id=ANA, view=view)
        drawn_anew = slack.home_of(ANA)

    assert after == before
    assert drawn_anew is not None
    assert (drawn_anew.id, drawn_anew.state) == (before.id, before.state)


def test_links_that_the_app_was_told_of_are_unfurled_after_the_restart(playground: Playground) -> None:
    url = "https://help.example.com/a"
    with playground.up() as slack:
        slack.register_domains("help.example.com")
        said = slack.say(f"<{url}>", channel=GENERAL, person=ANA)[0].said
    assert said is not None
    with playground.up() as slack:
        playground.client(slack).chat_unfurl(channel=GENERAL, ts=said.ts, unfurls={url: {"text": "an article"}})
    with playground.up() as slack:
        [shown] = slack.messages(GENERAL)

    assert shown.unfurls == {url: {"text": "an article"}}
