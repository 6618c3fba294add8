"""Behind the scenes: articles come and go under the bot's eyes, things go wrong, and every request is shown."""

import re

from playwright.sync_api import expect

from bot.playground.town import ANA, BEN, PARTNERS, SUPPORT
from tests.bot.playground.browser.tab import OpenTab


def test_what_is_published_is_announced_where_somebody_subscribed(open_tab: OpenTab) -> None:
    ana, ben = open_tab(ANA, SUPPORT), open_tab(BEN, SUPPORT)
    ana.write("/kb subscribe")
    ana.modal.get_by_role("combobox", name="Category").click()
    ana.page.get_by_role("option", name="Payments", exact=True).click()
    ana.modal.get_by_role("button", name="Subscribe").click()
    expect(ana.modal).to_contain_text("This channel is now subscribed to Payments")
    ana.modal.get_by_role("button", name="Close", exact=True).click()

    ana.look_behind("Articles").get_by_role("button", name="Publish an article").click()
    ana.modal.get_by_label("Title").fill("Pay by standing order")
    ana.modal.get_by_label("Category").fill("Payments")
    ana.modal.get_by_label("Text").fill("Ask your bank for a *standing order* on the first of the month.")
    ana.modal.get_by_role("button", name="Publish").click()

    expect(ben.message("Pay by standing order")).to_contain_text("standing order on the first of the month")
    ana.write("/kb how do i pay by standing ordr")
    expect(ana.message("Only visible to you")).to_contain_text("Pay by standing order")


def test_a_mention_that_is_delivered_four_times_is_answered_once_and_each_delivery_is_shown(open_tab: OpenTab) -> None:
    tab = open_tab(BEN, PARTNERS)
    faults = tab.look_behind("Faults & clock")
    faults.get_by_role("switch", name="Deliver each event four times").check()
    tab.write("@Quickjump how long does a refund take")
    asked = tab.message("how long does a refund take")
    expect(asked.get_by_role("button", name="1 reply")).to_be_visible()

    requests = tab.look_behind("Requests").get_by_role("listitem").filter(has_text="app_mention")
    expect(requests.filter(has_text="delivery 4")).not_to_have_count(0)
    requests.first.locator("summary").click()
    expect(requests.first.get_by_role("region", name=re.compile("Payload"))).to_contain_text("how long does a refund")
    tab.look_behind("Faults & clock").get_by_role("button", name="Switch all off").click()
    expect(faults.get_by_role("switch", checked=True)).to_have_count(0)
    expect(asked.get_by_role("button", name="1 reply")).to_be_visible()


def test_an_article_without_a_title_is_not_published_and_what_was_typed_stays(open_tab: OpenTab) -> None:
    tab = open_tab(ANA)
    tab.look_behind("Articles").get_by_role("button", name="Publish an article").click()
    text = tab.modal.get_by_label("Text")
    text.fill("What it says.")
    tab.modal.get_by_role("button", name="Publish").click()

    expect(tab.modal.get_by_role("alert")).to_contain_text("title")
    expect(tab.modal.get_by_label("Title")).to_be_focused()
    expect(text).to_have_value("What it says.")
