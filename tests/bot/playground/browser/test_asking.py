"""Asking in the browser: by /kb, by mention and directly, and what can be done with an answer."""

from playwright.sync_api import expect

from bot.playground.town import ANA, BEN, GENERAL, PARTNERS, SUPPORT, ZOE
from tests.bot.playground.browser.tab import OpenTab

ARTICLE = "Resubmit an order that failed"


def test_a_misspelt_question_is_answered_to_whoever_asked_alone_until_they_share_it(open_tab: OpenTab) -> None:
    ana, ben = open_tab(ANA, SUPPORT), open_tab(BEN, SUPPORT)
    ana.write("/kb how do i resubmitt a faild order")
    answer = ana.message(ARTICLE)
    expect(answer).to_contain_text("Only visible to you")
    expect(ben.message(ARTICLE)).to_have_count(0)

    answer.get_by_role("button", name="Share to the channel").click()
    expect(ben.message(ARTICLE)).to_be_visible()
    expect(ben.message(ARTICLE)).not_to_contain_text("Only visible to you")


def test_a_mention_is_answered_in_its_thread_and_helpful_is_taken(open_tab: OpenTab) -> None:
    tab = open_tab(BEN, GENERAL)
    tab.write("@Quickjump how do i resubmitt a faild order")
    tab.message("resubmitt a faild order").get_by_role("button", name="1 reply").click()
    tab.reply(ARTICLE).get_by_role("button", name="Helpful", exact=True).click()

    expect(tab.reply("Thanks, noted")).to_contain_text("Only visible to you")
    expect(tab.message("resubmitt a faild order").get_by_role("button", name="1 reply")).to_be_visible()


def test_the_title_of_an_answer_leads_to_the_article(open_tab: OpenTab) -> None:
    tab = open_tab(ANA, SUPPORT)
    tab.write("/kb how do i resubmitt a faild order")
    with tab.page.expect_popup() as opened:
        tab.message(ARTICLE).get_by_role("link", name=ARTICLE).click()

    expect(opened.value.get_by_role("heading", level=1)).to_have_text(ARTICLE)


def test_a_command_is_completed_from_its_first_letters_with_the_keyboard_alone(open_tab: OpenTab) -> None:
    tab = open_tab(ANA, SUPPORT)
    tab.field.click()
    tab.page.keyboard.type("/k")
    expect(tab.page.get_by_role("option", name="/kb")).to_be_visible()
    tab.page.keyboard.press("Enter")
    expect(tab.field).to_have_value("/kb ")
    tab.page.keyboard.type("mailbox is ful")
    tab.page.keyboard.press("Enter")

    expect(tab.message("A mailbox that is full")).to_be_visible()


def test_direct_messages_are_answered_and_prompts_ask_for_their_readers(open_tab: OpenTab) -> None:
    tab = open_tab(BEN)
    tab.go_to("Quickjump")
    tab.page.get_by_role("group", name="Try one of these").get_by_role("button").first.click()
    expect(tab.message("Open article")).to_be_visible()
    tab.write("how do i resubmitt a faild order")

    expect(tab.message(ARTICLE)).to_be_visible()


def test_what_no_article_answers_is_asked_of_the_people_in_support(open_tab: OpenTab) -> None:
    ana, ben = open_tab(ANA, GENERAL), open_tab(BEN, SUPPORT)
    ana.write("/kb how do i by a pizza")
    ana.message("pizza").get_by_role("button", name="Ask a person").click()
    ben.message("pizza").get_by_role("button", name="Claim").click()

    expect(ben.message("pizza")).to_contain_text("Claimed by @Ben Okoro")
    ana.go_to("Quickjump")
    expect(ana.message("pizza")).to_contain_text("Ben Okoro")


def test_somebody_of_another_organisation_sees_their_shared_channel_alone_and_public_articles(
    open_tab: OpenTab,
) -> None:
    zoe = open_tab(ZOE, PARTNERS)
    expect(zoe.place("partners")).to_be_visible()
    expect(zoe.place("general")).to_have_count(0)
    expect(zoe.place("support")).to_have_count(0)
    zoe.write("@Quickjump goodwill credits: who may grant how much")
    zoe.message("goodwill credits").get_by_role("button", name="1 reply").click()

    expect(zoe.replies).to_have_count(2)
    expect(zoe.reply("AA-03010")).to_have_count(0)


def test_somebody_of_another_organisation_who_types_a_command_is_told_to_mention_the_bot(open_tab: OpenTab) -> None:
    zoe = open_tab(ZOE, PARTNERS)
    zoe.write("/kb how long does a refund take")

    expect(zoe.page.locator("#channel").get_by_role("alert")).to_contain_text("Mention the app instead.")


def test_a_message_of_forty_thousand_characters_is_taken_and_a_longer_one_stays_in_its_field(
    open_tab: OpenTab,
) -> None:
    tab = open_tab(ANA, SUPPORT)
    longest = "long " * 8000
    tab.write(longest)
    expect(tab.message("long long")).to_be_visible()
    tab.write(longest + "!")

    expect(tab.page.locator("#channel").get_by_role("alert")).to_contain_text("40,00")
    expect(tab.field).to_have_value(longest + "!")
