"""The elements of blocks as people use them, by mouse and by keyboard, and what the app is told of that."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.bot.playground.browser.gallery import Gallery, open_gallery
from tests.bot.playground.browser.watched import barriers


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(text: str) -> dict[str, Any]:
    return {"text": plain(text), "value": text.lower()}


DAYS = [option("Monday"), option("Tuesday"), option("Sunday")]
CONFIRM = {"title": plain("Sure?"), "text": plain("It goes."), "confirm": plain("Yes"), "deny": plain("No")}


@pytest.fixture(scope="module")
def browser_gallery(browser: Browser) -> Iterator[Gallery]:
    with open_gallery(browser) as opened:
        yield opened


@pytest.fixture
def gallery(browser_gallery: Gallery) -> Gallery:
    """The gallery with nothing in it."""
    browser_gallery.show()
    browser_gallery.page.evaluate("gallery.asked.length = 0")
    return browser_gallery


@pytest.fixture
def page(gallery: Gallery) -> Page:
    return gallery.page


def element(kind: str, **more: Any) -> Mapping[str, Any]:
    return {"type": kind, "action_id": "a", **more}


def actions(*elements: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"type": "actions", "block_id": "b", "elements": elements}


def asking(part: Mapping[str, Any], **more: Any) -> Mapping[str, Any]:
    return {"type": "input", "block_id": "b", "label": plain("Field"), "element": part, **more}


def pressed(value: Any) -> list[Any]:
    return ["press", {"block_id": "b", "action_id": "a", "value": value}]


def listed(page: Page) -> list[str]:
    return page.get_by_role("option").all_inner_texts()


def active(page: Page) -> Locator:
    """The option that the focused field points to."""
    return page.locator("#" + (page.locator(":focus").get_attribute("aria-activedescendant") or "none"))


def test_a_button_tells_the_app_its_value_and_waits_for_one_press_at_a_time(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("button", text=plain("Go"), value="7")), answers={"held": True})
    button = page.get_by_role("button", name="Go")
    button.dblclick()

    assert gallery.asked == [pressed("7")]
    assert button.get_attribute("aria-busy") == "true"
    expect(button).to_be_focused()
    page.evaluate("gallery.release()")
    expect(button).not_to_have_attribute("aria-busy", "true")


def test_a_press_that_failed_is_told_beside_its_block_until_the_next(gallery: Gallery, page: Page) -> None:
    failing = {"press": {"ok": False, "told": "This app is not responding."}}
    gallery.show(actions(element("button", text=plain("Go"))), answers=failing)
    page.get_by_role("button", name="Go").click()
    expect(page.get_by_role("status")).to_have_text("This app is not responding.")

    gallery.show(actions(element("button", text=plain("Go"))))
    page.get_by_role("button", name="Go").click()
    expect(page.locator(".block-told")).to_have_text("")


def test_a_button_with_an_address_opens_it_and_tells_the_app(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("button", text=plain("Read"), url="http://gallery.test/article")))
    link = page.get_by_role("link", name="Read")
    assert link.get_attribute("rel") == "noopener noreferrer"
    with page.expect_popup() as opened:
        link.click()

    assert opened.value.url == "http://gallery.test/article"
    opened.value.close()
    assert gallery.asked == [pressed(None)]


def test_a_button_whose_address_would_run_something_is_only_a_button(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("button", text=plain("Read"), url="javascript:alert(1)")))
    assert not page.get_by_role("link").count()
    page.get_by_role("button", name="Read").click()
    assert gallery.asked == [pressed(None)]


def test_what_is_to_be_confirmed_is_done_after_a_yes_alone(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("button", text=plain("Delete"), confirm=CONFIRM, value="x")))
    for answer, told in (("No", []), ("Escape", []), ("Yes", [pressed("x")])):
        page.get_by_role("button", name="Delete").click()
        question = page.get_by_role("dialog", name="Sure?")
        expect(question).to_contain_text("It goes.")
        if answer == "Escape":
            page.keyboard.press("Escape")
        else:
            question.get_by_role("button", name=answer).click()
        expect(page.locator("dialog")).to_have_count(0)
        expect(page.get_by_role("button", name="Delete")).to_be_focused()
        assert gallery.asked == told


def test_a_menu_is_chosen_from_by_keyboard(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("static_select", options=DAYS, placeholder=plain("Which day?"))))
    field = page.get_by_role("combobox", name="Which day?")
    field.focus()
    assert field.get_attribute("aria-expanded") == "false"
    page.keyboard.press("ArrowDown")
    assert listed(page) == ["Monday", "Tuesday", "Sunday"]
    assert active(page).inner_text() == "Monday"
    page.keyboard.press("ArrowUp")
    assert active(page).inner_text() == "Sunday"
    page.keyboard.type("tu")
    assert listed(page) == ["Tuesday"]
    page.keyboard.press("Enter")

    expect(field).to_have_value("Tuesday")
    assert field.get_attribute("aria-expanded") == "false"
    assert gallery.asked == [pressed("tuesday")]


def test_a_menu_is_left_as_it_was_by_escape_and_by_going_elsewhere(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("static_select", options=DAYS, initial_option=DAYS[0])))
    field = page.get_by_role("combobox")
    for leave in ("Escape", "Tab"):
        field.click()
        page.keyboard.type("nothing like it")
        expect(page.get_by_text("No results")).to_be_visible()
        page.keyboard.press(leave)
        expect(field).to_have_value("Monday")
        expect(page.get_by_role("option")).to_have_count(0)
    assert gallery.asked == []


def test_a_menu_asks_the_app_as_somebody_types_and_shows_the_groups_of_its_answer(gallery: Gallery, page: Page) -> None:
    groups = [{"label": plain("Categories"), "options": DAYS[:1]}, {"label": plain("Articles"), "options": DAYS[1:]}]
    suggested = {"suggest": {"ok": True, "options": [], "groups": groups}}
    gallery.show(actions(element("external_select", min_query_length=2)), answers=suggested)
    field = page.get_by_role("combobox")
    field.click()
    page.keyboard.type("m")
    expect(page.get_by_text("Type 2 characters or more.")).to_be_visible()
    page.keyboard.type("ö")
    expect(page.get_by_role("group", name="Articles").get_by_role("option")).to_have_text(["Tuesday", "Sunday"])
    page.get_by_role("option", name="Sunday").click()

    expect(field).to_have_value("Sunday")
    assert gallery.asked == [["suggest", {"block_id": "b", "action_id": "a", "typed": "mö"}], pressed("sunday")]


def test_an_app_that_suggests_nothing_or_fails_is_told_in_the_menu(gallery: Gallery, page: Page) -> None:
    answers = ({"ok": True, "options": [], "groups": []}, {"ok": False, "told": "The app did not answer in time."})
    for answer, told in zip(answers, ("No results", "The app did not answer in time."), strict=True):
        gallery.show(actions(element("external_select", min_query_length=0)), answers={"suggest": answer})
        page.get_by_role("combobox").click()
        expect(page.get_by_text(told)).to_be_visible()
        page.keyboard.press("Escape")
        page.keyboard.press("Tab")


def test_several_are_chosen_shown_and_removed_again(gallery: Gallery, page: Page) -> None:
    gallery.show(asking(element("multi_static_select", options=DAYS, max_selected_items=2)))
    field = page.get_by_label("Field")
    field.click()
    for day in ("Monday", "Sunday", "Tuesday"):
        page.get_by_role("option", name=day).click()
    expect(page.get_by_text("You can choose up to 2. Remove one first.")).to_be_visible()
    assert gallery.values == {"b": {"a": ["monday", "sunday"]}}

    page.get_by_role("button", name="Remove Monday").click()
    assert gallery.values == {"b": {"a": ["sunday"]}}
    page.keyboard.press("Backspace")
    assert gallery.values == {"b": {"a": []}}


def test_people_and_conversations_are_chosen_by_name(gallery: Gallery, page: Page) -> None:
    offered = {"users_select": ["Ana Lima", "Ben Ode", "Quickjump"], "channels_select": ["#general", "#partners"]}
    for kind, names in offered.items():
        gallery.show(actions(element(kind)))
        page.get_by_role("combobox").click()
        assert listed(page) == names
        page.keyboard.press("Tab")
    only = {"include": ["public", "im"], "exclude_external_shared_channels": True}
    gallery.show(asking(element("conversations_select", filter=only, initial_conversation="C1")))
    expect(page.get_by_label("Field")).to_have_value("#general")
    page.get_by_label("Field").click()
    assert listed(page) == ["#general", "Quickjump"]
    assert page.get_by_role("option", selected=True).all_inner_texts() == ["#general"]


def test_the_menu_behind_dots_is_used_by_keyboard(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("overflow", options=DAYS)))
    opener = page.get_by_role("button", name="More actions")
    opener.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Monday")).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(page.get_by_role("menu")).to_have_count(0)
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("Enter")

    expect(opener).to_be_focused()
    assert gallery.asked == [pressed("sunday")]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_has_opened_shuts_nobody_out(browser: Browser, scheme: str) -> None:
    groups = [{"label": plain("Days"), "options": [DAYS[0] | {"description": plain("the first")}, *DAYS[1:]]}]
    with open_gallery(browser, scheme=scheme) as opened:
        confirmed = element("button", text=plain("Delete"), confirm=CONFIRM, style="danger") | {"action_id": "b"}
        opened.show(
            asking(element("multi_static_select", option_groups=groups, initial_options=DAYS[1:2])),
            actions(element("overflow", options=DAYS), confirmed) | {"block_id": "c"},
            errors={"b": "There is no such day."},
        )
        page = opened.page
        for control in ("combobox", "button"):
            page.get_by_role(control).last.click()  # type: ignore[arg-type]
            assert not barriers(page)
            page.keyboard.press("Escape")
        page.get_by_role("button", name="More actions").click()
        assert not barriers(page)


def test_what_is_filled_in_is_read_as_it_stands(gallery: Gallery, page: Page) -> None:
    gallery.show(
        asking(element("plain_text_input", multiline=True)) | {"block_id": "text"},
        asking(element("checkboxes", options=DAYS, initial_options=DAYS[:1])) | {"block_id": "boxes"},
        asking(element("radio_buttons", options=DAYS)) | {"block_id": "radio"},
        asking(element("datepicker", initial_date="2026-11-02")) | {"block_id": "date"},
        asking(element("timepicker")) | {"block_id": "time"},
        asking(element("datetimepicker", initial_date_time=1_795_000_000)) | {"block_id": "moment"},
        asking(element("number_input", is_decimal_allowed=True, initial_value="1.5")) | {"block_id": "number"},
        asking(element("static_select", options=DAYS)) | {"block_id": "menu"},
    )
    page.get_by_role("textbox", name="Field").first.fill("Because\nof 🎉")
    page.get_by_role("checkbox", name="Sunday").check()
    page.get_by_role("radio", name="Tuesday").check()

    assert {block: actions["a"] for block, actions in gallery.values.items()} == {
        "text": "Because\nof 🎉",
        "boxes": ["monday", "sunday"],
        "radio": "tuesday",
        "date": "2026-11-02",
        "time": None,
        "moment": 1_794_999_960,
        "number": "1.5",
        "menu": None,
    }
    assert gallery.asked == []


def test_what_was_filled_in_before_is_shown_instead_of_what_a_view_starts_with(gallery: Gallery, page: Page) -> None:
    kept = {"b": {"a": {"type": "static_select", "selected_option": DAYS[2]}}}
    gallery.show(asking(element("static_select", options=DAYS, initial_option=DAYS[0])), values=kept)
    expect(page.get_by_label("Field")).to_have_value("Sunday")


def test_an_error_stands_beside_its_field_and_what_is_typed_stays(gallery: Gallery, page: Page) -> None:
    block = asking(element("plain_text_input"), hint=plain("As it is called."))
    gallery.show(block)
    field = page.get_by_label("Field")
    expect(field).to_have_accessible_description("As it is called.")
    field.fill("half typed")

    gallery.show(block, errors={"b": "There is no such category."})
    expect(field).to_have_value("half typed")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("There is no such category. As it is called.")
    gallery.show(block)
    expect(field).not_to_have_attribute("aria-invalid", "true")


def test_an_input_that_tells_at_once_tells_what_was_entered(gallery: Gallery, page: Page) -> None:
    gallery.show(asking(element("plain_text_input"), dispatch_action=True))
    page.get_by_label("Field").fill("refund")
    assert gallery.asked == []
    page.keyboard.press("Enter")
    assert gallery.asked == [pressed("refund")]


def test_characters_are_counted_as_slack_does_where_few_are_left(gallery: Gallery, page: Page) -> None:
    gallery.show(asking(element("plain_text_input", max_length=8)))
    field = page.get_by_label("Field")
    for typed, said in (("refund", "2 left"), ("🎉" * 8, "0 left"), ("🎉" * 9, "1 too many"), ("", "")):
        field.fill(typed)
        expect(field).to_have_accessible_description(said)


def test_the_focus_stays_on_a_button_whose_block_is_drawn_anew(gallery: Gallery, page: Page) -> None:
    gallery.show(actions(element("button", text=plain("Helpful"))))
    page.get_by_role("button", name="Helpful").focus()
    gallery.show({"type": "divider", "block_id": "new"}, actions(element("button", text=plain("Thanks"))))
    expect(page.get_by_role("button", name="Thanks")).to_be_focused()


def test_a_channel_that_is_named_leads_there(gallery: Gallery, page: Page) -> None:
    text = {"type": "mrkdwn", "text": "Ask in <#C2> or <#C9|hidden>."}
    gallery.show({"type": "section", "block_id": "b", "text": text})
    page.get_by_role("button", name="#partners").click()
    assert gallery.asked == [["goTo", {"channel": "C2"}]]
    assert not page.get_by_role("button", name="#hidden").count()


def test_a_picture_that_cannot_be_fetched_is_its_description(gallery: Gallery, page: Page) -> None:
    gallery.show(
        {"type": "image", "block_id": "b", "image_url": "http://gallery.test/gone", "alt_text": "A screenshot"}
    )
    expect(page.get_by_role("link", name="Image: A screenshot")).to_have_attribute("href", "http://gallery.test/gone")
