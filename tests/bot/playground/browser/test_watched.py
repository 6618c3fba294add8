"""What watches the pages of these tests notices what it is there for."""

from playwright.sync_api import Browser

from tests.bot.playground.browser.watched import Watched, barriers

HOST = "playground.test"
PAGE = """<!doctype html><html lang="en"><title>A page</title><h1>A page</h1>
<button></button><p style="color: #eee">pale</p>
<img src="http://elsewhere.test/pixel.png" alt="">
<script>console.error("complained"); setTimeout(() => { throw new Error("broke"); });</script></html>"""


def test_a_page_that_complains_breaks_asks_elsewhere_and_shuts_people_out_is_noticed(browser: Browser) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.route("**/*", lambda route: route.abort())
        page.route(f"http://{HOST}/", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        watched = Watched(page, HOST)
        watched.expect("favicon")
        with page.expect_event("pageerror"):
            page.goto(f"http://{HOST}/", wait_until="load")
        shut_out = barriers(page)

    faults = "\n".join(watched.faults)
    for sign in ("in the console: complained", "raised: Error: broke", "asked another host", "request failed: GET"):
        assert sign in faults
    assert {barrier.partition(":")[0] for barrier in shut_out} == {"button-name", "color-contrast"}
