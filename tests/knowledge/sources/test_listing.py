"""A saved category page of a classic help centre, as text and as HTML."""

from pathlib import Path

import pytest

from knowledge.articles import Announce, Visibility
from knowledge.errors import SourceFailed
from knowledge.sources.collect import Collected, collect
from knowledge.sources.fields import LONGEST_ID
from knowledge.sources.listing import ListingPage, slug
from knowledge.sources.source import Defaults

SEED_IDS = [
    "phone-number-regex-validation-for-existing-customers",
    "how-to-resubmit-a-subscription-that-failed-to-provision",
    "how-to-enable-a-customer-to-access-their-control-panel",
    "how-to-include-additional-recipient-s-for-notifications",
    "introduction-to-the-reseller-control-panel",
    "setting-up-your-reseller-control-panel",
    "setting-up-a-payment-method",
    "verifying-and-updating-your-credit-card-information",
    "adding-automated-clearing-house-payment-method",
    "checking-the-balance-owing-on-your-reseller-account",
]


def read(page: Path, content: str | bytes | None = None, defaults: Defaults | None = None) -> Collected:
    if content is not None:
        page.write_bytes(content.encode() if isinstance(content, str) else content)
    return collect(ListingPage(page, defaults or Defaults("help")), lambda: None)


def rows(collected: Collected) -> list[tuple[str, str]]:
    """Title and excerpt of each article."""
    return [(article.title, article.summary) for article in collected.articles]


def test_the_seed_page_yields_exactly_its_ten_articles(shared: Path) -> None:
    collected = read(shared / "seed" / "kb-category-page.txt")

    assert [article.id for article in collected.articles] == SEED_IDS
    assert {article.category for article in collected.articles} == {("COGs",)}
    assert {(article.url, article.updated, article.body) for article in collected.articles} == {("", None, "")}
    assert (collected.faults, collected.notices) == ((), ())
    resubmit = collected.articles[1]
    assert resubmit.title == "How to: Resubmit a Subscription that ‘Failed to Provision’"
    assert resubmit.summary.startswith("You can check the status of an order")
    assert resubmit.summary.endswith("remedy the cause for the failed order. The…")


def test_a_source_says_what_the_seed_page_does_not(shared: Path) -> None:
    defaults = Defaults("help", ("Billing",), "https://kb.example.com/", Visibility.INTERNAL, Announce.HOLD)
    first = read(shared / "seed" / "kb-category-page.txt", defaults=defaults).articles[0]

    assert first.url == f"https://kb.example.com/{SEED_IDS[0]}"
    assert (first.category, first.visibility, first.announce) == (("Billing",), Visibility.INTERNAL, Announce.HOLD)


