"""A tab of the page, used as somebody does who sees it: by what things are called."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.bot.playground.browser.watched import Watched

OpenTab = Callable[..., "Tab"]


@dataclass(frozen=True)
class Tab:
    """What one person does; every step waits until the page lets them do it."""

    page: Page
    watched: Watched

    @property
    def field(self) -> Locator:
        """Where one writes to the channel."""
        return self.page.locator("#channel .composer-field")

    @property
    def home(self) -> Locator:
        """The app's Home."""
        return self.page.locator("#home")

    @property
    def modal(self) -> Locator:
        """The window that is open."""
        return self.page.get_by_role("dialog")

    def place(self, name: str) -> Locator:
        """A channel or the like in the sidebar: `general`, `Quickjump`, `Quickjump (Home)`."""
        marks = r"( \((private|shared with another organisation|unread)\))*"
        named = re.compile(f"^{re.escape(name)}{marks}$")
        return self.page.get_by_role("navigation").get_by_role("button", name=named)

    def go_to(self, name: str) -> None:
        self.place(name).click()
        expect(self.page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text(name.partition(" (")[0])

    def look_behind(self, name: str) -> Locator:
        """Open a part of what is behind the scenes: `Requests`, `Faults & clock`, `Articles` or `Log`."""
        drawer = self.page.get_by_role("complementary", name="Behind the scenes")
        if not drawer.is_visible():
            self.page.get_by_role("button", name="Behind the scenes", exact=True).click()
        drawer.get_by_role("tab", name=name).click()
        return drawer.get_by_role("tabpanel", name=name)

    def write(self, text: str) -> None:
        """Write where one is, and send it."""
        self.field.fill(text)
        self.field.press("Enter")

    def message(self, words: str) -> Locator:
        """The last message of the channel in which these words stand."""
        return self.page.locator("#channel article").filter(has_text=words).last

    @property
    def replies(self) -> Locator:
        """What stands in the open thread, its first message too."""
        return self.page.locator("#thread article")

    def reply(self, words: str) -> Locator:
        """The last message of the open thread in which these words stand."""
        return self.replies.filter(has_text=words).last

    def choose(self, option: Locator) -> None:
        """Go to an option of the open list with the arrow keys, and take it."""
        field = self.page.locator(":focus")
        for _ in range(self.page.get_by_role("option").count()):
            if field.get_attribute("aria-activedescendant") == option.get_attribute("id"):
                break
            field.press("ArrowDown")
        expect(field).to_have_attribute("aria-activedescendant", option.get_attribute("id") or "none")
        field.press("Enter")
