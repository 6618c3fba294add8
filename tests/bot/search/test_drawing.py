"""The form, the window and the post of a search are what Slack takes, whatever names and words stand in them."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.search.form.blocks import form_view, how_to, options
from bot.search.form.filling import filling_of
from bot.search.window.blocks import PAGE, posted, results_view
from knowledge.articles import Article, Category, Excerpt, Match, category_text
from knowledge.search.excerpt import LONGEST
from knowledge.search.syntax import read_search
from knowledge.searches import Found, Search, Traits, typed
from tests.bot.conftest import SlacksSchema
from tests.drawn import PATHS, TEXTS, articles, check_message, check_view
from tests.knowledge.search.test_syntax import TEXTS as TYPED

few = settings(
    derandomize=True,
    database=None,
    max_examples=15,
    deadline=None,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
)


def matched(article: Article) -> Match:
    passage = article.summary[:LONGEST]
    return Match(article, 0.5, lambda: Excerpt(passage, ((0, len(passage)),)))


@given(found=st.lists(articles(), max_size=PAGE), text=TYPED, said=TEXTS, offset=st.integers(0, 500))
@few
def test_any_articles_are_a_window_and_a_post_that_slack_takes(
    slacks_schema: SlacksSchema, found: list[Article], text: str, said: str, offset: int
) -> None:
    search = read_search(text[:500]).search
    shown = Found(search, tuple(map(matched, found)), offset + len(found) + 5, offset, None, (said,) * 9, searched=9)
    check_view(results_view(shown, {"channel": "C1"}, said="Posted."), slacks_schema)
    message = posted(shown, "U0ANA")
    check_message(message.text, message.blocks, slacks_schema)


@given(paths=st.lists(PATHS.filter(bool), min_size=1, max_size=5), found=st.lists(articles(), max_size=3), text=TYPED)
@few
def test_any_categories_and_any_search_are_a_form_that_slack_takes(
    slacks_schema: SlacksSchema, paths: list[tuple[str, ...]], found: list[Article], text: str
) -> None:
    tops = [Category(path[:1], 1) for path in paths]
    named = Search(having=Traits(categories=(category_text(paths[0]),)))
    search = read_search(f"{text} {typed(named)}").search
    view = form_view(filling_of(search, lambda _: paths[0]), how_to(found, tops), "{}")
    check_view(view, slacks_schema)
    drawn = [option.to_dict() for option in options(paths)]
    assert all(0 < len(option["text"]["text"]) <= 75 and len(option["value"]) <= 75 for option in drawn)