@pytest.mark.parametrize(
    ("name", "page"),
    [
        pytest.param(
            "page.html",
            "<h2>Categories</h2><ul><li><a href='/c'>Bills &amp; Co</a> [2]</li></ul><ol>"
            "<li><a href='/kb/1'>Caf&eacute; &#8220;bills&#8221;</a><br>\n Some\n <b>text</b>&hellip;</li>\n"
            "<li><a href='/kb/2'>Two</a><p>More</p><script>1. no</script></li></ol>",
            id="an ordered list of links",
        ),
        pytest.param(
            "page.html",
            "<div>Categories</div><div>Bills &amp; Co[2]</div><div><h3>1. Café “bills”</h3><p>Some text…</p></div>"
            "<div><h3>2. <a href='/kb/2'>Two</a></h3><p>More</p></div>",
            id="numbers in headings",
        ),
        pytest.param(
            "page.txt",
            "<!DOCTYPE html><title>1. Head</title><p>Categories:<p>Bills &amp; Co [2]<ol start=7>"
            "<li><h3>Café “bills”</h3>Some text…<li><h3>Two</h3>More</ol>",
            id="HTML in a text file, its tags not closed and its numbers beginning at 7",
        ),
        pytest.param(
            "page.txt",
            "\ufeffCategories\r\nBills & Co [2]\r\n11) Café “bills”\r\n\r\n Some   text…\r\n12) Two\r\nMore",
            id="text with other numbers",
        ),
    ],
)
def test_a_page_is_read_as_html_and_as_text(tmp_path: Path, name: str, page: str) -> None:
    collected = read(tmp_path / name, page)

    assert rows(collected) == [("Café “bills”", "Some text…"), ("Two", "More")]
    assert [article.id for article in collected.articles] == ["cafe-bills", "two"]
    assert {article.category for article in collected.articles} == {("Bills & Co",)}
    assert collected.notices == ()


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://kb.example.com/7", "https://kb.example.com/7"),
        ("/7?lang=en", "https://help.example.com/7?lang=en"),
        ("7", "https://help.example.com/kb/7"),
        ("", "https://help.example.com/kb/refunds"),
        ("javascript:alert(1)", "https://help.example.com/kb/refunds"),
        ("http://[", "https://help.example.com/kb/refunds"),
    ],
)
def test_a_title_leads_where_its_link_does(tmp_path: Path, href: str, url: str) -> None:
    page = f"<ol><li><a href='{href}'>Refunds</a><p>Ten days.</p></li></ol>"
    collected = read(tmp_path / "page.html", page, Defaults("help", base_url="https://help.example.com/kb/"))

    assert [article.url for article in collected.articles] == [url]


def test_a_link_that_leads_nowhere_by_itself_is_left_out(tmp_path: Path) -> None:
    page = "<ol><li><a href='/7'>Refunds</a></li><li><a href='https://kb.example.com/8'>Cards</a></li></ol>"

    assert [article.url for article in read(tmp_path / "page.html", page).articles] == ["", "https://kb.example.com/8"]


def test_a_list_within_an_article_is_part_of_its_excerpt(tmp_path: Path) -> None:
    page = (
        "<ol><li><a>Resubmit an order</a><p>Do this:</p><ol><li>Open it.</li><li>Press it.</li></ol></li>"
        "<li><a>Pay a bill</a><p>With a card.</p></li></ol>"
    )
    collected = read(tmp_path / "page.html", page)

    assert [article.title for article in collected.articles] == ["Resubmit an order", "Pay a bill"]
    assert "Press it." in collected.articles[0].summary


def test_a_number_out_of_turn_is_part_of_the_excerpt(tmp_path: Path) -> None:
    collected = read(tmp_path / "page.txt", "1. Pay a bill\n30. November is the last day.\n2. Cards\nx")

    assert rows(collected) == [("Pay a bill", "30. November is the last day."), ("Cards", "x")]


def test_a_count_that_differs_from_the_rows_is_said(tmp_path: Path) -> None:
    collected = read(tmp_path / "page.txt", "Categories\nCOGs[3]\n1. A\nx\n2. B\ny\n")

    assert len(collected.articles) == 2
    [notice] = collected.notices
    assert notice.place == str(tmp_path / "page.txt")
    assert notice.text == "the page counts 3 articles, and 2 stand on it"


def test_articles_of_a_page_with_several_categories_have_none_unless_the_source_says_one(tmp_path: Path) -> None:
    page = "Categories\nCOGs[7] Billing [2]\n1. A\nx\n2. B\ny\n"

    unsaid = read(tmp_path / "page.txt", page)
    said = read(tmp_path / "page.txt", page, Defaults("help", category=("Billing",)))

    assert [article.category for article in unsaid.articles] == [(), ()]
    assert ["COGs, Billing" in notice.text for notice in unsaid.notices] == [True]
    assert [article.category for article in said.articles] == [("Billing",), ("Billing",)]
    assert said.notices == ()


