"""The playground that ends, crashes and starts again, and what of it is still there then."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.playground.town import ANA, GENERAL
from bot.processes import free_port
from tests.bot.playground.browser.process import SECONDS_TO_START, Playground
from tests.bot.playground.browser.tab import OpenTab

ARTICLE = "Resubmit an order that failed"

RunBot = Callable[..., subprocess.CompletedProcess[str]]
Play = Callable[..., Playground]


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    """Starts playgrounds in one folder, one after the other."""
    started: list[Playground] = []

    def start(*arguments: str) -> Playground:
        started.append(Playground(tmp_path, *arguments))
        return started[-1]

    yield start
    for each in started:
        each.destroy()


def test_a_bot_that_crashes_is_named_and_started_again_and_answers_what_was_asked_meanwhile(
    play: Play, open_tab: OpenTab
) -> None:
    playing = play("--socket")
    tab = open_tab(ANA, GENERAL, at=playing.address)
    playing.kill("run")
    banner = tab.page.locator("#banner")
    expect(banner).to_have_text("The bot's process `run` was ended by signal 9.Start it again")
    tab.write("@Quickjump the customer cannot receive mail, mailbox is full")
    expect(tab.message("the customer cannot receive mail")).to_be_visible()
    banner.get_by_role("button", name="Start it again").click()
    expect(banner).to_be_empty(timeout=SECONDS_TO_START * 1000)

    tab.message("the customer cannot receive mail").get_by_role("button", name="1 reply").click()
    expect(tab.reply("A mailbox that is full")).to_be_visible()


def test_what_was_said_is_there_again_after_a_restart_until_it_is_reset(play: Play, open_tab: OpenTab) -> None:
    port = str(free_port())
    first = play("--port", port)
    tab = open_tab(ANA, GENERAL, at=first.address)
    tab.watched.expect("WebSocket")
    tab.write("@Quickjump how do i resubmitt a faild order")
    expect(tab.message("resubmitt").get_by_role("button", name="1 reply")).to_be_visible()
    assert first.end() == 0
    expect(tab.page.locator("#banner")).not_to_be_empty()

    again = play("--port", port)
    assert again.address == first.address
    expect(tab.page.locator("#banner")).to_be_empty(timeout=SECONDS_TO_START * 1000)
    tab.message("resubmitt").get_by_role("button", name="1 reply").click()
    tab.reply(ARTICLE).get_by_role("button", name="Helpful", exact=True).click()
    expect(tab.reply("Thanks, noted")).to_be_visible()
    assert again.end() == 0

    assert play("--port", port, "--reset").address == first.address
    expect(tab.page.locator("#channel")).to_contain_text("This is the very beginning of #general")
    expect(tab.message("resubmitt")).to_have_count(0)


def test_a_port_that_is_taken_is_named_with_what_to_do(playground: Playground, run_bot: RunBot) -> None:
    port = playground.address.rpartition(":")[2]
    refused = run_bot("playground", "--port", port, "--no-browser")

    assert refused.returncode == 2
    assert f"Port {port}" in refused.stderr
    assert f"--port {int(port) + 1}" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_a_tab_that_is_closed_in_the_middle_loses_nothing(open_tab: OpenTab) -> None:
    leaving = open_tab(ANA, GENERAL)
    leaving.field.fill("@Quickjump how are charges explained on an invoice")
    with leaving.page.expect_request("**/playground/gestures/write"):
        leaving.field.press("Enter")
    leaving.page.close()

    staying = open_tab(ANA, GENERAL)
    expect(staying.message("how are charges explained")).to_be_visible()
    expect(staying.message("how are charges explained").get_by_role("button", name="1 reply")).to_be_visible()
