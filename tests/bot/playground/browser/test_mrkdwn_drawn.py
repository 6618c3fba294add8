"""Slack's markup as the page draws it: what is marked, and what stays text whatever it looks like."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.bot.playground.browser.gallery import NOW, Gallery, open_gallery

LINK = 'target="_blank" rel="noopener noreferrer"'
HELP = f'<a href="https://help.example.com/a?b=1&amp;c=2" {LINK}>'


@pytest.fixture(scope="module")
def gallery(browser: Browser) -> Iterator[Gallery]:
    with open_gallery(browser) as opened:
        yield opened


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold* _italic_ ~struck~", "<strong>bold</strong> <em>italic</em> <s>struck</s>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("*bold*, and *that*.", "<strong>bold</strong>, and <strong>that</strong>."),
        ("snake_case_name 2*3*4 a~b~c", "snake_case_name 2*3*4 a~b~c"),
        ("* no * _ no _ ** *", "* no * _ no _ ** *"),
        ("*never closed _nor this", "*never closed _nor this"),
        ("*no\nlines*", "*no<br>lines*"),
        ("*a `*` b*", "<strong>a <code>*</code> b</strong>"),
        ("`*code* :tada: &lt;b&gt;`", "<code>*code* :tada: &lt;b&gt;</code>"),
        ("one\ntwo\n\nthree", "one<br>two<br><br>three"),
        ("a ```x &lt; *y*\n  z``` b", "a <pre>x &lt; *y*\n  z</pre> b"),
        ("a\n```\nx\n```\nb", "a<br><pre>x</pre>b"),
        ("```never closed", "```never closed"),
        ("&gt; quoted\n> too\nnot", "<blockquote>quoted<br>too</blockquote>not"),
        ("&gt;&gt;&gt; all\nof *it*", "<blockquote>all<br>of <strong>it</strong></blockquote>"),
        ("a &gt; b", "a &gt; b"),
    ],
)
def test_emphasis_code_and_quotes_are_read_as_in_slack(gallery: Gallery, text: str, html: str) -> None:
    assert gallery.html(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<https://help.example.com/a?b=1&amp;c=2|*A &amp; B*>", f"{HELP}*A &amp; B*</a>"),
        ("<https://help.example.com/a?b=1&amp;c=2>", f"{HELP}https://help.example.com/a?b=1&amp;c=2</a>"),
        ("See https://help.example.com/a?b=1&amp;c=2.", f"See {HELP}https://help.example.com/a?b=1&amp;c=2</a>."),
        ("*<https://help.example.com/a?b=1&amp;c=2|A>*", f"<strong>{HELP}A</a></strong>"),
        ("<mailto:ana@example.com|mail>", f'<a href="mailto:ana@example.com" {LINK}>mail</a>'),
        ("<mailto:ana@example.com>", f'<a href="mailto:ana@example.com" {LINK}>ana@example.com</a>'),
    ],
)
def test_links_to_the_web_and_to_mail_are_links(gallery: Gallery, text: str, html: str) -> None:
    assert gallery.html(text) == html


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<javascript:alert(1)|Click>", "&lt;javascript:alert(1)|Click&gt;"),
        ("<data:text/html,x|Click>", "&lt;data:text/html,x|Click&gt;"),
        ("<img src=x onerror=alert(1)>", "&lt;img src=x onerror=alert(1)&gt;"),
        ("&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("&lt;!channel&gt; &lt;@U0BEN&gt;", "&lt;!channel&gt; &lt;@U0BEN&gt;"),
        # Escapes are resolved once: somebody who writes "&lt;" sees it.
        ("&amp;lt;b&amp;gt; &amp;amp;", "&amp;lt;b&amp;gt; &amp;amp;"),
        ("<never closed", "&lt;never closed"),
        ("&nbsp; &#60;", "&amp;nbsp; &amp;#60;"),
    ],
)
def test_what_only_looks_like_markup_stays_text(gallery: Gallery, text: str, seen: str) -> None:
    assert gallery.html(text) == seen


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("<@U0BEN>", '<span class="mention">@Ben Ode</span>'),
        ("<@U0ANA|ana>", '<span class="mention mention-own">@Ana Lima</span>'),
        ("<@U0GONE|gone &amp; away>", '<span class="mention">@gone &amp; away</span>'),
        ("<#C1|x>", '<span class="mention">#general</span>'),
        ("<!channel> <!here|here>", '<span class="mention mention-own">@channel</span> '
         '<span class="mention mention-own">@here</span>'),
        ("<!subteam^S1|@support>", '<span class="mention">@support</span>'),
        ("<!unknown|shown>", "shown"),
        ("<!unknown>", "&lt;!unknown&gt;"),
    ],
)  # fmt: skip
def test_people_channels_and_groups_are_named(gallery: Gallery, text: str, seen: str) -> None:
    assert gallery.html(text) == seen


def test_emoji_are_shown_for_their_names_and_other_names_are_left(gallery: Gallery) -> None:
    shown = gallery.html(":tada: :+1::skin-tone-4: :flag-de: :man-shrugging: :nonesuch: 12:30:45 *:heart:*")
    assert shown == "🎉 👍🏽 🇩🇪 🤷‍♂️ :nonesuch: 12:30:45 <strong>❤️</strong>"


def test_a_verbatim_text_has_only_the_links_that_are_marked(gallery: Gallery) -> None:
    assert gallery.html("See https://example.com", verbatim=True) == "See https://example.com"


@pytest.mark.parametrize(
    ("template", "seen"),
    [
        # Where Ana is, in New York, it is early on 18 November, and the moment is the evening before; not so in London.
        ("{date_num} {time}", "2026-11-17 10:06 PM"),
        ("{date} at {time_secs}", "November 17th at 10:06:40 PM"),
        ("{date_short}", "Nov 17, 2026"),
        ("{date_long}", "Tuesday, November 17th, 2026"),
        ("{date_long_full}", "November 17, 2026"),
        ("{date_slash}", "11/17/2026"),
        ("{date_pretty} {date_short_pretty} {date_long_pretty}", "yesterday yesterday yesterday"),
        ("{ago}", "8 hours ago"),
    ],
)
def test_dates_are_read_in_the_time_zone_of_whoever_looks(gallery: Gallery, template: str, seen: str) -> None:
    html = gallery.html(f"<!date^{NOW - 8 * 3600}^{template}|earlier>")
    assert html.endswith(f">{seen}</time>")
    assert html.startswith('<time datetime="2026-11-18T03:06:40.000Z"')


@pytest.mark.parametrize(
    "written", ["<!date^soon^{date}|earlier>", "<!date^1^{nonsense}|earlier>", "<!date^9e99^{date}|earlier>"]
)
def test_a_date_that_cannot_be_read_is_its_fallback(gallery: Gallery, written: str) -> None:
    assert gallery.html(written) == "earlier"


def test_the_longest_message_is_read_in_no_time(gallery: Gallery) -> None:
    nasty = (
        " *a" * 13_000,
        "<" * 40_000,
        "`" * 39_999,
        "```a" * 10_000,
        "&gt;" * 10_000,
        " *_~a" * 8_000,
        "https://" * 5_000,
    )
    for text in nasty:
        taken = gallery.page.evaluate(
            "text => { const begun = performance.now(); gallery.html(text, {}); return performance.now() - begun; }",
            text,
        )
        assert taken < 1000, text[:20]