def test_the_links_of_titles_are_kept_where_they_lead_somewhere(tmp_path: Path) -> None:
    page = (
        "<ol><li><h2><a href='/kb/a/split'>Split an <b>order</b></a></h2><p>Into two…</p><p>1,204 views</p></li>"
        "<li><a href='https://other.example.com/pay'>2. Pay</a><p>x</p></li>"
        "<li><a href='javascript:alert(1)'>Refunds</a><p>x</p></li><li>Cards<p>x</p></li></ol><p>© ShopHelp</p>"
    )
    based = read(tmp_path / "page.html", page, Defaults("help", base_url="https://help.example.com/kb"))
    bare = read(tmp_path / "page.html", page)

    assert [article.url for article in based.articles] == [
        "https://help.example.com/kb/a/split",
        "https://other.example.com/pay",
        "https://help.example.com/kb/refunds",
        "https://help.example.com/kb/cards",
    ]
    assert [article.url for article in bare.articles] == ["", "https://other.example.com/pay", "", ""]
    assert based.articles[0].summary == "Into two…"


@pytest.mark.parametrize(
    ("title", "id"),
    [
        ("How to: Resubmit — a ‘Failed’ Order!", "how-to-resubmit-a-failed-order"),
        ("The customer's & the customer’s", "the-customers-the-customers"),
        ("Größe ändern", "grosse-andern"),
        ("日本語の質問", "日本語の質問"),
        ("🎉", "article"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_an_id_is_a_slug_of_the_title(title: str, id: str) -> None:
    assert slug(title) == id


def test_an_id_is_never_longer_than_the_store_keeps_nor_given_twice(tmp_path: Path) -> None:
    titles = ["word " * 200, "word " * 200, "Same", "Same", "Same-2"]
    page = "".join(f"{number}. {title}\n" for number, title in enumerate(titles, start=1))

    ids = [article.id for article in read(tmp_path / "page.txt", page).articles]

    assert len(set(ids)) == len(titles)
    assert max(map(len, ids)) <= LONGEST_ID


def test_of_a_page_without_line_ends_no_category_is_looked_for_at_every_letter(tmp_path: Path) -> None:
    """This one would take minutes."""
    page = f"Categories\nCOGs[1]\n{'a[' * 100_000}\n1. A\nx\n"

    assert [article.category for article in read(tmp_path / "page.txt", page).articles] == [("COGs",)]


@pytest.mark.parametrize("name", ["page.txt", "page.html"])
def test_a_page_of_many_titles_that_are_alike_is_read_to_its_end(tmp_path: Path, name: str) -> None:
    """This one too."""
    rows = "".join(f"{number}. Same<br>\n" for number in range(1, 5_001))

    assert len(read(tmp_path / name, rows).articles) == 5_000


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("page.txt", "", id="an empty page"),
        pytest.param("page.txt", "Categories\nCOGs[10]\nno titles here", id="no titles"),
        pytest.param("page.html", "<ul><li>A</li></ul>", id="a list without numbers"),
        pytest.param("page.txt", "9" * 5000 + ". A\n", id="a number of 5,000 digits"),
        pytest.param("page.txt", f"Categories\nX[{'9' * 5000}]\n", id="a count of 5,000 digits"),
        pytest.param("page.html", f"<ol start='{'9' * 5000}'></ol>", id="a start of 5,000 digits"),
    ],
)
def test_a_page_without_numbered_titles_fails(tmp_path: Path, name: str, content: str) -> None:
    with pytest.raises(SourceFailed, match="numbered titles"):
        read(tmp_path / name, content)


def test_a_page_that_is_missing_or_a_folder_fails(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere.html", tmp_path, tmp_path / "null\0byte"):
        with pytest.raises(SourceFailed, match="can't be read"):
            read(path)


def test_a_page_that_is_not_utf8_fails_rather_than_garble_its_titles(tmp_path: Path) -> None:
    with pytest.raises(SourceFailed, match="UTF-8"):
        read(tmp_path / "page.txt", "1. Caf\xe9\nx".encode("latin-1"))
