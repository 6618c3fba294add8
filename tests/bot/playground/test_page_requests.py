"""What the page asks of the playground over HTTP: its files, its gestures and its live line."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_bolt import Ack, App

from bot.playground import FakeSlack
from bot.playground.browser.meaning import Stage
from bot.playground.browser.menus import Menus
from bot.playground.browser.serving import Page
from bot.playground.limits import TEXT_IS_CUT_AT
from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, ZOE, a_playground_town
from tests.bot.playground.asked import Asked, told
from tests.bot.playground.given import actions, button, form, section, text_input

Json = dict[str, Any]
Reach = Callable[[App], None]

MENUS = Menus(({"command": "/kb", "description": "Ask", "usage_hint": "words"},))


@pytest.fixture
def slack() -> Iterator[FakeSlack]:
    fake = FakeSlack(town=a_playground_town)
    served = Page(Stage(fake, MENUS), besides=lambda _look: {}, hosts=frozenset({"127.0.0.1"}))
    fake.also_serve(served.routes(), guard=served.guard)
    with fake:
        yield fake
        assert fake.faults == ()


@pytest.fixture
def page(slack: FakeSlack) -> Asked:
    return Asked(slack.address)


def test_its_files_are_there_and_nothing_above_them(page: Asked) -> None:
    assert "<title>Quickjump playground</title>" in page.ask("/")[1]
    assert page.ask("/page/dom.js")[0] == 200
    assert page.ask("/page/emoji.json")[0] == 200
    for path in (
        "/page/../serving.py",
        "/page/%2e%2e/serving.py",
        "/page//etc/passwd",
        "/page/none.js",
        "/page/blocks",
    ):
        assert page.ask(path)[0] == 404, path


def test_only_its_own_page_may_use_it(page: Asked, slack: FakeSlack) -> None:
    body = json.dumps({"person": ANA, "channel": GENERAL, "text": "hello"}).encode()
    assert page.post("write", body, Origin="http://evil.example.com")[0] == 403
    assert page.post("write", body, Host="evil.example.com")[0] == 403
    assert page.post("write", body, **{"Content-Type": "text/plain"})[0] == 415
    assert page.ask("/", Host="evil.example.com")[0] == 403
    assert slack.messages(GENERAL) == ()
    assert page.post("write", body, Origin=slack.address)[0] == 200


@pytest.mark.parametrize(
    "given", [b"[]", b"null", b"1", b"{}", b'{"person": 1}', b'{"person": "U0ANA", "surface": []}']
)
def test_what_is_no_gesture_is_told_and_changes_nothing(page: Asked, slack: FakeSlack, given: bytes) -> None:
    for name in ("write", "press", "fill", "submit", "nonsense", "control/restart"):
        status, body = page.post(name, given)
        assert status == 200
        assert told(json.loads(body)).endswith(".")
    assert page.post("write", b"{")[0] == 400
    assert "too long" in told(json.loads(page.post("write", b" " * 2_000_000)[1]))
    assert slack.messages(GENERAL) == ()


def test_names_become_mentions_and_typed_markup_stays_text(page: Asked, slack: FakeSlack, payloads: list[Json]) -> None:
    text = "@quickjump @Ana Lima @anabel #general <!channel> <@U0BEN> a & b https://example.com/x."
    assert page.do("write", person=BEN, channel=GENERAL, text=text) == {"ok": True}

    [said] = slack.messages(GENERAL)
    bot = slack.workspace.bot.user_id
    assert said.text == (
        f"<@{bot}> <@{ANA}> @anabel <#{GENERAL}|general> &lt;!channel&gt; &lt;@U0BEN&gt; a &amp; b <https://example.com/x>."
    )
    assert payloads[0]["event"]["type"] == "app_mention"


def test_a_message_is_taken_up_to_slacks_limit_and_longer_ones_are_named(
    page: Asked, slack: FakeSlack, app: App, reach: Reach
) -> None:
    reach(app)
    longest = "x" * TEXT_IS_CUT_AT
    assert page.do("write", person=ANA, channel=GENERAL, text=longest) == {"ok": True}
    assert "40,001 characters" in told(page.do("write", person=ANA, channel=GENERAL, text=longest + "x"))
    assert "write something" in told(page.do("write", person=ANA, channel=GENERAL, text=" \n "))
    assert len(slack.messages(GENERAL)) == 1


def test_commands_are_slacks_own_the_apps_or_none(page: Asked, slack: FakeSlack, app: App, reach: Reach) -> None:
    @app.command("/kb")
    def answer(ack: Ack, command: Json) -> None:
        ack(f"heard: {command['text']}")

    reach(app)
    assert page.do("write", person=ANA, channel=GENERAL, text="/remove @Quickjump")["ok"]
    assert slack.workspace.bot.user_id not in slack.workspace.channel(GENERAL).members
    assert page.do("write", person=ANA, channel=GENERAL, text="/invite @Quickjump")["ok"]
    assert slack.workspace.bot.user_id in slack.workspace.channel(GENERAL).members
    assert page.do("write", person=ANA, channel=GENERAL, text="/kb  two words ")["ok"]
    assert [each.text for each in slack.ephemerals(GENERAL, ANA)] == ["heard: two words"]
    assert "not a valid command" in told(page.do("write", person=ANA, channel=GENERAL, text="/nothing at all"))
    outside = page.do("write", person=ZOE, channel=PARTNERS, text="/kb x")
    assert "Mention the app instead" in told(outside)
    in_thread = page.do("write", person=ANA, channel=GENERAL, text="/kb x", thread_ts="1.000001")
    assert "not supported in threads" in told(in_thread)


def test_an_app_that_is_down_is_named_in_slacks_words(page: Asked, slack: FakeSlack) -> None:
    slack.connect_http("http://127.0.0.1:9/slack/events")
    assert told(page.do("write", person=ANA, channel=GENERAL, text="/kb x")) == (
        "/kb failed because the app did not respond."
    )
    posted = slack.workspace.say(GENERAL, slack.workspace.bot.user_id, text="x", blocks=[actions(button("go"))])
    surface = {"channel": GENERAL, "ts": posted.ts}
    pressed = page.do("press", person=ANA, surface=surface, block_id=posted.blocks[0]["block_id"], action_id="go")
    assert "not responding" in told(pressed)
    slack.workspace.modals.open(ANA, form(text_input("b")))
    assert "trouble connecting" in told(page.do("submit", person=ANA, values={"b": {"typed": "x"}}))
    assert slack.view_of(ANA) is not None
    # What is said is there, and goes to the app once it is back.
    assert page.do("write", person=ANA, channel=GENERAL, text="@Quickjump x") == {"ok": True}
    assert len(slack.undelivered) == 1


def test_of_two_buttons_that_are_alike_the_one_of_the_block_is_pressed(
    page: Asked, slack: FakeSlack, payloads: list[Json]
) -> None:
    blocks = [actions(button("go", value="1"), block_id=name) for name in ("first", "second")]
    posted = slack.workspace.say(GENERAL, slack.workspace.bot.user_id, text="x", blocks=blocks)
    press = {"surface": {"channel": GENERAL, "ts": posted.ts}, "action_id": "go", "value": "1"}
    assert page.do("press", person=ANA, block_id="second", **press) == {"ok": True}
    assert payloads[0]["actions"][0]["block_id"] == "second"


def test_a_button_is_pressed_though_its_home_was_drawn_anew_meanwhile(
    page: Asked, slack: FakeSlack, payloads: list[Json]
) -> None:
    home = {"type": "home", "blocks": [actions(button("go", value="1"))]}
    seen = slack.workspace.homes.publish(ANA, home)
    drawn_anew = slack.workspace.homes.publish(ANA, home)
    assert seen.blocks[0]["block_id"] != drawn_anew.blocks[0]["block_id"]
    press = {"surface": {"view": seen.id}, "block_id": seen.blocks[0]["block_id"], "action_id": "go", "value": "1"}

    assert page.do("press", person=ANA, **press) == {"ok": True}
    assert payloads[0]["actions"][0]["block_id"] == drawn_anew.blocks[0]["block_id"]


def test_what_is_gone_or_somebody_elses_is_not_touched(page: Asked, slack: FakeSlack, app: App, reach: Reach) -> None:
    reach(app)
    page.do("write", person=ANA, channel=GENERAL, text="mine")
    [said] = slack.messages(GENERAL)
    message = {"channel": GENERAL, "ts": said.ts}
    assert "Only whoever wrote" in told(page.do("edit", person=BEN, text="theirs", **message))
    assert "Only whoever wrote" in told(page.do("retract", person=BEN, **message))
    assert page.do("edit", person=ANA, text="mine, @Ben Okoro", **message)["ok"]
    assert slack.messages(GENERAL)[0].text == f"mine, <@{BEN}>"
    assert page.do("retract", person=ANA, **message)["ok"]
    assert "no longer there" in told(page.do("edit", person=ANA, text="x", **message))
    gone = page.do("press", person=ANA, surface={"view": "V1"}, block_id="b", action_id="go")
    assert "no longer open" in told(gone)
    assert told(page.do("write", person="U0NOBODY", channel=GENERAL, text="x"))
    assert told(page.do("write", person=ZOE, channel=GENERAL, text="x"))


def test_a_screen_shows_what_its_person_sees(page: Asked, slack: FakeSlack) -> None:
    for seen in (ANA, BEN):
        slack.workspace.say(PARTNERS, slack.workspace.bot.user_id, text=f"for {seen}", ephemeral_to=seen)
    slack.workspace.say(PARTNERS, ANA, text="for all", blocks=[section("for *all*")])

    anas = page.screen(json.dumps({"person": ANA, "channel": PARTNERS}))
    assert [(each["text"], each["is_ephemeral"]) for each in anas["messages"]] == [
        (f"for {ANA}", True),
        ("for all", False),
    ]
    assert [each["name"] for each in anas["channels"]] == ["general", "support", "partners", "Quickjump"]
    zoes = page.screen(json.dumps({"person": ZOE, "channel": GENERAL}))
    assert [each["id"] for each in zoes["channels"]] == [PARTNERS]
    assert [each["text"] for each in zoes["messages"]] == ["for all"]


@pytest.mark.parametrize(
    "look",
    [
        "",
        "{",
        "[" * 4_000,
        "[]",
        "7",
        '{"person": NaN}',
        '{"person": [], "channel": {}, "drawer": "yes"}',
        '{"person": "\\ud800"}',
    ],
)
def test_a_look_that_says_nothing_is_at_what_comes_first(page: Asked, look: str) -> None:
    screen = page.screen(look)
    assert (screen["person"], screen["channel"]) == (ANA, GENERAL)


def test_what_is_filled_in_is_shown_as_slack_keeps_it(page: Asked, slack: FakeSlack) -> None:
    slack.workspace.modals.open(ANA, form(text_input("b")))
    assert page.do("fill", person=ANA, values={"b": {"typed": "half a word"}}) == {"ok": True}
    [view] = page.screen(json.dumps({"person": ANA}))["modals"]
    assert view["values"] == {"b": {"typed": {"type": "plain_text_input", "value": "half a word"}}}
    assert told(page.do("fill", person=ANA, values={"c": {"typed": "x"}}))
