"""A walk through the playground that takes the pictures of the README: `make screenshots`."""

import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import BrowserContext, expect, sync_playwright

from bot.playground.town import ANA, BEN, GENERAL
from tests.bot.playground.browser.chromium import CHROMIUM, HOW_TO_GET_IT, launched, new_context, tab_in
from tests.bot.playground.browser.process import Playground
from tests.bot.playground.browser.tab import Tab

THEMES = ("light", "dark")
TALK = (
    "Good morning! Two orders of last night stand on Failed, both with the same vendor.",
    "I had that last week. The customer had typed the postcode wrongly, and I had to send the order again.",
    "And how did you do that? I find only Cancel.",
)
REFUND = "When you get a refund, and how long it takes"

# A picture says the same whenever it is taken: every time of day becomes one, and today another day.
_SET_CLOCK = """([today, day]) => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    text.data = text.data.replace(/\\b\\d{1,2}:\\d\\d(:\\d\\d)?( [AP]M)?(?=\\b|$)/g, "10:24$2").replace(today, day);
  }
}"""


class Tour:
    """Goes from scene to scene in one playground; each leaves its picture in a folder."""

    def __init__(self, context: BrowserContext, address: str, folder: Path) -> None:
        self._context, self._address, self._folder = context, address, folder

    def everything(self) -> None:
        """All scenes, in the order in which they build on each other."""
        ana, ben = self._tab(ANA, GENERAL), self._tab(BEN, GENERAL)
        self._talk(ana, ben)
        self._ask(ben)
        self._share(ana, ben)
        self._jump(ben)
        self._announce(ana, ben)
        self._home(ben)
        self._look_behind(ana)

    def _talk(self, ana: Tab, ben: Tab) -> None:
        for tab, said in ((ana, TALK[0]), (ben, TALK[1]), (ana, TALK[2])):
            tab.write(said)
            expect(ben.message(said)).to_be_visible()

    def _ask(self, ben: Tab) -> None:
        ben.write("@Quickjump how do i resubmitt a faild order")
        ben.message("resubmitt a faild order").get_by_role("button", name="1 reply").click()
        expect(ben.reply("Resubmit an order that failed")).to_be_visible()
        self._take(ben, "asking")
        ben.page.get_by_role("button", name="Close thread").click()

    def _share(self, ana: Tab, ben: Tab) -> None:
        ana.write("/kb how long does a refnd take")
        ana.message(REFUND).get_by_role("button", name="Share to the channel").click()
        expect(ben.message(REFUND)).to_be_visible()
        ben.write("Thanks, that is what I needed :tada:")
        expect(ben.message("that is what I needed")).to_be_visible()
        self._take(ben, "sharing")

    def _jump(self, ben: Tab) -> None:
        ben.go_to("support")
        ben.write("/kb browse e-mail")
        shelf = ben.message("Only visible to you")
        shelf.get_by_role("combobox").click()
        ben.page.keyboard.type("mialbox")
        expect(ben.page.get_by_role("option", name="A mailbox that is full")).to_be_visible()
        expect(ben.page.get_by_role("option", name="Control panels")).to_have_count(0)
        self._take(ben, "quick-jump")
        ben.page.keyboard.press("Escape")

    def _announce(self, ana: Tab, ben: Tab) -> None:
        ana.go_to("support")
        ana.write("/kb subscribe payments")
        expect(ana.message("This channel is now subscribed")).to_be_visible()
        ana.look_behind("Articles").get_by_role("button", name="Publish an article").click()
        ana.modal.get_by_label("Title").fill("Pay by standing order")
        ana.modal.get_by_label("Category").fill("Payments")
        ana.modal.get_by_label("Summary").fill(
            "Customers may pay on the first of each month, by an order to their bank."
        )
        ana.modal.get_by_label("Text").fill("Ask your bank for a **standing order** on the first of the month.")
        self._take(ana, "publishing")
        ana.modal.get_by_role("button", name="Publish").click()
        expect(ben.message("Pay by standing order")).to_be_visible()
        ana.page.get_by_role("button", name="Dismiss").click()
        ana.page.get_by_role("button", name="Close behind the scenes").click()
        self._take(ana, "announcement")

    def _home(self, ben: Tab) -> None:
        ben.go_to("Quickjump (Home)")
        expect(ben.home.get_by_text("Pay by standing order")).to_be_visible()
        self._take(ben, "home")

    def _look_behind(self, ana: Tab) -> None:
        requests = ana.look_behind("Requests")
        requests.get_by_role("listitem").filter(has_text="/kb").first.locator("summary").click()
        expect(requests.get_by_role("region", name=re.compile("Payload"))).to_be_visible()
        self._take(ana, "behind-the-scenes")

    def _tab(self, person: str, channel: str) -> Tab:
        return tab_in(self._context, self._address, person=person, channel=channel, theme="light")

    def _take(self, tab: Tab, name: str) -> None:
        for theme in THEMES:
            tab.page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
            tab.page.evaluate(_SET_CLOCK, [f"{datetime.now(UTC):%-d %B %Y}", "2 November 2026"])
            file = self._folder / f"{name}-{theme}.png"
            tab.page.screenshot(path=file, animations="disabled", caret="hide")
        tab.page.emulate_media(color_scheme="light")


def main() -> None:
    """Take all pictures into the folder that is named."""
    if CHROMIUM is None:
        sys.exit(f"There is no Chromium here, so no pictures can be taken. {HOW_TO_GET_IT}")
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as own, sync_playwright() as playwright:
        playground = Playground(Path(own))
        try:
            with launched(playwright) as browser, new_context(browser) as context:
                Tour(context, playground.address, folder).everything()
        finally:
            playground.destroy()


if __name__ == "__main__":
    main()
