"""Links: which article a link leads to, however it is written."""

import pytest

from knowledge.articles import Audience, Visibility
from knowledge.search.links import Links, comparable
from tests.knowledge.given import article

REFUNDS = article("a", "Refunds", url="https://help.example.com/articles/refunds/")
BY_NUMBER = article("b", "Invoices", url="https://help.example.com/view?id=12&lang=en")
SECRET = article("c", "Margins", url="https://help.example.com/margins", visibility=Visibility.INTERNAL)
LINKS = Links([REFUNDS, BY_NUMBER, SECRET, article("d", "Nowhere"), article("e", "Again", url=REFUNDS.url)])


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://help.example.com/articles/refunds", REFUNDS),
        ("http://www.HELP.example.com:80/articles/refunds/#steps", REFUNDS),
        ("https://help.example.com/articles/refunds?utm_source=mail&gclid=1", REFUNDS),
        ("https://help.example.com/articles/refunds/?from=mail", REFUNDS),
        ("https://help.example.com/articles/%72efunds", REFUNDS),
        ("https://help.example.com/view?lang=en&id=12", BY_NUMBER),
        ("https://help.example.com/view?id=13&lang=en", None),
        ("https://help.example.com/Articles/Refunds", None),
        ("https://help.example.com:8443/articles/refunds", None),
        ("https://help.example.com@evil.example/articles/refunds", None),
        ("https://help.example.com", None),
    ],
)
def test_a_link_leads_to_its_article_whatever_stands_around_its_address(url: str, found: object) -> None:
    assert LINKS.article(url, Audience.PUBLIC) == found


@pytest.mark.parametrize(
    "url", ["", "nothing", "mailto:a@help.example.com", "https://", "http://[::1", "http://a:port/"]
)
def test_what_is_no_link_to_a_page_leads_nowhere(url: str) -> None:
    assert comparable(url) == ""
    assert LINKS.article(url, Audience.INTERNAL) is None


def test_a_link_to_an_internal_article_leads_nowhere_for_the_public() -> None:
    assert LINKS.article(SECRET.url, Audience.INTERNAL) == SECRET
    assert LINKS.article(SECRET.url, Audience.PUBLIC) is None
