"""Requests to the playground that no browser of its own makes: each has an answer, and none does harm."""

import json
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from bot.playground import FakeSlack
from bot.playground.browser.acting import GESTURES, Gesture
from bot.playground.browser.meaning import Stage
from bot.playground.browser.menus import Menus
from bot.playground.browser.serving import Page
from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, ZOE, a_playground_town
from tests.bot.playground.asked import Asked, told
from tests.bot.playground.given import form, option, text_input

Json = dict[str, Any]

DEEP = b"[" * 50_000
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def goes_on() -> Iterator[threading.Event]:
    event = threading.Event()
    yield event
    event.set()


@pytest.fixture
def slack(goes_on: threading.Event) -> Iterator[FakeSlack]:
    fake = FakeSlack(town=a_playground_town)
    served = Page(
        Stage(fake, Menus()),
        besides=lambda _look: {},
        hosts=frozenset({"127.0.0.1"}),
        gestures={**GESTURES, "hang": Gesture(lambda _stage, _given: {"went on": goes_on.wait(30)})},
    )
    fake.also_serve(served.routes(), guard=served.guard)
    with fake:
        yield fake
        assert fake.faults == ()


@pytest.fixture
def page(slack: FakeSlack) -> Asked:
    return Asked(slack.address)


def test_no_other_site_speaks_for_the_bot(page: Asked, slack: FakeSlack) -> None:
    body = urlencode({"token": slack.bot_token, "channel": GENERAL, "text": "from elsewhere"}).encode()
    for wrong in ({"Origin": "http://evil.example.com"}, {"Host": "evil.example.com"}):
        for path in ("/api/chat.postMessage", "/response/R1", "/nothing"):
            assert page.ask(path, body, **{"Content-Type": FORM, **wrong})[0] == 403
    assert slack.messages(GENERAL) == ()
    assert page.ask("/api/chat.postMessage", body, **{"Content-Type": FORM})[0] == 200


def test_the_secrets_of_two_playgrounds_are_different() -> None:
    first, second = FakeSlack(town=a_playground_town), FakeSlack(town=a_playground_town)
    for secret in ("bot_token", "app_token", "signing_secret"):
        assert getattr(first, secret) != getattr(second, secret)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"\xff\xfe"),
        ("application/json", DEEP),
        ("application/json; charset=nonsense", b"{}"),
        (f"{FORM}; charset=nonsense", b"channel=%ff"),
        (FORM, b"text=x&channel=C0GENERAL&blocks=" + DEEP),
        ("multipart/form-data", b"nothing"),
        ("multipart/form-data; boundary=x", b"--x\r\nnothing"),
    ],
)
def test_a_body_that_nobody_can_read_is_refused(page: Asked, slack: FakeSlack, kind: str, body: bytes) -> None:
    headers = {"Content-Type": kind, "Authorization": f"Bearer {slack.bot_token}"}
    status, answer = page.ask("/api/chat.postMessage", body, **headers)
    assert (status, json.loads(answer)["ok"]) == (200, False)
    assert page.ask("/response/R1", body, **headers)[0] == 404
    assert slack.messages(GENERAL) == ()


def test_a_name_that_no_file_can_have_is_not_there(page: Asked) -> None:
    for path in ("/page/%00", "/page/" + "a" * 5000, "/page/a%00/../dom.js"):
        assert page.ask(path)[0] == 404, path


def test_what_is_no_http_is_answered_and_no_traceback_is_printed(
    page: Asked, slack: FakeSlack, capfd: pytest.CaptureFixture[str]
) -> None:
    where = urlsplit(slack.address)
    for sent in (b"GET / HTTP/1.1\r\n\r\n", b"\0garbage\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n"):
        with socket.create_connection((str(where.hostname), where.port or 0), timeout=10) as line:
            line.sendall(sent)
            assert b" 400 " in line.recv(100)
    assert page.post("write", b"abcde", **{"Content-Encoding": "gzip"})[0] == 400
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("number", ["NaN", "Infinity", "1e999"])
def test_a_number_that_no_browser_reads_is_no_json(page: Asked, slack: FakeSlack, number: str) -> None:
    slack.workspace.modals.open(ANA, form(text_input("b")))
    body = f'{{"person": "{ANA}", "values": {{"b": {{"typed": {number}}}}}}}'.encode()
    assert page.post("fill", body)[0] == 400


