"""What is opened from Home, where the person is alone: the form of a search, and an article."""

import json

import pytest

from bot.playground.town import ANA, GIA
from tests.bot.conftest import text_of
from tests.bot.home.conftest import Company

SECRET = "Zanzibarite margins"


@pytest.mark.parametrize(("person", "reads"), [(ANA, True), (GIA, False)], ids=["a member", "a guest"])
def test_a_search_from_home_finds_what_the_person_may_read_and_is_posted_nowhere(
    company: Company, person: str, reads: bool
) -> None:
    company.publish("secret", title=SECRET, category="Zanzibarites", visibility="internal")
    company.publish("open", title="Zanzibar time zone", category="Times")
    form = company.presses(company.opens(person), "Search with filters", person)
    assert bool(company.slack.suggest(form, "search_category", "zanzi", person=person).texts) == reads

    company.slack.submit(person, {"words": {"given": "margins"}})
    window = company.slack.view_of(person)
    assert window is not None
    assert (SECRET in text_of(window.blocks)) == reads
    assert "Post to channel" not in json.dumps(window.blocks)