def test_half_a_character_is_shown_as_what_cannot_be_shown(page: Asked, slack: FakeSlack, payloads: list[Json]) -> None:
    assert page.do("write", person=ANA, channel=GENERAL, text="half \ud83d of it, whole 😀") == {"ok": True}
    assert slack.messages(GENERAL)[0].text == "half \ufffd of it, whole 😀"


@pytest.mark.parametrize(
    ("element", "values"),
    [
        ({"type": "checkboxes", "options": [option("one")]}, [None, 1, True, "one", {}, [1], [[]], [{}]]),
        ({"type": "static_select", "options": [option("one")]}, [1, True, [], {}, ["one"]]),
        ({"type": "plain_text_input"}, [1, True, [], {}]),
        ({"type": "datepicker"}, [1, [], {}, "soon"]),
        ({"type": "multi_users_select", "max_selected_items": 1}, [None, 1, "U0ANA", {}, [{}], [ANA, BEN]]),
    ],
)
def test_what_an_element_never_gives_is_not_kept(
    page: Asked, slack: FakeSlack, element: Json, values: list[object]
) -> None:
    view = slack.workspace.modals.open(ANA, form(text_input("b", element=element, optional=True)))
    before = view.state
    for value in values:
        told(page.do("fill", person=ANA, values={"b": {"typed": value}}))
        told(page.do("submit", person=ANA, values={"b": {"typed": value}}))
    now = slack.view_of(ANA)
    assert now is not None
    assert now.state == before


def test_an_app_that_hangs_keeps_nobody_from_looking(page: Asked, goes_on: threading.Event) -> None:
    with ThreadPoolExecutor(40) as people:
        hanging = [people.submit(page.do, "hang", person=ANA) for _ in range(40)]
        assert page.screen(json.dumps({"person": BEN}))["person"] == BEN
        assert page.ask("/page/dom.js")[0] == 200
        assert not any(each.done() for each in hanging)
        goes_on.set()
        assert all(each.result() == {"ok": True, "went on": True} for each in hanging)


def test_nobody_speaks_as_the_bot_or_looks_through_its_eyes(page: Asked, slack: FakeSlack) -> None:
    bot = slack.workspace.bot.user_id
    said = slack.workspace.say(GENERAL, bot, text="what the bot said")
    message = {"channel": GENERAL, "ts": said.ts}
    assert told(page.do("edit", person=bot, text="forged", **message))
    assert told(page.do("retract", person=bot, **message))
    assert told(page.do("write", person=bot, channel=GENERAL, text="forged"))
    anas = slack.workspace.direct_channel(ANA)
    assert told(page.do("open_messages", person=BEN, looking_at=anas.id))
    assert slack.messages(GENERAL) == (said,)


def test_an_answer_to_what_is_gone_or_somebody_elses_is_not_lost_in_a_thread_that_nobody_sees(
    page: Asked, slack: FakeSlack
) -> None:
    bens = slack.workspace.say(GENERAL, slack.workspace.bot.user_id, text="for Ben", ephemeral_to=BEN)
    for root in ("9.9", "nonsense", bens.ts):
        assert told(page.do("write", person=ANA, channel=GENERAL, text="an answer", thread_ts=root)).endswith(".")
    assert slack.messages(GENERAL) == ()


def test_an_outsider_learns_and_changes_nothing_of_what_is_not_shared(page: Asked, slack: FakeSlack) -> None:
    bot = slack.workspace.bot.user_id
    screen = page.screen(json.dumps({"person": ZOE, "channel": GENERAL}))
    assert GENERAL not in screen["names"]
    assert screen["names"][PARTNERS] == "partners"
    for name in ("invite", "remove"):
        for channel in (GENERAL, PARTNERS):
            assert "Only people of" in told(page.do(name, person=ZOE, channel=channel))
    assert "Only people of" in told(page.do("write", person=ZOE, channel=PARTNERS, text="/remove @Quickjump"))
    anas = slack.workspace.direct_channel(ANA)
    assert told(page.do("remove", person=BEN, channel=anas.id))
    assert told(page.do("remove", person="U0NOBODY", channel=GENERAL))
    assert bot in slack.workspace.channel(GENERAL).members & slack.workspace.channel(PARTNERS).members & anas.members
